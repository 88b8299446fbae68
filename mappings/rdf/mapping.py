"""Mappings between ids as RDF: the plain match, and an SSSOM mapping node with source and justification.

The slots are SSSOM's (https://mapping-commons.github.io/sssom/Mapping/). ``owl:sameAs`` is never used.
"""

from collections.abc import Iterator

from rarekg.mappings.facts import OWN, Mapping
from rarekg.mappings.rdf.ntriples import Description, Mint, node, text


def translate(fact: Mapping, mint: Mint) -> Iterator[Description]:
    """Yield the plain triple of ``fact`` and, unless it is plain, its mapping node.

    A close match that we state ties two nodes of one disease, so it stands in both directions.
    """
    subject, predicate, object_ = mint.node(fact.subject), node(fact.predicate), mint.node(fact.object)
    yield subject, [f"{predicate} {object_}"]
    if fact.source == OWN and fact.predicate == "skos:closeMatch":
        yield object_, [f"{predicate} {subject}"]
    if fact.plain:
        return
    statements = [
        f"{node('rdf:type')} {node('sssom:Mapping')}",
        f"{node('sssom:subject_id')} {subject}",
        f"{node('sssom:predicate_id')} {predicate}",
        f"{node('sssom:object_id')} {object_}",
        f"{node('sssom:mapping_justification')} {node(fact.justification)}",
        f"{node('biolink:primary_knowledge_source')} {mint.source(fact.source)}",
    ]
    if fact.note:
        statements.append(f"{node('rdfs:comment')} {text(fact.note, 'en')}")
    yield mint.hashed("mapping", fact.source, fact.subject, fact.predicate, fact.object), statements
