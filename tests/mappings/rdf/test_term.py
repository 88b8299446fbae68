"""Terms of an ontology as RDF: synonyms by scope and type, hierarchy, merged and obsolete ids."""

import pytest
from example_facts import TERMS
from rdf import translated, turtle

from rarekg.mappings.facts import TermSupplement
from rarekg.mappings.rdf.term import SCOPES
from rarekg.ontology.terms import Scope, Synonym, Term


def test_a_term_with_every_field() -> None:
    skin = next(term for term in TERMS if term.id == "HP:0011123")
    assert translated(skin) == turtle("""
        HP:0011123 a owl:Class ;
            rdfs:label "Inflammatory abnormality of the skin"@en ;
            IAO:0000115 "A skin that is inflamed."@en ;
            IAO:0000119 PMID:19122524 , "HPO:someone" ;
            rdfs:comment "Written for a test."@en ;
            oboInOwl:hasExactSynonym "Inflamed skin"@en ;
            rkg:layName "Inflamed skin"@en ;
            oboInOwl:hasBroadSynonym "Skin trouble"@en ;
            oboInOwl:hasNarrowSynonym "Red skin"@en ;
            oboInOwl:hasRelatedSynonym "Itch"@en ;
            skos:altLabel "Dermatitis"@en ;
            rdfs:subClassOf HP:0000118 ;
            oboInOwl:hasDbXref UMLS:C0011603 , "Fyler:1234" ;
            oboInOwl:inSubset <http://purl.obolibrary.org/obo/hp#hposlim_core> .
    """)


def test_parents_and_merged_ids() -> None:
    eczema = Term(
        id="HP:0000964", label="Eczematoid dermatitis", parents=("HP:0011123", "HP:0000951"), alt_ids=("HP:0000976",)
    )
    assert translated(eczema) == turtle("""
        HP:0000964 a owl:Class ;
            rdfs:label "Eczematoid dermatitis"@en ;
            rdfs:subClassOf HP:0011123 , HP:0000951 .
        HP:0000976 owl:deprecated true ; IAO:0100001 HP:0000964 .
    """)


def test_an_obsolete_term_points_to_its_successor() -> None:
    replaced = Term(id="HP:0000057", label="obsolete Clitoromegaly", obsolete=True, replaced_by="HP:0008665")
    assert translated(replaced) == turtle("""
        HP:0000057 a owl:Class ;
            rdfs:label "obsolete Clitoromegaly"@en ;
            owl:deprecated true ;
            IAO:0100001 HP:0008665 .
    """)
    left_open = Term(id="HP:0001145", label="obsolete X", obsolete=True, consider=("HP:0000532", "HP:0000533"))
    assert translated(left_open) == turtle("""
        HP:0001145 a owl:Class ;
            rdfs:label "obsolete X"@en ;
            owl:deprecated true ;
            oboInOwl:consider HP:0000532 , HP:0000533 .
    """)


@pytest.mark.parametrize("scope", [*SCOPES, None])
def test_an_abbreviation_is_also_a_synonym_of_its_scope(scope: Scope | None) -> None:
    term = Term(id="MONDO:0010580", label="x", synonyms=(Synonym(text="IPEX", scope=scope, kind="abbreviation"),))
    predicate = {
        "exact": "oboInOwl:hasExactSynonym",
        "broad": "oboInOwl:hasBroadSynonym",
        "narrow": "oboInOwl:hasNarrowSynonym",
        "related": "oboInOwl:hasRelatedSynonym",
        None: "skos:altLabel",
    }[scope]
    assert translated(term) == turtle(f"""
        MONDO:0010580 a owl:Class ; rdfs:label "x"@en ; {predicate} "IPEX"@en ; rkg:abbreviation "IPEX"@en .
    """)


def test_an_unmapped_synonym_type_adds_nothing() -> None:
    term = Term(id="HP:0000001", label="x", synonyms=(Synonym(text="Oesophagus", scope="exact", kind="uk_spelling"),))
    assert translated(term) == turtle(
        'HP:0000001 a owl:Class ; rdfs:label "x"@en ; oboInOwl:hasExactSynonym "Oesophagus"@en .'
    )


def test_a_supplement_adds_names_and_cross_references_and_no_label() -> None:
    supplement = TermSupplement(
        id="MONDO:0010580", synonyms=(Synonym(text="IPEX syndrome"),), xrefs=("ICD10CM:E31.0", "NORD:1267")
    )
    assert translated(supplement) == turtle("""
        MONDO:0010580 skos:altLabel "IPEX syndrome"@en ; oboInOwl:hasDbXref ICD10CM:E31.0 , "NORD:1267" .
    """)


@pytest.mark.parametrize("subset", ["gard_rare", "http://purl.obolibrary.org/obo/mondo#gard_rare"])
def test_a_subset_is_an_iri_of_its_ontology(subset: str) -> None:
    term = Term(id="MONDO:0010580", label="x", subsets=(subset,))
    assert translated(term) == turtle("""
        MONDO:0010580 a owl:Class ; rdfs:label "x"@en ;
            oboInOwl:inSubset <http://purl.obolibrary.org/obo/mondo#gard_rare> .
    """)
