"""Exact matches in the direction that their source does not state, so that a query can start at either end."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rarekg.graph.inference.closure import GRAPH
from rarekg.mappings.facts import Fact, Mapping
from rarekg.mappings.rdf.ntriples import Mint, node

EXACT = "skos:exactMatch"


@dataclass(slots=True)
class InverseMatches:
    """The exact matches observed so far. skos:exactMatch is symmetric (https://www.w3.org/TR/skos-reference/#L4858)."""

    _stated: dict[tuple[str, str], None] = field(default_factory=dict)

    def observe(self, fact: Fact) -> None:
        """Record an exact match; ignore other facts, and a disputed match, which has no triple in any direction."""
        if isinstance(fact, Mapping) and fact.predicate == EXACT and not fact.disputed:
            self._stated[fact.subject, fact.object] = None

    def quads(self, mint: Mint) -> Iterator[str]:
        """Yield each match in the other direction, unless a source states that one as well, as N-Quads."""
        predicate, ending = node(EXACT), f" {mint.graph(GRAPH)} .\n"
        for subject, object_ in self._stated:
            if (object_, subject) not in self._stated:
                yield f"{mint.node(object_)} {predicate} {mint.node(subject)}{ending}"
