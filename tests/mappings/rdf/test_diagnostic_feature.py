"""Diagnostic criteria, pathognomonic signs and reviews as RDF."""

from example_facts import IPEX
from rdf import hashed, translated, turtle

from rarekg.mappings.facts import DiagnosticFeature, FeatureKind, Origin, PhenotypeReview

OWN, SOURCE = "ORPHA:37042", "orphanet-phenotypes"
REVIEW = hashed("review", OWN, source=SOURCE)


def feature(*key: str, kind: FeatureKind = "criterion", excluded: bool = False) -> DiagnosticFeature:
    origin = Origin(source=SOURCE, key=(OWN, *key), primary="orphanet", subject=OWN, object="HP:0000976")
    return DiagnosticFeature(disease=IPEX, phenotype="HP:0000964", kind=kind, origin=origin, excluded=excluded)


def test_a_criterion_is_a_node_of_the_review_and_a_triple() -> None:
    node = hashed("criterion", OWN, "HP:0000976", "criterion", source=SOURCE)
    assert translated(feature("HP:0000976", "criterion")) == turtle(f"""
        MONDO:0010580 rkg:hasDiagnosticCriterion HP:0000964 .
        {node} a rkg:DiagnosticFeature ;
            rkg:featureKind rkg:DiagnosticCriterion ;
            rkg:ofDisease MONDO:0010580 ;
            rkg:ofPhenotype HP:0000964 ;
            dcterms:isPartOf {REVIEW} ;
            biolink:primary_knowledge_source infores:orphanet ;
            biolink:original_subject "ORPHA:37042" ;
            biolink:original_object "HP:0000976" .
    """)


def test_a_pathognomonic_sign_has_its_own_kind_and_predicate() -> None:
    node = hashed("criterion", OWN, "HP:0000976", "pathognomonic", source=SOURCE)
    triples = translated(feature("HP:0000976", "pathognomonic", kind="pathognomonic"))
    assert triples > turtle(f"""
        MONDO:0010580 rkg:hasPathognomonicSign HP:0000964 .
        {node} rkg:featureKind rkg:PathognomonicSign .
    """)


def test_an_absence_has_no_plain_triple() -> None:
    node = hashed("criterion", OWN, "HP:0000976", "criterion", "excluded", source=SOURCE)
    triples = translated(feature("HP:0000976", "criterion", "excluded", excluded=True))
    assert triples > turtle(f"{node} biolink:negated true ; rkg:featureKind rkg:DiagnosticCriterion .")
    assert {str(triple.subject) for triple in triples} == {node}


def test_a_review_has_its_day_and_publications() -> None:
    origin = Origin(
        source=SOURCE, key=(OWN,), primary="orphanet", subject=OWN, references=("PMID:1", "PMID:2"), words="A protocol"
    )
    assert translated(PhenotypeReview(disease=IPEX, validated_on="2016-06-01", origin=origin)) == turtle(f"""
        {REVIEW} a rkg:PhenotypeReview ;
            rkg:ofDisease MONDO:0010580 ;
            rkg:validatedOn "2016-06-01"^^xsd:date ;
            biolink:primary_knowledge_source infores:orphanet ;
            biolink:publications PMID:1 , PMID:2 ;
            biolink:original_subject "ORPHA:37042" ;
            rkg:sourceWords "A protocol"@en .
    """)


def test_a_review_without_a_day_says_nothing_of_one() -> None:
    review = PhenotypeReview(disease=IPEX, validated_on=None, origin=Origin(source=SOURCE, key=(OWN,)))
    assert not any(triple.predicate.value.endswith("validatedOn") for triple in translated(review))
