"""The subset of rare diseases: what a registry of rare diseases lists, as ``oboInOwl:inSubset`` on the MONDO term.

Each registry has a subset of its own, because registries differ in what they call rare. MONDO's release states its
subsets itself; this one follows from the mappings to GARD, which lists rare diseases only.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rarekg.graph.inference.closure import GRAPH
from rarekg.mappings.facts import Fact, Mapping
from rarekg.mappings.rdf.ntriples import Mint, node

SUBSETS = {"GARD": "rkg:rareByGard"}


@dataclass(slots=True)
class RareSubset:
    """The MONDO terms that the mappings observed so far relate to a registry of rare diseases, with the subset."""

    _members: dict[tuple[str, str], None] = field(default_factory=dict)

    def observe(self, fact: Fact) -> None:
        """Record the subset of the subject of a mapping; ignore other facts."""
        if not isinstance(fact, Mapping) or not fact.subject.startswith("MONDO:"):
            return
        if subset := SUBSETS.get(fact.object.partition(":")[0]):
            self._members[fact.subject, subset] = None

    def quads(self, mint: Mint) -> Iterator[str]:
        """Yield the members as N-Quads in the graph ``inferred``.

        >>> subset = RareSubset()
        >>> subset.observe(
        ...     Mapping(
        ...         subject="MONDO:0010580",
        ...         predicate="oboInOwl:hasDbXref",
        ...         object="GARD:0001850",
        ...         justification="semapv:UnspecifiedMatching",
        ...         source="mondo",
        ...     )
        ... )
        >>> next(subset.quads(Mint())).split()[1]
        '<http://www.geneontology.org/formats/oboInOwl#inSubset>'
        """
        ending = f" {mint.graph(GRAPH)} .\n"
        for term, subset in self._members:
            yield f"{node(term)} {node('oboInOwl:inSubset')} {node(subset)}{ending}"
