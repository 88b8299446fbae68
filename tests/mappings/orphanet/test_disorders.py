"""The disease that a record is about: MONDO's term, the code itself, or a term that MONDO has withdrawn."""

import pytest

from rarekg.mappings.facts import Disease, Mapping
from rarekg.mappings.orphanet.disorders import Disorders
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.terms import Term


@pytest.fixture
def disorders() -> Disorders:
    known = Known()
    for term in (
        Term(id="MONDO:0000001", label="disease"),
        Term(id="MONDO:0900001", label="Halden syndrome"),
        Term(id="MONDO:0900002", label="obsolete Halden anomaly", obsolete=True),
    ):
        known.learn(term)
    for number, code in (("0900001", 1), ("0900002", 2), ("0000001", 3)):
        known.learn_mapping(
            Mapping(
                subject=f"MONDO:{number}",
                predicate="skos:exactMatch",
                object=f"ORPHA:{code}",
                justification="semapv:UnspecifiedMatching",
                source="mondo",
            )
        )
    return Disorders(known=known, issues=Issues(source="orphanet-ages", file="x.xml"))


def test_a_current_term_needs_no_description(disorders: Disorders) -> None:
    found = disorders.find("1", "Halden syndrome", 7)
    assert found is not None
    assert (found.node, found.original, found.facts) == ("MONDO:0900001", "ORPHA:1", ())


def test_a_withdrawn_term_is_described_as_a_disease(disorders: Disorders) -> None:
    found = disorders.find("2", "Halden anomaly", 7)
    assert found is not None
    assert found.facts == (Disease(id="MONDO:0900002", label=None, resolved=True),)


def test_the_root_of_all_diseases_is_no_disease_of_a_record(disorders: Disorders) -> None:
    found = disorders.find("3", "Rare disorder", 7)
    assert found is not None
    assert (found.node, found.original) == ("ORPHA:3", None)
    assert found.facts == (Disease(id="ORPHA:3", label="Rare disorder", resolved=False),)


def test_a_code_that_no_term_has_is_described_once(disorders: Disorders) -> None:
    first, second = disorders.find("4", "Halden ataxia", 7), disorders.find("4", "Halden ataxia", 9)
    assert first is not None
    assert second is not None
    assert [type(fact) for fact in first.facts] == [Disease]
    assert second == ("ORPHA:4", "ORPHA:4", ())


def test_a_code_that_is_no_number_is_reported_with_its_line(disorders: Disorders) -> None:
    assert disorders.find("4a", "Halden ataxia", 7) is None
    (issue,) = disorders.issues.drain()
    assert (issue.kind, issue.line, issue.value) == ("malformed-disease", 7, "4a")
