"""Genes and their associations as RDF: every link is a plain triple, that of a causal gene two."""

import pytest
from example_facts import FOXP3, GENES, IPEX
from rdf import asserted, hashed, translated, turtle

from rarekg.mappings.facts import Gene, GeneDisease, GeneRole, Origin, VariantEffect, WithdrawnGene

ORIGIN = Origin(source="gard", key=("FOXP3",))


def test_a_gene_with_every_field() -> None:
    assert translated(GENES[0]) == turtle("""
        HGNC:6106 a biolink:Gene ;
            rdfs:label "FOXP3" ;
            dcterms:title "forkhead box P3"@en ;
            skos:altLabel "JM2" , "scurfin" ;
            rkg:chromosome "X" ;
            rkg:cytogeneticLocation "Xp11.23" ;
            skos:exactMatch NCBIGene:50943 , ENSEMBL:ENSG00000049768 ;
            oboInOwl:hasDbXref OMIM:300292 ;
            RO:0002205 UniProtKB:Q9BZS1 ;
            biolink:orthologous_to MGI:1891436 ;
            rkg:maneSelect "ENST00000376207.10" , "NM_014009.4" ;
            rkg:geneGroup "Forkhead boxes"@en .
    """)


def test_a_withdrawn_id_leads_to_its_successor_or_to_those_to_consider() -> None:
    old = "HGNC:6 owl:deprecated true"
    assert translated(WithdrawnGene(id="HGNC:6")) == turtle(f"{old} .")
    assert translated(WithdrawnGene(id="HGNC:6", replaced_by=FOXP3)) == turtle(f"{old} ; IAO:0100001 HGNC:6106 .")
    assert translated(WithdrawnGene(id="HGNC:6", consider=(FOXP3,))) == turtle(f"{old} ; oboInOwl:consider HGNC:6106 .")


def test_a_gene_with_only_a_symbol() -> None:
    assert translated(Gene(id=FOXP3, symbol="FOXP3")) == turtle('HGNC:6106 a biolink:Gene ; rdfs:label "FOXP3" .')


def test_a_causal_gene_has_a_triple_and_an_association() -> None:
    kind = "biolink:CausalGeneToDiseaseAssociation"
    assert translated(GeneDisease(disease=IPEX, gene=FOXP3, role="causal", origin=ORIGIN)) == turtle(f"""
        HGNC:6106 biolink:gene_associated_with_condition MONDO:0010580 .
        MONDO:0010580 RO:0004003 HGNC:6106 .
        {hashed("association", kind, "FOXP3")} a {kind} ; {asserted("causes")}
            oban:association_has_subject HGNC:6106 ;
            oban:association_has_object MONDO:0010580 ;
            biolink:primary_knowledge_source infores:gard .
    """)


@pytest.mark.parametrize(
    ("role", "predicate", "expected"),
    [
        ("susceptibility", "contributes_to", "rkg:geneRole rkg:SusceptibilityGene ;"),
        ("modifier", "associated_with", "rkg:geneRole rkg:ModifierGene ;"),
        ("somatic", "associated_with", "rkg:geneRole rkg:SomaticVariantGene ;"),
        ("fusion", "associated_with", "rkg:geneRole rkg:FusionGene ;"),
        ("phenotype", "associated_with", "rkg:geneRole rkg:PhenotypeGene ;"),
        ("biomarker", "associated_with", "rkg:geneRole rkg:BiomarkerGene ;"),
        ("candidate", "associated_with", "rkg:geneRole rkg:CandidateGene ;"),
        ("unknown", "associated_with", ""),
    ],
)
def test_any_other_gene_is_linked_and_no_cause(role: GeneRole, predicate: str, expected: str) -> None:
    kind = "biolink:GeneToDiseaseAssociation"
    assert translated(GeneDisease(disease=IPEX, gene=FOXP3, role=role, origin=ORIGIN)) == turtle(f"""
        HGNC:6106 biolink:gene_associated_with_condition MONDO:0010580 .
        {hashed("association", kind, "FOXP3")} a {kind} ; {asserted(predicate)}
            oban:association_has_subject HGNC:6106 ;
            oban:association_has_object MONDO:0010580 ; {expected}
            biolink:primary_knowledge_source infores:gard .
    """)


@pytest.mark.parametrize(("effect", "expected"), [("loss", "rkg:LossOfFunction"), ("gain", "rkg:GainOfFunction")])
def test_the_effect_of_variants_and_whether_the_relation_was_assessed(effect: VariantEffect, expected: str) -> None:
    node = hashed("association", "biolink:CausalGeneToDiseaseAssociation", "FOXP3")
    for assessed in (True, False):
        fact = GeneDisease(disease=IPEX, gene=FOXP3, role="causal", effect=effect, assessed=assessed, origin=ORIGIN)
        stated = f"{node} rkg:variantEffect {expected} ; rkg:isAssessed {str(assessed).lower()} ."
        assert turtle(stated) <= translated(fact)
    plain = GeneDisease(disease=IPEX, gene=FOXP3, role="causal", origin=ORIGIN)
    assert {t.predicate.value.rpartition("/")[2] for t in translated(plain)}.isdisjoint({"variantEffect", "isAssessed"})
