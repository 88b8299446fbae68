"""Where a source sends its readers, web pages and organisations, as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Resource
from rarekg.mappings.statements import Mint, iri, node, provenance, text

KINDS = {
    "testing": "rkg:TestingResource",
    "specialist": "rkg:SpecialistResource",
    "support": "rkg:SupportResource",
    "where-to-start": "rkg:IntroductoryResource",
    "in-depth": "rkg:InDepthResource",
    "related": "rkg:RelatedResource",
}


def statements(fact: Resource, mint: Mint) -> Iterator[str]:
    """Yield the resource's node, and ``rdfs:seeAlso`` from the disease to its address (or to the node without one)."""
    disease = mint.node(fact.disease)
    self = mint.hashed("resource", fact.origin.source, *fact.origin.key)
    yield f"{disease} {node('rdfs:seeAlso')} {iri(fact.url) if fact.url else self}"
    yield f"{self} {node('rdf:type')} {node('schema:Organization' if fact.organization else 'schema:WebPage')}"
    yield f"{self} {node('rdfs:label')} {text(fact.title, 'en')}"
    yield f"{self} {node('schema:about')} {disease}"
    yield f"{self} {node('rkg:resourceKind')} {node(KINDS[fact.kind])}"
    if fact.url:
        yield f"{self} {node('schema:url')} {iri(fact.url)}"
    if fact.publisher:
        yield f"{self} {node('dcterms:publisher')} {text(fact.publisher, 'en')}"
    if fact.description:
        yield f"{self} {node('dcterms:description')} {text(fact.description, 'en')}"
    yield from provenance(mint, self, fact.origin)
