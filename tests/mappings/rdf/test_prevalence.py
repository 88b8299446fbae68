"""Prevalence as RDF: numbers with their population."""

from decimal import Decimal

import pytest
from example_facts import IPEX
from rdf import hashed, translated, turtle

from rarekg.mappings.facts import Origin, Prevalence, PrevalenceClass, PrevalenceKind

NODE = hashed("prevalence", "1-9 / 1 000 000")
ORIGIN = Origin(source="gard", key=("1-9 / 1 000 000",), references=("PMID:1",))


def test_a_share_of_a_population() -> None:
    share = Prevalence(
        disease=IPEX,
        kind="point",
        lower=Decimal("0.000001"),
        upper=Decimal("0.000009"),
        geography="Europe",
        qualification="Class only",
        origin=ORIGIN,
    )
    assert translated(share) == turtle(f"""
        MONDO:0010580 rkg:hasPrevalence {NODE} .
        {NODE} a rkg:Prevalence ;
            rkg:prevalenceKind rkg:PointPrevalence ;
            rkg:lower 0.000001 ;
            rkg:upper 0.000009 ;
            rkg:geography "Europe"@en ;
            rkg:qualification "Class only"@en ;
            biolink:primary_knowledge_source infores:gard ;
            biolink:publications PMID:1 .
    """)


def test_fewer_than_150_cases() -> None:
    cases = Prevalence(disease=IPEX, kind="cases", upper_count=149, origin=ORIGIN)
    assert translated(cases) == turtle(f"""
        MONDO:0010580 rkg:hasPrevalence {NODE} .
        {NODE} a rkg:Prevalence ;
            rkg:prevalenceKind rkg:CasesReported ;
            rkg:upperCount 149 ;
            biolink:primary_knowledge_source infores:gard ;
            biolink:publications PMID:1 .
    """)


def test_zero_is_written() -> None:
    zero = Prevalence(
        disease=IPEX, kind="cases", lower_count=0, upper_count=0, lower=Decimal(0), upper=Decimal(0), origin=ORIGIN
    )
    assert translated(zero) >= turtle(f"""
        {NODE} rkg:lowerCount 0 ; rkg:upperCount 0 ; rkg:lower "0"^^xsd:decimal ; rkg:upper "0"^^xsd:decimal .
    """)


@pytest.mark.parametrize(
    ("kind", "individual"),
    [
        ("point", "rkg:PointPrevalence"),
        ("birth", "rkg:BirthPrevalence"),
        ("incidence", "rkg:AnnualIncidence"),
        ("lifetime", "rkg:LifetimePrevalence"),
        ("cases", "rkg:CasesReported"),
    ],
)
def test_kinds(kind: PrevalenceKind, individual: str) -> None:
    assert turtle(f"{NODE} rkg:prevalenceKind {individual} .") <= translated(
        Prevalence(disease=IPEX, kind=kind, origin=ORIGIN)
    )


def test_a_class_and_a_mean_stand_beside_each_other_with_the_code_of_the_region() -> None:
    both = Prevalence(
        disease=IPEX,
        kind="birth",
        band="1-to-9-in-100000",
        lower=Decimal("0.00001"),
        upper=Decimal("0.00009"),
        mean=Decimal("9.4") / 100_000,
        geography="Europe",
        region="150",
        validated=False,
        origin=ORIGIN,
    )
    assert translated(both) >= turtle(f"""
        {NODE} rkg:prevalenceClass rkg:From1To9In100000 ;
            rkg:lower 0.00001 ; rkg:upper 0.00009 ; rkg:mean 0.000094 ;
            rkg:geography "Europe"@en ; rkg:geographyCode "150" ; rkg:isValidated false .
    """)


@pytest.mark.parametrize(
    ("band", "individual"),
    [
        ("above-1-in-1000", "rkg:Above1In1000"),
        ("6-to-9-in-10000", "rkg:From6To9In10000"),
        ("1-to-5-in-10000", "rkg:From1To5In10000"),
        ("1-to-9-in-100000", "rkg:From1To9In100000"),
        ("1-to-9-in-1000000", "rkg:From1To9In1000000"),
        ("below-1-in-1000000", "rkg:Below1In1000000"),
        ("unknown", "rkg:UnknownPrevalence"),
    ],
)
def test_classes(band: PrevalenceClass, individual: str) -> None:
    found = translated(Prevalence(disease=IPEX, kind="point", band=band, origin=ORIGIN))
    assert turtle(f"{NODE} rkg:prevalenceClass {individual} .") <= found
