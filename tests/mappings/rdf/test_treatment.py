"""Treatments as RDF: curative only if the source states it."""

from example_facts import IPEX
from msgspec.structs import replace
from rdf import asserted, hashed, translated, turtle

from rarekg.mappings.facts import Origin, Treatment

KIND = "biolink:ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation"
NODE = hashed("association", KIND, "transplant")
TRANSPLANT = Treatment(
    disease=IPEX,
    treatment="NCIT:C15431",
    label="Hematopoietic Cell Transplantation",
    origin=Origin(source="gard", key=("transplant",), words="bone marrow transplant"),
)


def test_a_treatment_is_a_triple_a_label_and_an_association() -> None:
    assert translated(TRANSPLANT) == turtle(f"""
        MONDO:0010580 schema:possibleTreatment NCIT:C15431 .
        NCIT:C15431 rdfs:label "Hematopoietic Cell Transplantation"@en .
        {NODE} a {KIND} ; {asserted("treats_or_applied_or_studied_to_treat")}
            oban:association_has_subject NCIT:C15431 ;
            oban:association_has_object MONDO:0010580 ;
            biolink:primary_knowledge_source infores:gard ;
            rkg:sourceWords "bone marrow transplant"@en .
    """)


def test_a_cure_is_marked() -> None:
    cure = replace(TRANSPLANT, curative=True)
    assert translated(cure) - translated(TRANSPLANT) == turtle(f"{NODE} rkg:isCurative true .")
