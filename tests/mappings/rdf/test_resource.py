"""Web pages and organisations that a source recommends, as RDF."""

import pytest
from example_facts import IPEX
from rdf import hashed, translated, turtle

from rarekg.mappings.facts import Origin, Resource, ResourceKind
from rarekg.mappings.rdf.ntriples import Mint

NODE = hashed("resource", "registry")
ORIGIN = Origin(source="gard", key=("registry",), section="page/GARD_0001850#testing")


def test_a_web_page() -> None:
    page = Resource(
        disease=IPEX,
        kind="testing",
        title="A registry of tests",
        origin=ORIGIN,
        url="https://www.example.org/tests?q=IPEX",
        publisher="A library",
        description="Lists laboratories.",
    )
    publisher = Mint().hashed("agent", "A library")
    assert translated(page) == turtle(f"""
        {publisher} a foaf:Agent ; rdfs:label "A library"@en .
        MONDO:0010580 rdfs:seeAlso <https://www.example.org/tests?q=IPEX> .
        {NODE} a schema:WebPage ;
            rdfs:label "A registry of tests"@en ;
            schema:about MONDO:0010580 ;
            rkg:resourceKind rkg:TestingResource ;
            schema:url <https://www.example.org/tests?q=IPEX> ;
            dcterms:publisher {publisher} ;
            dcterms:description "Lists laboratories."@en ;
            biolink:primary_knowledge_source infores:gard ;
            dcterms:isPartOf <page/GARD_0001850#testing> .
    """)


def test_an_organisation_without_an_address() -> None:
    organisation = Resource(disease=IPEX, kind="support", title="Families", origin=ORIGIN, organization=True)
    assert translated(organisation) == turtle(f"""
        MONDO:0010580 rdfs:seeAlso {NODE} .
        {NODE} a schema:Organization ;
            rdfs:label "Families"@en ;
            schema:about MONDO:0010580 ;
            rkg:resourceKind rkg:SupportResource ;
            biolink:primary_knowledge_source infores:gard ;
            dcterms:isPartOf <page/GARD_0001850#testing> .
    """)


@pytest.mark.parametrize(
    ("kind", "individual"),
    [
        ("testing", "rkg:TestingResource"),
        ("specialist", "rkg:SpecialistResource"),
        ("support", "rkg:SupportResource"),
        ("where-to-start", "rkg:IntroductoryResource"),
        ("in-depth", "rkg:InDepthResource"),
        ("related", "rkg:RelatedResource"),
    ],
)
def test_kinds(kind: ResourceKind, individual: str) -> None:
    resource = Resource(disease=IPEX, kind=kind, title="x", origin=ORIGIN)
    assert turtle(f"{NODE} rkg:resourceKind {individual} .") <= translated(resource)
