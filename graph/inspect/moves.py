"""Diseases that moved from one node to another between two builds."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from rarekg.graph.inspect.diff import Change, Value
from rarekg.ontology.prefixes import compress, expand

ENDS = tuple(NamedNode(expand(end)) for end in ("oban:association_has_subject", "oban:association_has_object"))
SUCCESSOR = NamedNode(expand("IAO:0100001"))
DISEASES = ("MONDO:", "ORPHA:", "OMIM:", "OMIMPS:", "DECIPHER:")
Move = tuple[NamedNode, NamedNode]


@dataclass(slots=True)
class Moves:
    """Counts the associations that one disease has lost to another; a term with a new successor moves with none."""

    counts: Counter[Move] = field(default_factory=Counter)

    def observe(self, change: Change) -> None:
        """Take note of what ``change`` moves."""
        for end in ENDS:
            for was in _diseases(change.removed, end):
                self.counts.update((was, now) for now in _diseases(change.added, end))
        if _is_disease(change.thing):
            self.counts.update({(change.thing, now): 0 for now in _diseases(change.added, SUCCESSOR)})

    def rows(self) -> list[tuple[NamedNode, NamedNode, int]]:
        """Return old node, new node and number of associations, most associations first."""
        rows = ((was, now, count) for (was, now), count in self.counts.items())
        return sorted(rows, key=lambda row: (-row[2], row[0].value, row[1].value))


def _diseases(values: tuple[Value, ...], predicate: NamedNode) -> Iterator[NamedNode]:
    for said, value in values:
        if said == predicate and isinstance(value, NamedNode) and _is_disease(value):
            yield value


def _is_disease(node: NamedNode) -> bool:
    return (compress(node.value) or "").startswith(DISEASES)
