"""HPO's terms as facts: standard ids, nothing lost, obsolete terms with their successors."""

import re
from collections import Counter
from pathlib import Path

import pytest
from fetched import fetched, known

from rarekg.mappings.catalog import sources
from rarekg.mappings.facts import Issue, TermKind
from rarekg.mappings.rdf.term import KINDS
from rarekg.mappings.reading.unread import STATED_TYPES
from rarekg.mappings.resolve.known import CurrentId, Known
from rarekg.mappings.sources import hpo
from rarekg.ontology import obo
from rarekg.ontology.errors import SourceError
from rarekg.ontology.terms import Synonym, Term


def read(tmp_path: Path, stanza: str) -> tuple[list[Term], list[Issue]]:
    path = tmp_path / "hp.obo"
    path.write_text("format-version: 1.2\n\n" + stanza, encoding="utf-8")
    facts = list(hpo.read(path, Known()))
    return [fact for fact in facts if isinstance(fact, Term)], [fact for fact in facts if isinstance(fact, Issue)]


@pytest.fixture(scope="module")
def terms() -> dict[str, Term]:
    release = (fact for fact in hpo.read(fetched("hpo"), Known()) if isinstance(fact, Term))
    return {term.id: term for term in release}


def test_ids_are_standardized(tmp_path: Path) -> None:
    (term,), issues = read(
        tmp_path,
        "[Term]\nid: HP:0000001\nname: All\n"
        'def: "Everything." [https://orcid.org/0000-0002-0736-9199, PMID:1, HPO_CONTRIBUTOR:x, https://a.example/b]\n'
        "xref: SNOMEDCT_US:12\nxref: MEDDRA:10022016\nxref: UMLS:C1\nxref: UMLS:C1\nxref: Fyler:1\n",
    )
    assert term.definition_sources == (
        "orcid:0000-0002-0736-9199",
        "PMID:1",
        "HPO_CONTRIBUTOR:x",
        "https://a.example/b",
    )
    assert term.xrefs == ("SCTID:12", "MedDRA:10022016", "UMLS:C1", "Fyler:1")
    assert {(issue.value, issue.action) for issue in issues} == {
        ("HPO_CONTRIBUTOR", "kept"),
        ("https", "kept"),
        ("Fyler", "kept"),
    }


def test_unknown_prefixes_are_one_issue_each(tmp_path: Path) -> None:
    stanza = "[Term]\nid: HP:0000001\nname: All\n" + "".join(f"xref: Fyler:{number}\n" for number in range(1, 1235))
    _, (issue,) = read(tmp_path, stanza)
    assert issue.kind == "unknown-prefix"
    assert "1,234" in issue.message
    assert "'Fyler:1' of HP:0000001" in issue.message


def test_a_malformed_id_is_reported_and_left_out(tmp_path: Path) -> None:
    terms, issues = read(
        tmp_path,
        "[Term]\nid: HP:0000001\nname: All\nxref: UMLS:0189573\nis_a: HP:2\nalt_id: HP:0000002\n\n"
        "[Term]\nid: HP:3\nname: short\n",
    )
    assert [(term.id, term.xrefs, term.parents, term.alt_ids) for term in terms] == [
        ("HP:0000001", (), (), ("HP:0000002",))
    ]
    assert {(issue.kind, issue.value) for issue in issues} == {
        ("malformed-id", "UMLS:0189573"),
        ("malformed-id", "HP:2"),
        ("malformed-id", "HP:3"),
    }


def test_an_unknown_tag_is_reported_with_its_line(tmp_path: Path) -> None:
    _, (issue,) = read(tmp_path, "[Term]\nid: HP:0000001\nname: All\ncreated_by: x\nfinding_site: here\n")
    assert (issue.kind, issue.value, issue.line) == ("unread-field", "finding_site", 7)


def test_synonyms_are_read_and_their_sources_and_types_are_listed_or_reported(tmp_path: Path) -> None:
    (term,), issues = read(
        tmp_path,
        "[Term]\nid: HP:0000001\nname: All\n"
        'synonym: "Everything" EXACT layperson [https://orcid.org/0000-0002-5316-1399]\n'
        'synonym: "Colour" EXACT uk_spelling []\n'
        'synonym: "Tout" EXACT french [PMID:1]\n'
        'synonym: "Alle" RELATED french []\n',
    )
    assert [(one.text, one.scope, one.kind) for one in term.synonyms] == [
        ("Everything", "exact", "layperson"),
        ("Colour", "exact", "uk_spelling"),
        ("Tout", "exact", "french"),
        ("Alle", "related", "french"),
    ]
    (issue,) = issues
    assert (issue.kind, issue.value) == ("unread-field", "synonym type french")
    assert issue.message.startswith("2 'synonym type french' not read")


def test_every_synonym_type_of_the_release_is_stated_or_listed_as_ignored() -> None:
    """The types are those that the header of the release declares."""
    ignored = {
        name.removeprefix("synonym type ") for name in sources()["hpo"].ignored if name.startswith("synonym type")
    }
    declared = {value.split()[0] for value in obo.header(fetched("hpo"))["synonymtypedef"]}
    assert STATED_TYPES.isdisjoint(ignored)
    assert declared == STATED_TYPES | ignored
    assert KINDS.keys() == STATED_TYPES


