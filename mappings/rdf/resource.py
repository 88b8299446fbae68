"""Web pages and organisations that a source recommends, as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Resource
from rarekg.mappings.rdf.association import provenance
from rarekg.mappings.rdf.ntriples import Description, Mint, iri, node, text

KINDS = {
    "testing": "rkg:TestingResource",
    "specialist": "rkg:SpecialistResource",
    "support": "rkg:SupportResource",
    "where-to-start": "rkg:IntroductoryResource",
    "in-depth": "rkg:InDepthResource",
    "related": "rkg:RelatedResource",
}


def translate(fact: Resource, mint: Mint) -> Iterator[Description]:
    """Yield the resource, and ``rdfs:seeAlso`` from the disease to its address, or to the resource without one."""
    disease = mint.node(fact.disease)
    self = mint.hashed("resource", fact.origin.source, *fact.origin.key)
    yield Description(disease, [f"{node('rdfs:seeAlso')} {iri(fact.url) if fact.url else self}"])
    statements = [
        f"{node('rdf:type')} {node('schema:Organization' if fact.organization else 'schema:WebPage')}",
        f"{node('rdfs:label')} {text(fact.title, 'en')}",
        f"{node('schema:about')} {disease}",
        f"{node('rkg:resourceKind')} {node(KINDS[fact.kind])}",
    ]
    if fact.url:
        statements.append(f"{node('schema:url')} {iri(fact.url)}")
    if fact.publisher:
        publisher = mint.hashed("agent", fact.publisher)
        named = [f"{node('rdf:type')} {node('foaf:Agent')}", f"{node('rdfs:label')} {text(fact.publisher, 'en')}"]
        yield Description(publisher, named)
        statements.append(f"{node('dcterms:publisher')} {publisher}")
    if fact.description:
        statements.append(f"{node('dcterms:description')} {text(fact.description, 'en')}")
    yield Description(self, statements + provenance(mint, fact.origin), "node")
