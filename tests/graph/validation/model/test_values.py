"""Single values: texts, dates, sources, terms."""

import pytest

from rarekg.graph.validation.model.report import Report
from rarekg.graph.validation.model.tokens import iri
from rarekg.graph.validation.model.values import DATE, EMPTY, EVIDENCE, PADDED, SOURCE, TERM, UNTAGGED, Scope, Values

SCOPE = Scope(sources=frozenset({"omim"}), latest="2026-06-06")
NODE = iri("MONDO:0010580")


def found(predicate: str, value: bytes, scope: Scope = SCOPE) -> list[str]:
    report = Report("https://w3id.org/rarekg/")
    values = Values(report, scope)
    values.see(NODE, value)
    for handled, handle in values.handlers():
        if handled == iri(predicate):
            handle(NODE, value)
    return sorted(finding.check.removeprefix("model: ") for finding in report.findings())


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ('"Eczema"@en', []),
        ('"Two  spaces, a\\ttab and\\na line"@en', []),
        ('"x"^^<http://www.w3.org/2001/XMLSchema#string>', []),
        ('""@en', [EMPTY]),
        ('" Eczema"@en', [PADDED]),
        ('"Eczema "', [PADDED]),
        ('"Eczema\\n"@en', [PADDED]),
        ('"\\tEczema"@en', [PADDED]),
        ('"Eczema\u00a0"@en', [PADDED]),
    ],
)
def test_text_begins_and_ends_with_something_to_read(text: str, rules: list[str]) -> None:
    assert found("dcterms:title", text.encode()) == rules


@pytest.mark.parametrize("predicate", ["IAO:0000115", "oboInOwl:hasBroadSynonym", "rkg:layName", "schema:text"])
def test_prose_and_synonyms_have_a_language(predicate: str) -> None:
    assert found(predicate, b'"Eczema"@en') == []
    assert found(predicate, b'"Eczema"') == [UNTAGGED]
    assert found(predicate, b'"Eczema"^^' + iri("xsd:string")) == [UNTAGGED]


@pytest.mark.parametrize(
    ("day", "sound"),
    [
        ("2026-06-06", True),
        ("2026-06-07", False),
        ("2026", True),
        ("2027", False),
        ("2026-06", True),
        ("2026-07", False),
        ("1950-01-01", True),
        ("1949-12-31", False),
        ("", False),
    ],
)
def test_a_date_is_between_1950_and_the_newest_release(day: str, sound: bool) -> None:
    for predicate in ("rkg:curatedOn", "dcterms:issued", "dcterms:modified"):
        assert (DATE not in found(predicate, f'"{day}"'.encode())) is sound


def test_without_a_dated_release_no_date_is_too_late() -> None:
    late, undated = b'"2999-01-01"', Scope(sources=frozenset())
    assert found("rkg:curatedOn", late) == [DATE]
    assert found("rkg:curatedOn", late, undated) == []


def test_sources_and_evidence_are_those_of_the_build_and_the_vocabulary() -> None:
    for predicate in ("primary_knowledge_source", "aggregator_knowledge_source", "supporting_data_source"):
        assert found(f"biolink:{predicate}", iri("infores:omim")) == []
        assert found(f"biolink:{predicate}", iri("infores:gard")) == [SOURCE]
    assert found("RO:0002558", iri("ECO:0006017")) == []
    assert found("RO:0002558", iri("ECO:0000269")) == [EVIDENCE]


def test_a_term_of_the_vocabulary_must_be_there() -> None:
    assert found("rdfs:seeAlso", iri("rkg:NoGene")) == []
    assert found("rdfs:seeAlso", iri("rkg:NoGenes")) == [TERM]
