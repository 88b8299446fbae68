"""Contradictions on the page on a disease: phenotypes that one statement excludes and another one affirms."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rarekg.graph.endpoint.pages.association_classes import PHENOTYPE
from rarekg.graph.endpoint.pages.evidence import Association, by_source
from rarekg.graph.endpoint.pages.links import Link
from rarekg.graph.endpoint.pages.statements import Statements


class Contradiction(NamedTuple):
    """A phenotype that some statements exclude and others affirm, or of which they affirm a kind (``affirmed``).

    ``within`` says in words where the two are.
    """

    excluded: Link
    affirmed: Link
    within: str
    excluding: Sequence[Association]
    affirming: Sequence[Association]

    @property
    def narrower(self) -> bool:
        """Whether the phenotype that is affirmed is a kind of the one that is excluded."""
        return self.affirmed != self.excluded


def contradictions(graph: Statements, associations: Sequence[Association]) -> Iterator[Contradiction]:
    """Yield the contradictions among ``associations``, those on the same term first.

    ``graph`` has the terms below the excluded ones, as far as the disease has them.
    """
    excluding: dict[str, list[Association]] = defaultdict(list)
    affirming: dict[str, list[Association]] = defaultdict(list)
    for association in associations:
        if association.kind == PHENOTYPE and association.status != "not seen":
            (excluding if association.excluded else affirming)[association.object].append(association)
    pairs = {
        (below, term)
        for term in excluding
        for below in (term, *graph.subjects("rkg:subsumedBy", term))
        if below in affirming
    }
    for below, term in sorted(pairs, key=lambda pair: (pair[0] != pair[1], *map(graph.sort_key, pair[::-1]))):
        yield Contradiction(
            excluded=graph.link(term),
            affirmed=graph.link(below),
            within=_within(excluding[term], affirming[below]),
            excluding=by_source(excluding[term]),
            affirming=by_source(affirming[below]),
        )


def _within(excluding: Sequence[Association], affirming: Sequence[Association]) -> str:
    """Return where statements contradict each other: within an entry, between entries of one source, or of several."""
    places = {
        "within one entry"
        if one.entry == other.entry
        else "between two entries of one source"
        if one.source == other.source
        else "between two sources"
        for one in excluding
        for other in affirming
    }
    return " and ".join(sorted(places, reverse=True))
