"""The mode of inheritance as RDF."""

from example_facts import IPEX
from rdf import asserted, hashed, translated, turtle

from rarekg.mappings.facts import Inheritance, Origin


def test_a_mode_of_inheritance_is_a_triple_and_an_association() -> None:
    origin = Origin(source="gard", key=("HP:0001419",), words="X-linked recessive")
    kind = "biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation"
    assert translated(Inheritance(disease=IPEX, mode="HP:0001419", origin=origin)) == turtle(f"""
        MONDO:0010580 biolink:has_mode_of_inheritance HP:0001419 .
        {hashed("association", kind, "HP:0001419")} a {kind} ; {asserted("has_mode_of_inheritance")}
            oban:association_has_subject MONDO:0010580 ;
            oban:association_has_object HP:0001419 ;
            biolink:primary_knowledge_source infores:gard ;
            rkg:sourceWords "X-linked recessive"@en .
    """)
