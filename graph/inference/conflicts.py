"""Conflicts between Orphanet and the other sources on how a disease is inherited and when it begins.

Two modes of inheritance agree if they are equal or one is above the other in HPO, two onsets if they have ages in
common. A statement with which none of the other side agrees conflicts with each of them. A side that says nothing, or
only what it does not affirm, contradicts nothing; nor does a term that is no mode or has no ages.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rarekg.graph.inference.closure import GRAPH, Closure, closure
from rarekg.mappings.facts import Fact, Inheritance, Onset, Origin
from rarekg.mappings.rdf.association import identifier
from rarekg.mappings.rdf.disease_course import ONSET
from rarekg.mappings.rdf.inheritance import ASSOCIATION as INHERITANCE
from rarekg.mappings.rdf.ntriples import Mint, Node, node
from rarekg.mappings.reading.onset_intervals import Interval, interval
from rarekg.ontology.terms import Term

ONE_SIDE = "orphanet"
QUALIFIER = "HP:0034335"  # what is below it says how a mode shows, as "Typically de novo", and is no mode


class Statement(NamedTuple):
    """A statement: what its association's IRI is made of, and its ``value``, an HP term for a mode or ages."""

    source: str
    key: tuple[str, ...]
    value: str | Interval


@dataclass(slots=True)
class Conflicts:
    """The modes of inheritance and onsets observed so far: for each kind and disease, Orphanet's and the others'."""

    _parents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _sides: dict[tuple[str, str], tuple[list[Statement], list[Statement]]] = field(
        default_factory=lambda: defaultdict(lambda: ([], []))
    )

    def observe(self, fact: Fact) -> None:
        """Record a mode or an onset that its source affirms, or a current term of HPO; ignore other facts."""
        if isinstance(fact, Inheritance):
            if fact.affirmed:
                self._add(INHERITANCE, fact.disease, fact.origin, fact.mode)
        elif isinstance(fact, Onset):
            if fact.affirmed and (ages := interval(fact)):
                self._add(ONSET, fact.disease, fact.origin, ages)
        elif isinstance(fact, Term) and not fact.obsolete and fact.id.startswith("HP:"):
            self._parents[fact.id] = fact.parents

    def quads(self, mint: Mint) -> Iterator[str]:
        """Yield each association with those that it conflicts with, as N-Quads in the graph ``inferred``."""
        above, ending = closure(self._parents), f" {mint.graph(GRAPH)} .\n"
        for (kind, _), sides in self._sides.items():
            one, other = ([each for each in side if not _qualifies(each.value, above)] for side in sides)
            for here, there in ((one, other), (other, one)):
                nodes = [_node(mint, kind, each) for each in there]
                for each in here:
                    if not any(_agree(each.value, another.value, above) for another in there):
                        start = f"{_node(mint, kind, each)} {node('rkg:conflictsWith')} "
                        yield "".join(f"{start}{another}{ending}" for another in nodes)

    def _add(self, kind: str, disease: str, origin: Origin, value: str | Interval) -> None:
        side = self._sides[kind, disease][origin.primary != ONE_SIDE]
        side.append(Statement(origin.source, origin.key, value))


def _node(mint: Mint, kind: str, statement: Statement) -> Node:
    return identifier(mint, kind, statement.source, statement.key)


def _qualifies(value: str | Interval, above: Closure) -> bool:
    return isinstance(value, str) and QUALIFIER in above.get(value, ())


def _agree(one: str | Interval, other: str | Interval, above: Closure) -> bool:
    if isinstance(one, Interval) and isinstance(other, Interval):
        return one.meets(other)
    return one == other or other in above.get(str(one), ()) or one in above.get(str(other), ())
