"""A disease with its names, definition and categories, as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Disease
from rarekg.mappings.rdf.ntriples import Description, Mint, node, text
from rarekg.mappings.rdf.term import synonym_statements
from rarekg.ontology.terms import Synonym


def translate(fact: Disease, mint: Mint) -> Iterator[Description]:
    """Yield the names, definition and categories of a disease.

    If an ontology of the build labels the disease, the source's label becomes a ``skos:altLabel``: a node has one
    ``rdfs:label``, and the source does not say how exact its name is for the ontology's term.
    """
    statements = [f"{node('rdf:type')} {node('biolink:Disease')}"]
    if fact.label is not None and fact.resolved:
        statements += synonym_statements(Synonym(text=fact.label))
    elif fact.label is not None:
        statements.append(f"{node('rdfs:label')} {text(fact.label, 'en')}")
    for synonym in fact.names:
        statements += synonym_statements(synonym)
    if fact.definition:
        statements.append(f"{node('IAO:0000115')} {text(fact.definition, 'en')}")
    for category in fact.categories:
        concept = mint.hashed("category", category)
        statements.append(f"{node('dcterms:subject')} {concept}")
        named = [f"{node('rdf:type')} {node('skos:Concept')}", f"{node('rdfs:label')} {text(category, 'en')}"]
        yield Description(concept, named)
    yield Description(mint.node(fact.id), statements)
