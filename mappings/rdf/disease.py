"""A disease by a source's names for it, as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Disease
from rarekg.mappings.rdf.ntriples import Description, Mint, node, text
from rarekg.mappings.rdf.term import name
from rarekg.ontology.terms import Synonym


def describe(fact: Disease, mint: Mint) -> Iterator[Description]:
    """Yield the names, definition and categories of a disease.

    Where an ontology of the build labels the disease, the source's label becomes one of its exact synonyms: a node
    has one ``rdfs:label``.
    """
    said = [f"{node('rdf:type')} {node('biolink:Disease')}"]
    if fact.label is not None and fact.resolved:
        said += name(Synonym(text=fact.label, scope="exact"))
    elif fact.label is not None:
        said.append(f"{node('rdfs:label')} {text(fact.label, 'en')}")
    for synonym in fact.names:
        said += name(synonym)
    if fact.definition:
        said.append(f"{node('IAO:0000115')} {text(fact.definition, 'en')}")
    for category in fact.categories:
        concept = mint.hashed("category", category)
        said.append(f"{node('dcterms:subject')} {concept}")
        yield concept, [f"{node('rdf:type')} {node('skos:Concept')}", f"{node('rdfs:label')} {text(category, 'en')}"]
    yield mint.node(fact.id), said
