"""A disease by a source's names for it, as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Disease
from rarekg.mappings.statements import Mint, node, text
from rarekg.mappings.term import name
from rarekg.ontology.terms import Synonym


def statements(fact: Disease, mint: Mint) -> Iterator[str]:
    """Yield the names, definition and categories of a disease.

    Where an ontology of the build labels the disease, the source's label becomes one of its exact synonyms: a node
    has one ``rdfs:label``.
    """
    self = mint.node(fact.id)
    yield f"{self} {node('rdf:type')} {node('biolink:Disease')}"
    if fact.label is not None and fact.resolved:
        yield from name(self, Synonym(text=fact.label, scope="exact"))
    elif fact.label is not None:
        yield f"{self} {node('rdfs:label')} {text(fact.label, 'en')}"
    for synonym in fact.names:
        yield from name(self, synonym)
    if fact.definition:
        yield f"{self} {node('IAO:0000115')} {text(fact.definition, 'en')}"
    for category in fact.categories:
        concept = mint.hashed("category", category)
        yield f"{self} {node('dcterms:subject')} {concept}"
        yield f"{concept} {node('rdf:type')} {node('skos:Concept')}"
        yield f"{concept} {node('rdfs:label')} {text(category, 'en')}"
