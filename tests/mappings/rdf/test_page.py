"""Pages and their sections as RDF."""

from example_facts import PAGE, PAGES
from rdf import translated, turtle

from rarekg.mappings.facts import Page, Section


def test_a_page() -> None:
    assert translated(PAGES[0]) == turtle("""
        <page/GARD_0001850> a schema:MedicalWebPage ;
            rdfs:label "IPEX syndrome"@en ;
            schema:about MONDO:0010580 ;
            schema:inLanguage "en" ;
            biolink:primary_knowledge_source infores:gard ;
            schema:url <https://www.example.org/1850/ipex> .
    """)


def test_a_page_in_another_language_has_its_title_in_that_language() -> None:
    page = Page(id=PAGE, title="Síndrome IPEX", about="GARD:0001850", source="gard", language="es")
    assert translated(page) == turtle("""
        <page/GARD_0001850> a schema:MedicalWebPage ;
            rdfs:label "Síndrome IPEX"@es ;
            schema:about <https://rarediseases.info.nih.gov/diseases/1850> ;
            schema:inLanguage "es" ;
            biolink:primary_knowledge_source infores:gard .
    """)


def test_a_restatement_is_derived_from_the_page_that_it_restates_and_has_no_address_of_it() -> None:
    assert translated(PAGES[3]) == turtle("""
        <page/restatement-of-GARD_0001850> a schema:MedicalWebPage ;
            rdfs:label "IPEX syndrome"@en ;
            schema:about MONDO:0010580 ;
            schema:inLanguage "en" ;
            biolink:primary_knowledge_source infores:rarekg ;
            biolink:supporting_data_source infores:gard ;
            prov:wasDerivedFrom <https://www.example.org/1850/ipex> .
    """)


def test_a_section_with_its_text_dates_citations_and_credit() -> None:
    assert translated(PAGES[1]) == turtle(r"""
        <page/GARD_0001850#symptoms> a schema:WebPageElement ;
            rdfs:label "symptoms"@en ;
            dcterms:isPartOf <page/GARD_0001850> ;
            schema:text "Signs show early.\nThey differ."@en ;
            dcterms:modified "2016-02-20"^^xsd:date , "2020-07-01"^^xsd:date ;
            schema:citation PMID:19122524 , NBK:NBK1118 ;
            schema:creditText "Somebody else"@en .
    """)


def test_a_section_without_text() -> None:
    assert translated(Section(id=f"{PAGE}#cause", page=PAGE, kind="cause", text="")) == turtle("""
        <page/GARD_0001850#cause> a schema:WebPageElement ;
            rdfs:label "cause"@en ;
            dcterms:isPartOf <page/GARD_0001850> .
    """)
