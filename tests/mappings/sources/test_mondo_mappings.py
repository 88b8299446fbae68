"""MONDO's own mappings: nodes for registries of diseases, plain triples for terminologies, obsolete subjects."""

from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest
from fetched import fetched, known

from rarekg.mappings.facts import Issue, Mapping
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sources import mondo_mappings
from rarekg.ontology.prefixes import standardize
from rarekg.ontology.terms import Term

SSSOM = Path(__file__).parents[4] / "shared" / "data" / "mondo"
HEADER = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
REGISTRIES = {"OMIM", "OMIMPS", "ORPHA"}
EXACT = "skos:exactMatch"
# The table calls it by what is today the label of another term, neither above nor below it.
MISNAMED = "MONDO:0859322"


@cache
def release() -> tuple[tuple[Mapping, ...], tuple[Issue, ...]]:
    facts = list(mondo_mappings.read(fetched("mondo-mappings"), known("mondo-mappings")))
    mappings = tuple(fact for fact in facts if isinstance(fact, Mapping))
    return mappings, tuple(fact for fact in facts if isinstance(fact, Issue))


@cache
def rows() -> tuple[tuple[str, str, str], ...]:
    """Return subject, predicate and object of each row of the pinned file."""
    lines = [line.split("\t") for line in fetched("mondo-mappings").read_text(encoding="utf-8").splitlines()]
    return tuple((cells[0], cells[2], cells[3]) for cells in lines if cells[0].startswith("MONDO:"))


def prefix(curie: str) -> str:
    return curie.partition(":")[0]


def test_the_table_is_read_completely() -> None:
    mappings, _ = release()
    assert Counter(predicate for _, predicate, _ in rows()) == {"skos:exactMatch": 107_362, "skos:broadMatch": 70}
    read = Counter((fact.predicate, fact.object) for fact in mappings)
    table = Counter((predicate, standardize(other)) for term, predicate, other in rows() if term != MISNAMED)
    # A term is not one entry of OMIM and a series at once: of these, the series is a cross-reference.
    series = {issue.value for issue in release()[1] if issue.kind == "entry-and-series"}
    assert table - read == Counter((EXACT, other) for other in series)
    assert read - table == Counter(("oboInOwl:hasDbXref", other) for other in series)
    entries = {fact.subject for fact in mappings if fact.predicate == EXACT and prefix(fact.object) == "OMIM"}
    both = {fact.object for fact in mappings if fact.subject in entries and prefix(fact.object) == "OMIMPS"}
    assert both == series
    assert len(series) == 5
    assert {fact.source for fact in mappings} == {"mondo-mappings"}


def test_only_mappings_to_registries_of_diseases_have_a_node() -> None:
    mappings, _ = release()
    assert {prefix(fact.object) for fact in mappings if not fact.plain} == REGISTRIES
    assert REGISTRIES.isdisjoint(prefix(fact.object) for fact in mappings if fact.plain)


def test_no_id_is_an_exact_match_of_two_terms() -> None:
    subjects = defaultdict(set)
    for fact in release()[0]:
        if fact.predicate == "skos:exactMatch":
            subjects[fact.object].add(fact.subject)
    assert not [other for other, terms in subjects.items() if len(terms) > 1]


def test_an_obsolete_subject_is_replaced_or_kept_and_both_are_reported() -> None:
    mappings, issues = release()
    assert Counter((issue.kind, issue.action) for issue in issues) == {
        ("replaced-term", "replaced"): 288,
        ("obsolete-term", "kept"): 1_573,
        ("entry-and-series", "replaced"): 5,
        ("name-of-another-term", "skipped"): 3,
    }
    assert {issue.value for issue in issues if issue.kind == "name-of-another-term"} == {MISNAMED}
    changed = {raw for raw, _, _ in rows()} - {fact.subject for fact in mappings} - {MISNAMED}
    assert changed <= {issue.value for issue in issues if issue.action == "replaced"}
    kept = {issue.value for issue in issues if issue.action == "kept"}
    assert kept <= {fact.subject for fact in mappings}
    assert all(known().current(term).status == "obsolete" for term in kept if term)


def test_two_rows_that_became_one_are_one_and_what_the_release_states_is_not_repeated(tmp_path: Path) -> None:
    path, knowing = tmp_path / "mondo.sssom.tsv", Known()
    knowing.learn(Term(id="MONDO:0000001", label="disease"))
    knowing.learn(Term(id="MONDO:0000002", label="obsolete x", obsolete=True, replaced_by="MONDO:0000001"))
    knowing.learn_mapping(
        Mapping(
            subject="MONDO:0000001",
            predicate="skos:exactMatch",
            object="DOID:4",
            justification="semapv:UnspecifiedMatching",
            source="mondo",
            plain=True,
        )
    )
    pairs = [(1, "OMIM:100001"), (2, "OMIM:100001"), (1, "DOID:4"), (1, "mesh:D000309"), (1, "icd11.foundation:7")]
    lines = (f"MONDO:000000{n}\tskos:exactMatch\t{other}\tsemapv:UnspecifiedMatching\n" for n, other in pairs)
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    facts = [fact for fact in mondo_mappings.read(path, knowing) if isinstance(fact, Mapping)]
    assert [(fact.object, fact.plain) for fact in facts] == [
        ("OMIM:100001", False),
        ("MESH:D000309", True),
        ("icd11.foundation:7", True),
    ]


@pytest.mark.parametrize(
    ("registry", "file"), [("OMIM", "omim"), ("OMIMPS", "omimps"), ("ORPHA", "orphanet"), ("UMLS", "umls")]
)
def test_the_mappings_agree_with_those_that_mondo_published_later(registry: str, file: str) -> None:
    path = SSSOM / f"mondo_exactmatch_{file}.sssom.tsv"
    if not path.exists():
        pytest.skip(f"MONDO's mapping tables are not at {SSSOM}")
    later = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("MONDO:"):
            cells = line.split("\t")
            later[standardize(cells[3])].add(known().current(cells[0]).id or cells[0])
    exact = [one for one in release()[0] if one.predicate == "skos:exactMatch" and prefix(one.object) == registry]
    shared = [one for one in exact if one.object in later]
    agreeing = [one for one in shared if one.subject in later[one.object]]
    assert len(shared) > 0.98 * len(exact)
    assert len(agreeing) > 0.996 * len(shared)
