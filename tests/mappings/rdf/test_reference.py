"""Publications as RDF, and the list of references of a page."""

from example_facts import PAGE, REFERENCES
from msgspec.structs import replace
from rdf import translated, turtle

from rarekg.mappings.facts import Reference


def test_a_publication_and_its_entry_in_the_list_of_a_page() -> None:
    assert translated(REFERENCES[0]) == turtle("""
        PMID:19122524 a biolink:Publication ;
            rdfs:label "PMID:19122524" ;
            dcterms:title "On scurfy mice and boys"@en ;
            biolink:authors "A Author, B Author" ;
            prism:publicationName "A Journal" ;
            prism:volume "13(1)" ;
            prism:pageRange "1-9" ;
            dcterms:issued "2009-01"^^xsd:gYearMonth ;
            schema:url <https://www.example.org/pubmed/19122524> ;
            skos:exactMatch <https://doi.org/10.1000/x(1)%3C2%3E> , PMC:PMC4047515 .
        <page/GARD_0001850> schema:citation PMID:19122524 .
        <page/GARD_0001850#reference-1> a rkg:ListedReference ;
            dcterms:isPartOf <page/GARD_0001850> ;
            dcterms:references PMID:19122524 ;
            rkg:referenceNumber 1 ;
            dcterms:bibliographicCitation
                "A Author, B Author. On scurfy mice and boys. A Journal. January 2009; 13(1):1-9." .
    """)


def test_a_publication_that_no_page_lists() -> None:
    assert translated(Reference(id="PMID:1", citation="A paper.")) == turtle("""
        PMID:1 a biolink:Publication ; rdfs:label "PMID:1" .
    """)


def test_a_publication_without_an_id_is_labelled_by_its_citation() -> None:
    talk = Reference(id="reference/GARD_0001850-3", citation="A talk. 2010.", date="2010-05-03", page=PAGE, number=3)
    assert translated(talk) == turtle("""
        <reference/GARD_0001850-3> a biolink:Publication ;
            rdfs:label "A talk. 2010." ;
            dcterms:issued "2010-05-03"^^xsd:date .
        <page/GARD_0001850> schema:citation <reference/GARD_0001850-3> .
        <page/GARD_0001850#reference-3> a rkg:ListedReference ;
            dcterms:isPartOf <page/GARD_0001850> ;
            dcterms:references <reference/GARD_0001850-3> ;
            rkg:referenceNumber 3 ;
            dcterms:bibliographicCitation "A talk. 2010." .
    """)


def test_entries_without_a_number_have_different_iris() -> None:
    one = Reference(id="PMID:1", citation="A paper.", page=PAGE)
    entries = {
        t.subject
        for t in translated(one, replace(one, id="PMID:2"))
        if t.predicate.value.endswith("bibliographicCitation")
    }
    assert len(entries) == 2
    assert not [t for t in translated(one) if t.predicate.value.endswith("referenceNumber")]


def test_a_publication_has_one_label_even_if_sources_disagree_on_its_title() -> None:
    one = Reference(id="PMID:1", citation="A paper.", title="A paper", date="2009")
    other = replace(one, title="A Paper.", date="2009-01-02")
    assert {t.object for t in translated(one, other) if t.predicate.value.endswith("#label")} == {
        t.object for t in translated(one) if t.predicate.value.endswith("#label")
    }
