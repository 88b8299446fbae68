"""Mappings between ids as RDF: the plain match, and an SSSOM node that says who claims it and on what grounds.

Slots are SSSOM's (https://mapping-commons.github.io/sssom/Mapping/); never ``owl:sameAs``.
"""

from collections.abc import Iterator

from rarekg.mappings.facts import Mapping
from rarekg.mappings.statements import Mint, node, text


def statements(fact: Mapping, mint: Mint) -> Iterator[str]:
    """Yield the plain triple and the mapping node of ``fact``."""
    subject, predicate, object_ = mint.node(fact.subject), node(fact.predicate), mint.node(fact.object)
    yield f"{subject} {predicate} {object_}"
    self = mint.hashed("mapping", fact.source, fact.subject, fact.predicate, fact.object)
    yield f"{self} {node('rdf:type')} {node('sssom:Mapping')}"
    yield f"{self} {node('sssom:subject_id')} {subject}"
    yield f"{self} {node('sssom:predicate_id')} {predicate}"
    yield f"{self} {node('sssom:object_id')} {object_}"
    yield f"{self} {node('sssom:mapping_justification')} {node(fact.justification)}"
    yield f"{self} {node('biolink:primary_knowledge_source')} {mint.source(fact.source)}"
    if fact.note:
        yield f"{self} {node('rdfs:comment')} {text(fact.note, 'en')}"
