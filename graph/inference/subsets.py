"""The subsets of rare diseases: what a registry of rare diseases lists, as ``oboInOwl:inSubset`` on the disease.

Each registry has a subset of its own, because registries differ in what they call rare. MONDO's release states its
subsets itself. These follow from the mappings to GARD, which lists rare diseases only, and from the entries of
Orphanet, which lists groups, withdrawn entries and diseases that are not rare in Europe as well, and says which.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rarekg.graph.inference.closure import GRAPH
from rarekg.mappings.facts import EntryFlag, EntryGroup, Fact, Mapping, RegistryEntry
from rarekg.mappings.rdf.ntriples import Mint, node

MAPPED = {"GARD": "rkg:rareByGard"}
LISTED = {"ORPHA": "rkg:rareByOrphanet"}
RARE_GROUPS: tuple[EntryGroup, ...] = ("disorder", "subtype")
NOT_RARE: frozenset[EntryFlag] = frozenset(("inactive", "non-rare"))


@dataclass(slots=True)
class RareSubset:
    """The diseases that mappings or entries observed so far relate to a registry of rare diseases, with the subset."""

    _members: dict[tuple[str, str], None] = field(default_factory=dict)

    def observe(self, fact: Fact) -> None:
        """Record the subset of the MONDO term of a mapping, or of the disease of an entry; ignore other facts."""
        if isinstance(fact, Mapping) and fact.subject.startswith("MONDO:") and not fact.disputed:
            self._add(fact.subject, MAPPED, fact.object)
        elif isinstance(fact, RegistryEntry) and fact.disease is not None and _rare(fact):
            self._add(fact.disease, LISTED, fact.id)

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
        for disease, subset in self._members:
            yield f"{mint.node(disease)} {node('oboInOwl:inSubset')} {node(subset)}{ending}"

    def _add(self, disease: str, subsets: dict[str, str], entry: str) -> None:
        if subset := subsets.get(entry.partition(":")[0]):
            self._members[disease, subset] = None


def _rare(entry: RegistryEntry) -> bool:
    return entry.group in RARE_GROUPS and NOT_RARE.isdisjoint(entry.flags)
