"""Mappings between ids as RDF: the plain match, and a node with its source and justification.

The node has the form that SSSOM gives a mapping in RDF, an annotated axiom in a mapping set
(https://mapping-commons.github.io/sssom/Mapping/). ``owl:sameAs`` is never used.
"""

from collections.abc import Iterator

from rarekg.mappings.facts import OWN, Mapping
from rarekg.mappings.rdf.ntriples import Description, Mint, node, text


def translate(fact: Mapping, mint: Mint) -> Iterator[Description]:
    """Yield the mapping node of ``fact``, unless it is plain, and the plain triple.

    A close match that we state ties two nodes of one disease, so it stands in both directions.
    """
    subject, predicate, object_ = mint.node(fact.subject), node(fact.predicate), mint.node(fact.object)
    if fact.plain:
        yield Description(subject, [f"{predicate} {object_}"])
        return
    statements = [
        f"{node('rdf:type')} {node('owl:Axiom')}",
        f"{node('owl:annotatedSource')} {subject}",
        f"{node('owl:annotatedProperty')} {predicate}",
        f"{node('owl:annotatedTarget')} {object_}",
        f"{node('sssom:mapping_justification')} {node(fact.justification)}",
        f"{node('biolink:primary_knowledge_source')} {mint.source(fact.source)}",
    ]
    if fact.note:
        statements.append(f"{node('rdfs:comment')} {text(fact.note, 'en')}")
    self = mint.hashed("mapping", fact.source, fact.subject, fact.predicate, fact.object)
    yield Description(self, statements, "node")
    yield Description(mint.mapping_set(fact.source), [f"{node('sssom:mappings')} {self}"], "node")
    yield Description(subject, [f"{predicate} {object_}"], "stated")
    if fact.source == OWN and fact.predicate == "skos:closeMatch":
        yield Description(object_, [f"{predicate} {subject}"], "stated")
