"""Associations: nodes that state who claims a relation, on what evidence and in which words.

The model is OBAN's (https://github.com/EBISPOT/OBAN) with Biolink's classes and qualifiers
(https://biolink.github.io/biolink-model/Association/).
"""

from collections.abc import Iterator
from functools import lru_cache

from rarekg.mappings.facts import Origin
from rarekg.mappings.rdf.ntriples import Description, Mint, Node, date, node, text


def association(mint: Mint, kind: str, subject: Node, object_: Node, origin: Origin) -> Description:
    """Return an association with the statements that all kinds of association have.

    ``kind`` is the CURIE of its class; the vocabulary states what its subject and its object are.
    """
    self = mint.hashed("association", origin.source, kind, *origin.key)
    is_a, has_subject, has_object = _predicates(kind)
    return self, [is_a, f"{has_subject} {subject}", f"{has_object} {object_}", *provenance(mint, origin)]


def triple_and_association(
    mint: Mint, kind: str, predicate: str, disease: Node, object_: Node, origin: Origin
) -> Iterator[Description]:
    """Yield a plain triple, and the association of class ``kind`` with its provenance."""
    yield disease, [f"{node(predicate)} {object_}"]
    yield association(mint, kind, disease, object_, origin)


def provenance(mint: Mint, origin: Origin) -> list[str]:
    """Return the provenance of a statement: source, evidence, publications, curation, section, the source's words."""
    statements = [
        *_source_and_curation(mint.source(origin.source), origin.evidence, origin.curated_by, origin.curated_on)
    ]
    for reference in origin.references:
        statements.append(f"{node('biolink:publications')} {mint.node(reference)}")
    if origin.section:
        statements.append(f"{node('dcterms:isPartOf')} {mint.node(origin.section)}")
    if origin.subject:
        statements.append(_original_subject(origin.subject))
    if origin.object:
        statements.append(f"{node('biolink:original_object')} {text(origin.object)}")
    if origin.words:
        statements.append(f"{node('rkg:sourceWords')} {text(origin.words, 'en')}")
    return statements


@lru_cache(maxsize=1 << 8)
def _original_subject(subject: str) -> str:
    # The statements of one disease are consecutive and share this one.
    return f"{node('biolink:original_subject')} {text(subject)}"


@lru_cache(maxsize=1 << 8)
def _predicates(kind: str) -> tuple[str, Node, Node]:
    return f"{node('rdf:type')} {node(kind)}", node("oban:association_has_subject"), node("oban:association_has_object")


@lru_cache(maxsize=1 << 13)
def _source_and_curation(
    source: Node, evidence: str | None, curated_by: tuple[str, ...], curated_on: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the statements that thousands of associations share."""
    statements = [f"{node('biolink:primary_knowledge_source')} {source}"]
    if evidence:
        statements.append(f"{node('RO:0002558')} {node(evidence)}")
    statements += [f"{node('rkg:curatedBy')} {text(curator)}" for curator in curated_by]
    statements += [f"{node('rkg:curatedOn')} {date(day)}" for day in curated_on]
    return tuple(statements)
