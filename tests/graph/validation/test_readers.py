"""No cell of a file makes statements that the gate refuses: readers report what the model has no place for."""

from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest
from sound import MINT, SCOPE

from rarekg.graph.validation.model.check import check_lines
from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.gard.lines import Line
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.gard.references import parse_citations, reference_facts
from rarekg.mappings.hpoa.evidence import EVIDENCE
from rarekg.mappings.hpoa.qualifiers import NEGATED
from rarekg.mappings.rdf.ntriples import lines
from rarekg.mappings.rdf.translators import translate
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sources import hpo, hpoa, mappings
from rarekg.ontology.terms import Term

# Rules about one value or one statement; the others need the rest of a graph.
RULES = {
    *("frequency notation", "frequency numbers", "frequency bounds", "negation", "date", "padded text", "empty text"),
    *("evidence and agent", "knowledge level", "agent type", "sources of an association", "justification"),
    *("exact match of one kind", "exact match within a registry", "exact match to entry and series"),
}
FREQUENCIES = ("", "0/9", "0%", "1/1", "3/9", "12.5%", "9/7", *(f"HP:004028{number}" for number in range(6)))
CURATIONS = ("HPO:a[2020-01-31]", "HPO:a[1012-11-16]", "ORPHA:orphadata[2020-01-31]", "HPO:a", "")


def known() -> Known:
    found = Known()
    for term, parent in (
        ("HP:0000118", ()),
        ("HP:0001250", ("HP:0000118",)),
        ("MONDO:0000001", ()),
        ("MONDO:0000002", ()),
    ):
        found.learn(Term(id=term, label=f"term {term}", parents=parent))
    return found


def refused(facts: Iterable[Fact | Issue]) -> set[str]:
    """Return the rules among RULES that the statements of ``facts`` break."""
    described = [one for fact in facts if not isinstance(fact, Issue) for one in translate(fact, MINT)]
    stated = [line.encode() for one in described for line in lines(one, " .\n").splitlines(keepends=True)]
    assert stated
    return {finding.check.removeprefix("model: ") for finding in check_lines(stated, MINT, SCOPE)} & RULES


def test_the_rules_have_these_names() -> None:
    """The names are those of findings, so that a rule that gets another name is not forgotten here."""
    texts = "".join(path.read_text(encoding="utf-8") for path in Path("graph/validation/model").glob("*.py"))
    assert {rule for rule in RULES if f'"{rule}"' not in texts} == set()


@pytest.mark.parametrize("qualifier", NEGATED)
def test_any_row_of_annotations(tmp_path: Path, qualifier: str) -> None:
    rows = [
        (f"OMIM:{100001 + number}", "a", qualifier, "HP:0001250", "PMID:1", evidence, "", often, "", "", "P", curation)
        for number, (often, evidence, curation) in enumerate(product(FREQUENCIES, EVIDENCE, CURATIONS))
    ]
    path = tmp_path / "phenotype.hpoa"
    path.write_text("\n".join("\t".join(cells) for cells in [hpoa.COLUMNS, *rows]) + "\n", encoding="utf-8")
    facts = list(hpoa.read(path, known()))
    assert sum(not isinstance(fact, Issue) for fact in facts) > len(rows)
    assert refused(facts) == set()


def test_any_row_of_mappings(tmp_path: Path) -> None:
    header = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tcomment\n"
    ends = ("MONDO:0000002", "HP:0001250", "OMIM:100001", "OMIMPS:100001", "UMLS:C1")
    rows = [
        f"MONDO:0000001\tskos:{how}Match\t{end}\t{justification}\t a comment \n"
        for how, end, justification in product(
            ("exact", "close"), ends, ("semapv:MappingReview", "semapv:Guessing", "x")
        )
    ]
    path = tmp_path / "given.sssom.tsv"
    path.write_text(header + "".join(rows), encoding="utf-8")
    assert refused(mappings.read(path, known())) == set()


def test_padded_texts_of_an_ontology(tmp_path: Path) -> None:
    path = tmp_path / "hp.obo"
    path.write_text(
        "format-version: 1.2\n\n[Term]\nid: HP:0000118\nname: Phenotypic abnormality \n"
        'def: " Anything. " []\nsynonym: " a name " EXACT []\nsynonym: " " EXACT []\ncomment: text \n',
        encoding="utf-8",
    )
    facts = list(hpo.read(path, Known()))
    (term,) = (fact for fact in facts if isinstance(fact, Term))
    assert [synonym.text for synonym in term.synonyms] == ["a name"]
    assert refused(facts) == set()


def test_a_publication_of_long_ago() -> None:
    page = PageContext(id="page/a", disease="MONDO:0000001", file="page.txt", source="gard")
    citation = "1. Kanner L. Disturbances of contact. Nervous Child. 1943; 2:217-250."
    issue, reference = reference_facts(parse_citations([Line(number=1, text=citation)], Path("x")), page)
    assert isinstance(issue, Issue)
    assert (issue.kind, issue.value) == ("early-date", "1943")
    assert refused([reference]) == set()
