"""A disease as RDF: one label, synonyms, categories as concepts rather than superclasses."""

from example_facts import DISEASES, IPEX
from msgspec.structs import replace
from rdf import has_blank, translated, turtle

from rarekg.mappings.facts import Disease
from rarekg.mappings.rdf.ntriples import Mint

IMMUNE, ENDOCRINE = (Mint().hashed("category", name) for name in ("Immune System Diseases", "Endocrine Diseases"))


def test_the_label_of_a_resolved_disease_becomes_another_name() -> None:
    assert translated(DISEASES[0]) == turtle(f"""
        MONDO:0010580 a biolink:Disease ;
            skos:altLabel "IPEX syndrome"@en ;
            oboInOwl:hasExactSynonym "IPEX"@en ;
            rkg:abbreviation "IPEX"@en ;
            oboInOwl:hasBroadSynonym "Autoimmune enteropathy of boys"@en ;
            skos:altLabel "XPID"@en ;
            IAO:0000115 "An inborn error of immunity in which regulatory T cells are missing."@en ;
            dcterms:subject {IMMUNE} , {ENDOCRINE} .
        {IMMUNE} a skos:Concept ; rdfs:label "Immune System Diseases"@en .
        {ENDOCRINE} a skos:Concept ; rdfs:label "Endocrine Diseases"@en .
    """)


def test_an_unresolved_disease_is_labelled_by_its_source() -> None:
    assert translated(Disease(id="GARD:0001850", label="IPEX syndrome", resolved=False)) == turtle("""
        <https://rarediseases.info.nih.gov/diseases/1850> a biolink:Disease ; rdfs:label "IPEX syndrome"@en .
    """)


def test_the_disease_of_an_unresolved_page_has_a_local_id() -> None:
    assert translated(Disease(id="page/GARD_0001850#disease", label="x", resolved=False)) == turtle("""
        <page/GARD_0001850#disease> a biolink:Disease ; rdfs:label "x"@en .
    """)


def test_two_spellings_of_a_category_are_two_concepts_with_one_label_each() -> None:
    bare = Disease(id=IPEX, label="x", resolved=True, categories=("Immune System Diseases",))
    both = translated(bare, replace(bare, categories=("Immune system diseases",)))
    labels = {t.subject: t.object for t in both if t.predicate.value.endswith("#label")}
    assert len(labels) == len([t for t in both if t.predicate.value.endswith("#label")]) == 2
    assert not has_blank(both)
