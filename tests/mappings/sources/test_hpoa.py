"""HPO's annotations as facts: every row of every aspect, and nothing beyond the row."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from fetched import fetched, known
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdf import statements

from rarekg.mappings.facts import (
    Annotation,
    ClinicalCourse,
    ClinicalModifier,
    Disease,
    Fact,
    Inheritance,
    Issue,
    Mapping,
    Onset,
    PastHistory,
    Phenotype,
    Reference,
)
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sources import hpoa
from rarekg.ontology.errors import SourceError
from rarekg.ontology.terms import Synonym, Term

HEADER = "\t".join(hpoa.COLUMNS)
MALE, FEMALE = "PATO:0000384", "PATO:0000383"
# id, label, parents, alternative ids
TERMS = (
    ("HP:0000118", "Phenotypic abnormality", (), ()),
    ("HP:0001250", "Seizure", ("HP:0000118",), ()),
    ("HP:0000964", "Eczematoid dermatitis", ("HP:0000118",), ("HP:0000976",)),
    ("HP:0000005", "Mode of inheritance", (), ()),
    ("HP:0001419", "X-linked recessive inheritance", ("HP:0000005",), ()),
    ("HP:0012823", "Clinical modifier", (), ()),
    ("HP:0012828", "Severe", ("HP:0012823",), ()),
    ("HP:0025303", "Episodic", ("HP:0012823",), ()),
    ("HP:0031797", "Clinical course", ("HP:0012823",), ()),
    ("HP:0003819", "Death in childhood", ("HP:0031797",), ()),
    ("HP:0003674", "Onset", ("HP:0031797",), ()),
    ("HP:0003593", "Infantile onset", ("HP:0003674",), ()),
    ("HP:0032443", "Past medical history", (), ()),
    ("HP:0009800", "Maternal diabetes", ("HP:0032443",), ()),
    ("MONDO:0010580", "IPEX syndrome", (), ()),
    ("MONDO:0000001", "one disease", (), ()),
    ("MONDO:0000002", "another disease", (), ()),
)
MAPPED = {
    "OMIM:304790": ("MONDO:0010580",),
    "ORPHA:37042": ("MONDO:0010580",),
    "OMIM:100001": ("MONDO:0000001", "MONDO:0000002"),
}
ROW = {
    "database_id": "OMIM:304790",
    "disease_name": "IPEX syndrome",
    "hpo_id": "HP:0001250",
    "reference": "PMID:1",
    "evidence": "PCS",
    "aspect": "P",
    "biocuration": "HPO:a[2020-01-31]",
}


def small() -> Known:
    """Return a handful of terms and mappings."""
    known = Known()
    for identifier, label, parents, alternatives in TERMS:
        known.learn(Term(id=identifier, label=label, parents=parents, alt_ids=alternatives))
    known.learn(Term(id="HP:0000057", label="obsolete Clitoromegaly", obsolete=True))
    for other, diseases in MAPPED.items():
        for disease in diseases:
            known.learn_mapping(mapping(disease, other))
    return known


def mapping(disease: str, other: str, predicate: str = "skos:exactMatch") -> Mapping:
    return Mapping(
        subject=disease, predicate=predicate, object=other, justification="semapv:UnspecifiedMatching", source="mondo"
    )


def row(**cells: str) -> str:
    return "\t".join((ROW | cells).get(column, "") for column in hpoa.COLUMNS)


Read = Callable[..., tuple[list[Fact], list[Issue]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(*rows: str, exclude_iea: bool = False, knowing: Known | None = None) -> tuple[list[Fact], list[Issue]]:
        path = tmp_path / "phenotype.hpoa"
        path.write_text("\n".join(["#version: 2025-01-16", HEADER, *rows, ""]), encoding="utf-8")
        facts = list(hpoa.read(path, knowing or small(), exclude_iea=exclude_iea))
        return [f for f in facts if not isinstance(f, Issue)], [f for f in facts if isinstance(f, Issue)]

    return reading


def only(facts: list[Fact]) -> Annotation:
    """Return the one annotation of ``facts``."""
    (annotation,) = (fact for fact in facts if isinstance(fact, Annotation))
    return annotation


def test_every_cell_of_a_row_is_in_its_fact(read: Read) -> None:
    facts, issues = read(
        row(
            reference="PMID:15;OMIM:304790;ISBN-13:978-0721606156;OMIM:100001",
            onset="HP:0003593",
            frequency="3/10",
            sex="MALE",
            modifier="HP:0012828;HP:0025303",
            biocuration="HPO:a[2020-01-31];ORCID:0000-0002-0736-9199[2021-02-01]; HPO:a[2022-03-01]",
        )
    )
    assert issues == []
    fact = only(facts)
    assert isinstance(fact, Phenotype)
    assert (fact.disease, fact.phenotype, fact.excluded) == ("MONDO:0010580", "HP:0001250", False)
    assert (fact.onset, fact.sex, fact.modifiers) == ("HP:0003593", MALE, ("HP:0012828", "HP:0025303"))
    assert fact.frequency is not None
    assert (fact.frequency.count, fact.frequency.total, fact.frequency.lower) == (3, 10, Decimal("0.3"))
    origin = fact.origin
    assert (origin.source, origin.subject, origin.object, origin.evidence) == (
        "hpoa",
        "OMIM:304790",
        None,
        "ECO:0006017",
    )
    # The entry's own id is its original subject, neither a publication nor a ground; another entry is a ground.
    assert origin.references == ("PMID:15", "ISBN:9780721606156")
    assert origin.records == ("OMIM:100001",)
    assert origin.curation == (
        "HPO:a[2020-01-31]",
        "ORCID:0000-0002-0736-9199[2021-02-01]",
        "HPO:a[2022-03-01]",
    )
    assert (origin.curators, origin.curated_on) == (("orcid:0000-0002-0736-9199",), "2022-03-01")


@pytest.mark.parametrize(
    ("own", "evidence", "primary", "aggregator", "agent"),
    [
        ("ORPHA:37042", "TAS", "orphanet", "hpo-annotations", "manual_agent"),
        ("OMIM:304790", "TAS", "omim", "hpo-annotations", "manual_agent"),
        ("OMIM:304790", "IEA", "omim", "hpo-annotations", "text_mining_agent"),
        ("OMIM:304790", "PCS", None, None, "manual_agent"),
        ("DECIPHER:1", "IEA", "decipher", "hpo-annotations", "text_mining_agent"),
    ],
)
def test_the_primary_source_is_the_most_upstream(
    read: Read, own: str, evidence: str, primary: str | None, aggregator: str | None, agent: str
) -> None:
    origin = only(read(row(database_id=own, evidence=evidence))[0]).origin
    assert (origin.primary, origin.aggregator, origin.agent) == (primary, aggregator, agent)
    assert origin.level == "knowledge_assertion"


def test_the_day_of_orphanets_release_is_no_curation(read: Read) -> None:
    facts, issues = read(row(database_id="ORPHA:37042", biocuration="ORPHA:orphadata[2026-06-06]"))
    origin = only(facts).origin
    assert (origin.curation, origin.curators, origin.curated_on, issues) == ((), (), None, [])


def test_each_publication_is_described_once(read: Read) -> None:
    facts, _ = read(row(), row(reference="PMID:1;PMID:2"), row(database_id="ORPHA:37042", reference="PMID:2"))
    assert [fact.id for fact in facts if isinstance(fact, Reference)] == ["PMID:1", "PMID:2"]


@pytest.mark.parametrize(
    ("aspect", "term", "kind", "slot"),
    [
        ("P", "HP:0001250", Phenotype, "phenotype"),
        ("I", "HP:0001419", Inheritance, "mode"),
        ("C", "HP:0003593", Onset, "onset"),
        ("C", "HP:0003819", ClinicalCourse, "course"),
        ("M", "HP:0025303", ClinicalModifier, "modifier"),
        ("H", "HP:0009800", PastHistory, "history"),
    ],
)
@pytest.mark.parametrize("negated", [False, True])
def test_each_aspect_gives_a_kind_of_fact_with_frequency_and_sex(
    read: Read, aspect: str, term: str, kind: type[Annotation], slot: str, negated: bool
) -> None:
    often, qualifier = ("", "NOT") if negated else ("2/5", "")
    cells = {"aspect": aspect, "hpo_id": term, "frequency": often, "qualifier": qualifier}
    facts, issues = read(row(**cells, sex="female", modifier="HP:0012828"))
    fact = only(facts)
    assert issues == []
    assert type(fact) is kind
    assert getattr(fact, slot) == term
    assert (fact.frequency and fact.frequency.total, fact.sex, fact.excluded) == (
        None if negated else 5,
        FEMALE,
        negated,
    )
    triples = list(statements(fact, Mint()))  # type: ignore[arg-type]  # every annotation is a fact
    plain = [one for one in triples if one.startswith("<http://purl.obolibrary.org/obo/MONDO_0010580>")]
    assert len(plain) == (0 if negated else 1)
    assert sum("negated" in one for one in triples) == negated
    assert sum("has_total" in one for one in triples) == (0 if negated else 1)
    assert sum("sex_qualifier" in one for one in triples) == 1


@pytest.mark.parametrize(
    ("qualifier", "often", "status"),
    [
        ("", "", "affirmed"),
        ("", "1/9", "affirmed"),
        ("NOT", "", "excluded"),
        ("", "HP:0040285", "excluded"),
        ("", "0/9", "unseen"),
        ("", "0%", "unseen"),
    ],
)
def test_only_not_and_the_class_excluded_exclude(read: Read, qualifier: str, often: str, status: str) -> None:
    facts, issues = read(row(qualifier=qualifier, frequency=often))
    assert [name for name in ("affirmed", "excluded", "unseen") if getattr(only(facts), name)] == [status]
    assert issues == []


@pytest.mark.parametrize(
    ("often", "kind"),
    [
        ("HP:0040282", "contradictory-frequency"),
        ("3/9", "contradictory-frequency"),
        ("12%", "contradictory-frequency"),
        ("0/9", "repeated-exclusion"),
        ("0%", "repeated-exclusion"),
    ],
)
def test_not_with_a_frequency_is_reported_and_stays_negated(read: Read, often: str, kind: str) -> None:
    """An exclusion counts nobody: what was not seen in n people is another kind of statement."""
    facts, issues = read(row(qualifier="NOT", frequency=often))
    assert (only(facts).excluded, only(facts).frequency) == (True, None)
    assert [(issue.kind, issue.action, issue.line) for issue in issues] == [(kind, "kept", 3)]


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ({"frequency": "9/7"}, "unusable-frequency"),
        ({"frequency": "3/0"}, "unusable-frequency"),
        ({"frequency": "often"}, "unusable-frequency"),
        ({"sex": "BOTH"}, "unusable-sex"),
        ({"onset": "HP:0001250"}, "unusable-onset"),
        ({"onset": "late"}, "unusable-onset"),
        ({"modifier": "HP:0001250"}, "unusable-modifier"),
        ({"reference": "PMID:070547"}, "unread-reference"),
        ({"reference": "PMID:1P"}, "unread-reference"),
        ({"biocuration": "HPO:a"}, "unread-curation"),
        ({"biocuration": "HPO:a[2021-02-30]"}, "unread-curation"),
        ({"biocuration": "HPO:a[1012-11-16]"}, "unread-curation"),
    ],
)
def test_an_invalid_cell_is_reported_and_ignored(read: Read, cell: dict[str, str], kind: str) -> None:
    facts, issues = read(row(**cell))
    ((name, value),) = cell.items()
    annotation = only(facts)
    assert [(i.kind, i.line, i.value, i.action, i.file) for i in issues] == [(kind, 3, value, "kept", "phenotype.hpoa")]
    empty = {"reference": annotation.origin.references, "biocuration": annotation.origin.curation}
    assert not (empty[name] if name in empty else getattr(annotation, {"modifier": "modifiers"}.get(name, name)))


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ({"aspect": "X"}, "unknown-aspect"),
        ({"aspect": "p"}, "unknown-aspect"),
        ({"aspect": ""}, "unknown-aspect"),
        ({"evidence": "ICE"}, "unknown-evidence"),
        ({"qualifier": "not"}, "unknown-qualifier"),
        ({"hpo_id": "HP:9999999"}, "unusable-term"),
        ({"hpo_id": "seizures"}, "unusable-term"),
        ({"hpo_id": "HP:0000057"}, "unusable-term"),
        ({"hpo_id": "HP:0001419"}, "unusable-term"),
        ({"database_id": "OMIM:12"}, "malformed-disease"),
        ({"database_id": "NORD:12"}, "malformed-disease"),
        ({"database_id": "rdfs:label"}, "wrong-kind"),
        ({"database_id": "PMID:1"}, "wrong-kind"),
        ({"database_id": "HP:0001250"}, "wrong-kind"),
    ],
)
def test_a_row_with_an_unknown_category_is_reported_and_left_out(read: Read, cell: dict[str, str], kind: str) -> None:
    facts, issues = read(row(**cell))
    assert [fact for fact in facts if isinstance(fact, Annotation)] == []
    assert [(issue.kind, issue.line, issue.action) for issue in issues] == [(kind, 3, "skipped")]


def test_a_merged_id_is_replaced_and_becomes_the_original_object(read: Read) -> None:
    facts, issues = read(row(hpo_id="HP:0000976"), row(hpo_id="HP:0000976", reference="PMID:2"))
    terms = [(f.phenotype, f.origin.object) for f in facts if isinstance(f, Phenotype)]
    assert terms == [("HP:0000964", "HP:0000976")] * 2
    assert [(issue.kind, issue.value, issue.action) for issue in issues] == [
        ("replaced-term", "HP:0000976", "replaced")
    ]


def test_one_exact_mapping_resolves_a_disease_with_its_original_subject(read: Read) -> None:
    facts, issues = read(row(), row(database_id="ORPHA:37042", reference="ORPHA:37042", evidence="TAS"))
    assert issues == []
    assert {fact.disease for fact in facts if isinstance(fact, Annotation)} == {"MONDO:0010580"}
    assert [f.origin.subject for f in facts if isinstance(f, Annotation)] == ["OMIM:304790", "ORPHA:37042"]
    assert len({fact.origin.key for fact in facts if isinstance(fact, Annotation)}) == 2


@pytest.mark.parametrize(("own", "kind"), [("OMIM:100001", "ambiguous-mapping"), ("OMIM:100002", "unmapped-disease")])
def test_a_disease_with_several_or_no_exact_mappings_keeps_its_iri_and_is_reported_once(
    read: Read, own: str, kind: str
) -> None:
    rows = [row(database_id=own, disease_name=name, reference=f"PMID:{n}") for n, name in enumerate(("B", "A", "A"), 1)]
    facts, issues = read(*rows)
    assert [f for f in facts if isinstance(f, Disease)] == [
        Disease(id=own, label="A", resolved=False, names=(Synonym(text="B"),))
    ]
    assert {(f.disease, f.origin.subject) for f in facts if isinstance(f, Annotation)} == {(own, None)}
    assert [(issue.kind, issue.value, issue.action) for issue in issues] == [(kind, own, "kept")]
    assert all(candidate in issues[0].message for candidate in MAPPED.get(own, ()))


def test_an_inexact_cross_reference_resolves_nothing_and_is_reported(read: Read) -> None:
    knowing = small()
    knowing.learn_mapping(mapping("MONDO:0000002", "OMIM:100002", "oboInOwl:hasDbXref"))
    facts, issues = read(row(database_id="OMIM:100002"), knowing=knowing)
    assert only(facts).disease == "OMIM:100002"
    assert [issue.kind for issue in issues] == ["ambiguous-mapping"]
    assert "MONDO:0000002" in issues[0].message


def test_a_name_is_kept_letter_by_letter_unless_mondo_spells_it_so(read: Read) -> None:
    names = ("IPEX SYNDROME", "IPEX syndrome", "Other name")
    facts, _ = read(*(row(disease_name=name, reference=f"PMID:{number}") for number, name in enumerate(names, 1)))
    (disease,) = (fact for fact in facts if isinstance(fact, Disease))
    assert (disease.id, disease.label, disease.resolved) == ("MONDO:0010580", "IPEX SYNDROME", True)
    assert disease.names == (Synonym(text="Other name"),)


@pytest.mark.parametrize(
    ("name", "reported"),
    [
        ("Another disease", True),
        ("IPEX syndrome", False),
        ("ipex SYNDROME", False),
        ("of none", False),
        ("", False),
    ],
)
def test_the_name_of_another_disease_is_reported_and_the_row_is_kept(read: Read, name: str, reported: bool) -> None:
    facts, issues = read(row(disease_name=name), row(disease_name=name, reference="PMID:2"))
    assert [fact.disease for fact in facts if isinstance(fact, Phenotype)] == ["MONDO:0010580"] * 2
    expected = [("name-of-another-disease", 3, "kept", f"OMIM:304790 {name}")] if reported else []
    assert [(issue.kind, issue.line, issue.action, issue.value) for issue in issues] == expected


def test_the_name_of_a_broader_or_narrower_disease_is_not_reported(read: Read) -> None:
    knowing = small()
    knowing.learn(Term(id="MONDO:0000003", label="a group"))
    knowing.learn(Term(id="MONDO:0010580", label="IPEX syndrome", parents=("MONDO:0000003",)))
    assert read(row(disease_name="A group"), knowing=knowing)[1] == []


def test_exact_repetitions_are_dropped_and_counted(read: Read) -> None:
    facts, issues = read(row(), row(), row(reference="PMID:2"))
    assert sum(isinstance(fact, Annotation) for fact in facts) == 2
    assert [(issue.kind, issue.line, issue.action) for issue in issues] == [("duplicate-row", 4, "skipped")]


def test_a_statement_curated_twice_is_one_with_both_curations_and_the_last_date(read: Read) -> None:
    facts, issues = read(row(biocuration="HPO:b[2021-01-01]"), row())
    origin = only(facts).origin
    assert [(issue.kind, issue.line, issue.action) for issue in issues] == [("repeated-statement", 4, "kept")]
    assert (origin.curation, origin.curated_on) == (("HPO:b[2021-01-01]", "HPO:a[2020-01-31]"), "2021-01-01")


def test_a_statement_that_comes_again_far_below_is_left_out(read: Read) -> None:
    facts, issues = read(row(), row(database_id="ORPHA:37042"), row(biocuration="HPO:b[2021-01-01]"))
    assert sum(isinstance(fact, Annotation) for fact in facts) == 2
    assert ("duplicate-row", 5, "skipped") in {(issue.kind, issue.line, issue.action) for issue in issues}


def test_a_cited_web_page_becomes_one_reference(read: Read) -> None:
    page = "http://www.ncbi.nlm.nih.gov/bookshelf/br.fcgi?book=gene&part=whs"
    facts, issues = read(row(reference=page), row(reference=f"{page};http://www.ncbi.nlm.nih.gov/books/NBK1526/"))
    reference, book = (fact for fact in facts if isinstance(fact, Reference))
    cited = [fact.origin.references for fact in facts if isinstance(fact, Annotation)]
    assert issues == []
    assert (reference.url, book) == (page, Reference(id="NBK:NBK1526"))
    assert cited == [(reference.id,), (reference.id, "NBK:NBK1526")]


def test_automatic_evidence_is_left_out_on_request_and_the_disease_stays(read: Read) -> None:
    rows = row(evidence="IEA", database_id="OMIM:100002"), row(reference="PMID:2", evidence="TAS")
    facts, issues = read(*rows, exclude_iea=True)
    assert only(facts).origin.evidence == "ECO:0000304"
    assert {fact.id for fact in facts if isinstance(fact, Disease)} == {"OMIM:100002", "MONDO:0010580"}
    assert [issue.message for issue in issues if issue.kind == "automatic-evidence"] == [
        "1 rows with evidence IEA are left out, as requested"
    ]
    assert sum(isinstance(fact, Annotation) for fact in read(*rows)[0]) == 2


def test_a_disease_with_scattered_rows_is_described_once(read: Read) -> None:
    facts, issues = read(row(), row(database_id="ORPHA:37042"), row(reference="PMID:2"))
    assert [(issue.kind, issue.line) for issue in issues] == [("scattered-disease", 5)]
    assert sum(isinstance(fact, Disease) for fact in facts) == 2
    assert sum(isinstance(fact, Annotation) for fact in facts) == 3


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        (b"", None, "no header"),
        (b"#version: 1\n", None, "no header"),
        (HEADER.replace("\tsex", "").encode(), 1, "no column 'sex'"),
        (f"{HEADER}\tmore".encode(), 1, "new columns or another order"),
        (f"{HEADER}\n{row()}\n{row()[:30]}".encode(), 3, "cells where 12 are due"),
        (f"{HEADER}\n{row()}\tx\n".encode(), 2, "13 cells where 12 are due"),
        (f"{HEADER}\n\n".encode(), 2, "1 cells where 12 are due"),
        (f"{HEADER}\n".encode() + row(disease_name="Ménière").encode("latin-1"), 2, "not UTF-8"),
        (f"{HEADER}\n".encode() + b"x" * (1 << 20), 2, "a line of 1,048,576 bytes"),
    ],
)
def test_other_files_are_refused_with_the_line(tmp_path: Path, content: bytes, line: int | None, what: str) -> None:
    path = tmp_path / "phenotype.hpoa"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=what) as caught:
        list(hpoa.read(path, small()))
    assert (caught.value.path, caught.value.line) == (path, line)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        list(hpoa.read(tmp_path, small()))


def test_line_ends_and_a_byte_order_mark_make_no_difference(tmp_path: Path) -> None:
    plain, windows = tmp_path / "plain", tmp_path / "windows"
    plain.write_bytes(f"{HEADER}\n{row()}\n".encode())
    windows.write_bytes(b"\xef\xbb\xbf" + f"{HEADER}\r\n{row()}\r\n".encode())
    assert list(hpoa.read(plain, small())) == list(hpoa.read(windows, small()))


CELLS = st.sampled_from(
    ["", "NOT", "HP:0001250", "HP:1", "9/7", "1/2", "P", "C", "IEA", "PMID:1;x", "OMIM:304790", "\x00"]
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS | st.text(max_size=8), min_size=11, max_size=13), max_size=4), st.integers(0, 400))
def test_mangled_rows_give_facts_issues_or_a_source_error(tmp_path: Path, mangled: list[list[str]], cut: int) -> None:
    rows = [HEADER, row(), *("\t".join(cells) for cells in mangled), row(aspect="I", hpo_id="HP:0001419")]
    content = "\n".join(rows).encode("utf-8", "surrogatepass")
    path = tmp_path / "phenotype.hpoa"
    path.write_bytes(content[: len(content) - cut])
    with suppress(SourceError):
        for fact in hpoa.read(path, small()):
            if not isinstance(fact, Issue):
                assert all("\n" not in line for line in statements(fact, Mint()))


# The release counted independently of the reader, by the cells of its lines.


class Line(NamedTuple):
    disease: str
    name: str
    qualifier: str
    term: str
    reference: str
    evidence: str
    onset: str
    frequency: str
    sex: str
    modifier: str
    aspect: str
    biocuration: str

    @property
    def excluded(self) -> bool:
        return self.qualifier == "NOT" or self.frequency == "HP:0040285"

    @property
    def unseen(self) -> bool:
        return not self.excluded and (self.frequency.startswith("0/") or self.frequency == "0%")


@cache
def release() -> list[Line]:
    """Return the rows of the release without exact repetitions."""
    text = fetched("hpoa").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith(("#", "database_id")))
    return list(dict.fromkeys(Line(*cells) for cells in lines))


@cache
def statements_of_the_release() -> list[Line]:
    """Return the rows of the release, of those that differ only in name and curation the first."""
    return list({line[0:1] + line[2:11]: line for line in reversed(release())}.values())


@dataclass
class Counted:
    """Counts of the facts of the release."""

    kinds: Counter[str] = field(default_factory=Counter)
    issues: Counter[str] = field(default_factory=Counter)
    evidence: Counter[str | None] = field(default_factory=Counter)
    excluded: Counter[str] = field(default_factory=Counter)
    classes: Counter[str | None] = field(default_factory=Counter)
    sources: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    curation: Counter[str] = field(default_factory=Counter)
    last: Counter[str | None] = field(default_factory=Counter)
    notations: Counter[str] = field(default_factory=Counter)
    sexes: Counter[str | None] = field(default_factory=Counter)
    prefixes: dict[str, set[str]] = field(default_factory=dict)
    keys: Counter[tuple[str, ...]] = field(default_factory=Counter)
    plain: set[tuple[str, str]] = field(default_factory=set)
    modifiers: int = 0
    onsets: int = 0
    references: int = 0


def facts() -> Iterator[Fact | Issue]:
    return hpoa.read(fetched("hpoa"), known())


@cache
def counted() -> Counted:
    counts = Counted()
    for fact in facts():
        counts.kinds[type(fact).__name__] += 1
        if isinstance(fact, Issue):
            counts.issues[fact.kind] += 1
        elif isinstance(fact, Annotation):
            count(fact, counts)
    return counts


def count(fact: Annotation, counts: Counted) -> None:
    origin, often = fact.origin, fact.frequency
    own = origin.subject or fact.disease
    counts.evidence[origin.evidence] += 1
    counts.excluded[type(fact).__name__] += fact.excluded
    counts.classes[often.term if often else None] += 1
    counts.sources[origin.primary or "hpo-annotations", origin.aggregator] += 1
    counts.curation.update(origin.curation)
    counts.last[origin.curated_on] += 1
    counts.sexes[fact.sex] += 1
    counts.modifiers += len(fact.modifiers)
    counts.references += len(origin.references) + len(origin.records)
    counts.prefixes.setdefault(own.partition(":")[0], set()).add(own)
    counts.keys[origin.key] += 1
    notation = "" if often is None else "n/m" if often.total else "%" if often.percentage is not None else "class"
    counts.notations[notation] += 1
    if isinstance(fact, Phenotype):
        counts.onsets += fact.onset is not None
        if fact.affirmed:
            counts.plain.add((own, fact.phenotype))


def test_rows_of_the_release_by_aspect() -> None:
    aspects = Counter(line.aspect for line in release())
    kinds = counted().kinds
    assert kinds["Phenotype"] == aspects["P"] - len(release()) + len(statements_of_the_release())
    assert kinds["Inheritance"] == aspects["I"]
    assert kinds["Onset"] + kinds["ClinicalCourse"] == aspects["C"]
    assert kinds["ClinicalModifier"] == aspects["M"]
    assert kinds["PastHistory"] == aspects["H"]
    assert sum(aspects.values()) == 284_671


def test_rows_of_the_release_by_evidence() -> None:
    codes = {"TAS": "ECO:0000304", "PCS": "ECO:0006017", "IEA": "ECO:0000501"}
    assert counted().evidence == Counter(codes[line.evidence] for line in statements_of_the_release())


def test_negated_rows_of_the_release() -> None:
    aspects = {"P": "Phenotype", "H": "PastHistory"}
    expected = Counter(aspects[line.aspect] for line in release() if line.excluded)
    assert +counted().excluded == expected
    assert expected.total() == 727


def test_classes_of_the_release_are_only_the_sources_own() -> None:
    cells = (line.frequency for line in statements_of_the_release())
    expected = Counter(cell if cell.startswith("HP:") else None for cell in cells)
    assert counted().classes == expected


def test_sources_of_the_release() -> None:
    names = {"OMIM": "omim", "ORPHA": "orphanet", "DECIPHER": "decipher"}
    expected = Counter(
        ("hpo-annotations", None) if line.evidence == "PCS" else (names[line.disease.split(":")[0]], "hpo-annotations")
        for line in statements_of_the_release()
    )
    assert counted().sources == expected
    assert expected["orphanet", "hpo-annotations"] == 115_843


def test_curation_of_the_release_stays_paired() -> None:
    cells = [line.biocuration.split(";") for line in release()]
    entries = [[e.strip() for e in cell if e.strip() and "ORPHA:orphadata" not in e] for cell in cells]
    assert set(counted().curation) == {entry for row in entries for entry in row}
    assert counted().last[None] == sum(not row for row in entries)
    since = sum(day is not None and day >= "2024-07" for day in counted().last.elements())
    assert since == sum(max((entry[-11:-1] for entry in row), default="") >= "2024-07" for row in entries)


def test_frequencies_of_the_release_by_notation() -> None:
    def notation(cell: str) -> str:
        return "" if not cell else "class" if cell.startswith("HP:") else "n/m" if "/" in cell else "%"

    assert counted().notations == Counter(notation(line.frequency) for line in statements_of_the_release())


def test_diseases_of_the_release_by_registry() -> None:
    expected = Counter(disease.partition(":")[0] for disease in {line.disease for line in release()})
    assert {prefix: len(ids) for prefix, ids in counted().prefixes.items()} == expected
    assert expected == {"OMIM": 8_642, "ORPHA": 4_335, "DECIPHER": 47}
    assert counted().kinds["Disease"] == 13_024


def test_sexes_onsets_modifiers_and_references_of_the_release() -> None:
    rows = statements_of_the_release()
    assert counted().sexes == Counter({"MALE": MALE, "FEMALE": FEMALE}.get(line.sex.upper()) for line in rows)
    assert counted().onsets == sum(bool(line.onset) for line in rows if line.aspect == "P")
    assert counted().modifiers == sum(len(set(line.modifier.split(";"))) for line in rows if line.modifier)
    cited = sum(len(set(line.reference.split(";")) - {line.disease}) for line in rows)
    assert counted().references == cited - counted().issues["unread-reference"]


def test_pairs_of_disease_and_phenotype_of_the_release() -> None:
    affirmed = (line for line in release() if line.aspect == "P" and not (line.excluded or line.unseen))
    expected = {(line.disease, line.term) for line in affirmed}
    assert counted().plain == expected


def test_a_key_identifies_one_statement_of_the_release() -> None:
    assert set(counted().keys.values()) == {1}
    assert len(counted().keys) == len(statements_of_the_release()) == 284_669


def test_issues_of_the_release() -> None:
    issues = dict(counted().issues)
    unresolved = {line.disease for line in release() if known().disease(line.disease).id is None}
    assert issues.pop("ambiguous-mapping") + issues.pop("unmapped-disease") == len(unresolved)
    # tests/mappings/resolve/test_release_identity.py compares the diseases with the files.
    assert issues == {
        "obsolete-disease": 142,
        "name-of-another-disease": 23,
        "duplicate-row": 32,
        "repeated-statement": 2,
        "unread-reference": 3,
    }


def test_ipex_has_the_rows_of_omim_and_orphanet() -> None:
    annotations = [fact for fact in facts() if isinstance(fact, Annotation) and fact.disease == "MONDO:0010580"]
    expected = Counter(line.disease for line in release() if line.disease in ("OMIM:304790", "ORPHA:37042"))
    assert Counter(fact.origin.subject for fact in annotations) == expected
    assert set(expected) == {"OMIM:304790", "ORPHA:37042"}
    assert "HP:0001419" in {fact.mode for fact in annotations if isinstance(fact, Inheritance)}
