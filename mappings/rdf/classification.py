"""Where a registry's own classification has an entry, as RDF: no subclass, which would make a specialty a disease."""

from collections.abc import Iterator

from rarekg.mappings.facts import Classification
from rarekg.mappings.rdf.ntriples import Description, Mint, node

UNDER, PREFERENTIAL = "rkg:classifiedUnder", "rkg:preferentialParent"


def translate(fact: Classification, mint: Mint) -> Iterator[Description]:
    """Yield the triple from an entry to the one above it, or to the head of the classification that counts it."""
    predicate = PREFERENTIAL if fact.preferential else UNDER
    yield Description(node(fact.entry), [f"{node(predicate)} {node(fact.parent)}"])
