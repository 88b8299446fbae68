"""Prevalence as RDF: numbers with their population."""

from decimal import Decimal

import pytest
from example_facts import IPEX
from rdf import hashed, translated, turtle

from rarekg.mappings.facts import Origin, Prevalence, PrevalenceKind

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