def test_a_damaged_file_is_a_source_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"hp\.obo:5: "):
        read(tmp_path, "[Term]\nid: HP:0000001\nname All\n")


def test_nothing_of_the_release_is_unread() -> None:
    issues = [fact for fact in hpo.read(fetched("hpo"), Known()) if isinstance(fact, Issue)]
    assert not [issue for issue in issues if issue.kind == "unread-field"]
    assert {issue.value for issue in issues if issue.kind == "malformed-id"} == {
        # Misspelled in the release itself; each can be looked up there.
        "PMID:probinson",
        "NCIT:CL017969",
        "OMIM:ahamosh",
        "UMLS:0189573",
        "ISBN:0412792702.",
    }
    assert sum(issue.kind != "contested-id" for issue in issues) < 40


def test_terms_of_ipex(terms: dict[str, Term]) -> None:
    eczema = terms["HP:0000964"]
    assert eczema.label == "Eczematoid dermatitis"
    assert "HP:0000976" in eczema.alt_ids
    assert Synonym(text="Eczema", scope="exact", kind="layperson") in eczema.synonyms
    assert terms["HP:0003593"].label == "Infantile onset"
    assert terms["HP:0001419"].label == "X-linked recessive inheritance"


def test_obsolete_terms_have_their_label_and_a_successor(terms: dict[str, Term]) -> None:
    gone = terms["HP:0000057"]
    assert (gone.label, gone.obsolete, gone.replaced_by) == ("obsolete Clitoromegaly", True, "HP:0008665")
    assert sum(term.obsolete for term in terms.values()) == 574
    # The release did not rename HP:0007815 Abnormal distribution of retinal arterioles and venules.
    unlike = [term.id for term in terms.values() if term.obsolete != term.label.startswith("obsolete ")]
    assert unlike == ["HP:0007815"]


def test_every_obsolete_term_of_the_release_leads_to_what_its_stanza_names(terms: dict[str, Term]) -> None:
    stanzas = fetched("hpo").read_text(encoding="utf-8").split("\n\n[")
    named = {
        re.findall(r"^id: (\S+)", stanza, re.M)[0]: re.findall(r"^replaced_by: (\S+)", stanza, re.M)
        for stanza in stanzas
        if "\nis_obsolete: true" in stanza
    }
    assert named.keys() == {term.id for term in terms.values() if term.obsolete}
    for obsolete, successors in named.items():
        last = successors
        while len(last) == 1 and last[0] in named:
            last = named[last[0]]
        assert known().current(obsolete).id == (last[0] if len(last) == 1 else None)
    # The first of these successors is obsolete too, the second lists the term as its own: a choice for people.
    assert [(term, found) for term, found in named.items() if len(found) > 1] == [
        ("HP:0410382", ["HP:0025623", "HP:0410379"])
    ]
    assert terms["HP:0410382"].consider == ("HP:0025623", "HP:0410379")


def test_an_obsolete_term_with_candidates_alone_has_no_current_id(terms: dict[str, Term]) -> None:
    open_choices = [term for term in terms.values() if term.obsolete and term.consider]
    assert len(open_choices) == 82
    listed = {alternative for term in terms.values() for alternative in term.alt_ids}
    for term in open_choices:
        assert known().current(term.id) == CurrentId(id=None, status="obsolete")
        assert term.id not in listed


def test_every_parent_is_a_current_term(terms: dict[str, Term]) -> None:
    parents = Counter(parent for term in terms.values() for parent in term.parents)
    assert all(parent in terms and not terms[parent].obsolete for parent in parents)
    assert [term.id for term in terms.values() if not term.parents and not term.obsolete] == ["HP:0000001"]


def test_terms_known_to_later_readers() -> None:
    # A merged id can have a stanza of its own as well, with the same successor.
    assert known().current("HP:0000976") == CurrentId(id="HP:0000964", status="alternative")
    assert known().current("HP:0001481") == CurrentId(id="HP:0000964", status="alternative")
    assert known().is_a("HP:0000964", "HP:0000118")
    assert known().is_a("HP:0001419", "HP:0000005")
    assert not known().is_a("HP:0001419", "HP:0000118")


def test_the_phenotypes_of_the_release_are_those_below_phenotypic_abnormality() -> None:
    known, kinds, terms = Known(), set[str](), dict[str, Term]()
    for fact in hpo.read(fetched("hpo"), known):
        if isinstance(fact, Term):
            known.learn(fact)
            terms[fact.id] = fact
        elif isinstance(fact, TermKind):
            assert fact.kind == "biolink:PhenotypicFeature"
            kinds.add(fact.id)
    below = {"HP:0000118"}
    # A term is below if one of its parents is, which is repeated until nothing changes.
    while new := {term.id for term in terms.values() if below & {*term.parents} and not term.obsolete} - below:
        below |= new
    assert kinds == below
    assert len(kinds) > 18_000
