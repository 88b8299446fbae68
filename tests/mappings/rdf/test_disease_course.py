"""Onset, course, sex and clinical modifier of a disease as RDF."""

from decimal import Decimal

import pytest
from example_facts import IPEX
from msgspec.structs import replace
from rdf import asserted, hashed, translated, turtle

from rarekg.mappings.facts import (
    Annotation,
    ClinicalCourse,
    ClinicalModifier,
    Fact,
    Frequency,
    Onset,
    Origin,
    SexAffected,
)

ORIGIN = Origin(source="gard", key=("key",))
CASES = [
    (Onset(disease=IPEX, onset="HP:0003593", origin=ORIGIN), "DiseaseToOnsetAssociation", "hasOnset", "HP:0003593"),
    (
        ClinicalCourse(disease=IPEX, course="HP:0003819", origin=ORIGIN),
        "DiseaseToClinicalCourseAssociation",
        "hasClinicalCourse",
        "HP:0003819",
    ),
    (
        ClinicalModifier(disease=IPEX, modifier="HP:0003828", origin=ORIGIN),
        "DiseaseToClinicalModifierAssociation",
        "hasClinicalModifier",
        "HP:0003828",
    ),
    (
        SexAffected(disease=IPEX, sex="PATO:0000384", origin=ORIGIN),
        "DiseaseToSexAssociation",
        "affectsSex",
        "PATO:0000384",
    ),
]


@pytest.mark.parametrize(("fact", "kind", "predicate", "term"), CASES)
def test_a_fact_is_a_triple_and_an_association(fact: Fact, kind: str, predicate: str, term: str) -> None:
    assert translated(fact) == turtle(f"""
        MONDO:0010580 rkg:{predicate} {term} .
        {hashed("association", f"rkg:{kind}", "key")} a rkg:{kind} ; {asserted()}
            oban:association_has_subject MONDO:0010580 ;
            oban:association_has_object {term} ;
            biolink:primary_knowledge_source infores:gard .
    """)


@pytest.mark.parametrize(("fact", "kind", "predicate", "term"), CASES[:3])
def test_a_fact_can_be_excluded_frequent_and_of_one_sex(fact: Fact, kind: str, predicate: str, term: str) -> None:
    assert isinstance(fact, Annotation)
    node = hashed("association", f"rkg:{kind}", "key")
    assert translated(fact) - translated(replace(fact, excluded=True)) == turtle(
        f"MONDO:0010580 rkg:{predicate} {term} ."
    )
    frequency = Frequency(term="HP:0040280", lower=Decimal(1), upper=Decimal(1))
    some = replace(fact, frequency=frequency, sex="PATO:0000383", modifiers=("HP:0012828",))
    assert translated(some) - translated(fact) == turtle(f"""
        {node} biolink:frequency_qualifier HP:0040280 ;
            rkg:frequencyLower "1"^^xsd:decimal ;
            rkg:frequencyUpper "1"^^xsd:decimal ;
            biolink:sex_qualifier PATO:0000383 ;
            rkg:modifier HP:0012828 .
    """)


def test_an_onset_has_the_bounds_of_the_sources_age() -> None:
    infancy = Onset(disease=IPEX, onset="HP:0003593", origin=ORIGIN, from_age=Decimal("0.08"), to_age=Decimal(2))
    node = hashed("association", "rkg:DiseaseToOnsetAssociation", "key")
    assert translated(infancy) - translated(replace(infancy, from_age=None, to_age=None)) == turtle(
        f'{node} rkg:fromAge 0.08 ; rkg:toAge "2"^^xsd:decimal .'
    )
    unborn = replace(infancy, from_age=Decimal("-0.8"), to_age=Decimal(0))
    assert translated(unborn) > turtle(f'{node} rkg:fromAge -0.8 ; rkg:toAge "0"^^xsd:decimal .')
