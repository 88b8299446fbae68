"""Phenotypes and past history as RDF: qualifiers stay on the association."""

from decimal import Decimal

import pytest
from example_facts import IPEX
from msgspec.structs import replace
from rdf import asserted, hashed, placed, translated, turtle

from rarekg.mappings.facts import Frequency, Origin, PastHistory, Phenotype

BARE = Phenotype(disease=IPEX, phenotype="HP:0000964", origin=Origin(source="gard", key=("HP:0000964",)))
NODE = hashed("association", "biolink:DiseaseToPhenotypicFeatureAssociation", "HP:0000964")


def test_a_phenotype_is_a_triple_and_an_association() -> None:
    assert translated(BARE) == turtle(f"""
        MONDO:0010580 RO:0002200 HP:0000964 .
        {NODE} a biolink:DiseaseToPhenotypicFeatureAssociation ; {asserted("has_phenotype")}
            oban:association_has_subject MONDO:0010580 ;
            oban:association_has_object HP:0000964 ;
            biolink:primary_knowledge_source infores:gard .
    """)


def test_an_excluded_phenotype_has_no_plain_triple() -> None:
    assert translated(replace(BARE, excluded=True)) == turtle(f"""
        {NODE} a biolink:DiseaseToPhenotypicFeatureAssociation ; {asserted("has_phenotype")}
            oban:association_has_subject MONDO:0010580 ;
            oban:association_has_object HP:0000964 ;
            biolink:negated true ;
            biolink:primary_knowledge_source infores:gard .
    """)


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        (
            Frequency(term="HP:0040282", lower=Decimal("0.30"), upper=Decimal("0.79")),
            "biolink:frequency_qualifier HP:0040282 ; rkg:frequencyLower 0.3 ; rkg:frequencyUpper 0.79",
        ),
        (
            Frequency(lower=Decimal("0.5"), upper=Decimal("0.5"), count=4, total=8),
            "rkg:frequencyLower 0.5 ; rkg:frequencyUpper 0.5 ; biolink:has_count 4 ; biolink:has_total 8 ;"
            'biolink:has_quotient "0.5"^^xsd:double ; biolink:has_percentage "50"^^xsd:double',
        ),
        (
            Frequency(lower=Decimal("0.333333"), upper=Decimal("0.333333"), count=1, total=3),
            "rkg:frequencyLower 0.333333 ; rkg:frequencyUpper 0.333333 ; biolink:has_count 1 ; biolink:has_total 3 ;"
            'biolink:has_quotient "0.333333"^^xsd:double ; biolink:has_percentage "33.333333"^^xsd:double',
        ),
        (
            Frequency(lower=Decimal("0.125"), upper=Decimal("0.125"), percentage=Decimal("12.5")),
            'rkg:frequencyLower 0.125 ; rkg:frequencyUpper 0.125 ;biolink:has_percentage "12.5"^^xsd:double',
        ),
    ],
)
def test_a_frequency_is_a_class_or_numbers(frequency: Frequency, expected: str) -> None:
    assert translated(replace(BARE, frequency=frequency)) - translated(BARE) == turtle(f"{NODE} {expected} .")


def test_a_phenotype_that_nobody_had_is_an_observation() -> None:
    """0 of 3 people is neither an exclusion nor a plain triple."""
    none = replace(BARE, frequency=Frequency(lower=Decimal(0), upper=Decimal(0), count=0, total=3))
    assert translated(none) ^ translated(BARE) == turtle(f"""
        MONDO:0010580 RO:0002200 HP:0000964 .
        {NODE} biolink:has_count 0 ; biolink:has_total 3 ;
            biolink:has_quotient "0"^^xsd:double ; biolink:has_percentage "0"^^xsd:double ;
            rkg:frequencyLower "0"^^xsd:decimal ; rkg:frequencyUpper "0"^^xsd:decimal .
    """)


def test_the_plain_triple_and_the_association_have_different_graphs() -> None:
    assert placed(BARE, "stated") == turtle("MONDO:0010580 RO:0002200 HP:0000964 .")
    assert {str(t.subject) for t in placed(BARE, "node")} == {NODE}
    assert placed(BARE, "stated") | placed(BARE, "node") == translated(BARE)


def test_onset_sex_modifiers_and_lay_names_stay_on_the_association() -> None:
    full = replace(
        BARE,
        onset="HP:0003593",
        sex="PATO:0000384",
        modifiers=("HP:0012828", "HP:0025303"),
        lay_names=("Itchy skin", "Rash"),
    )
    assert translated(full) - translated(BARE) == turtle(f"""
        {NODE} biolink:onset_qualifier HP:0003593 ;
            biolink:sex_qualifier PATO:0000384 ;
            rkg:modifier HP:0012828 , HP:0025303 ;
            rkg:layName "Itchy skin"@en , "Rash"@en .
    """)
    assert {str(t.subject) for t in translated(full) - translated(BARE)} == {NODE}


def test_past_history_has_its_own_predicate_and_class() -> None:
    origin = Origin(source="gard", key=("HP:0009800",))
    node = hashed("association", "rkg:DiseaseToPastHistoryAssociation", "HP:0009800")
    history = PastHistory(disease=IPEX, history="HP:0009800", onset="HP:0030674", origin=origin)
    assert translated(history) == turtle(f"""
        MONDO:0010580 rkg:hasPastHistory HP:0009800 .
        {node} a rkg:DiseaseToPastHistoryAssociation ; {asserted()}
            oban:association_has_subject MONDO:0010580 ;
            oban:association_has_object HP:0009800 ;
            biolink:onset_qualifier HP:0030674 ;
            biolink:primary_knowledge_source infores:gard .
    """)


def test_two_sources_share_the_triple_and_have_two_associations() -> None:
    other = replace(BARE, origin=Origin(source="hpoa", key=("HP:0000964",)))
    assert translated(BARE) & translated(other) == turtle("MONDO:0010580 RO:0002200 HP:0000964 .")
