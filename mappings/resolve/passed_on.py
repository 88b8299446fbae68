"""The rows of Orphanet that HPO passes on: what Orphanet's own file says in the same way is not stated twice.

HPO's annotations have the rows of Orphanet's product 4 with the disorder's id, its term and its frequency. An excluded
phenotype has no frequency there and the class Excluded here, so exclusions are compared without it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from types import MappingProxyType

from rarekg.mappings.facts import (
    Annotation,
    ClinicalCourse,
    ClinicalModifier,
    Inheritance,
    Onset,
    PastHistory,
    Phenotype,
)

ORPHANET = "orphanet"
_TERM: Mapping[type, Callable[[Annotation], str]] = MappingProxyType(
    {
        Phenotype: attrgetter("phenotype"),
        Inheritance: attrgetter("mode"),
        Onset: attrgetter("onset"),
        ClinicalCourse: attrgetter("course"),
        ClinicalModifier: attrgetter("modifier"),
        PastHistory: attrgetter("history"),
    }
)


@dataclass(slots=True)
class PassedOn:
    """The rows that another source passes on, as hashes of 64 bits."""

    _rows: set[int] = field(default_factory=set)

    def learn(self, fact: Annotation) -> None:
        """Remember a statement of Orphanet that another source passes on; ignore others."""
        if fact.origin.primary == ORPHANET and fact.origin.aggregator is not None:
            self._rows.add(_row(fact))

    def has(self, fact: Annotation) -> bool:
        """Return whether a statement with the disease, the term, the frequency class or exclusion of ``fact`` is known.

        >>> from rarekg.mappings.facts import Origin
        >>> row = Origin(source="hpoa", key=(), primary="orphanet", aggregator="hpo-annotations")
        >>> rows = PassedOn()
        >>> rows.learn(Phenotype(disease="MONDO:0010580", phenotype="HP:0000964", origin=row))
        >>> own = Origin(source="orphanet-phenotypes", key=(), primary="orphanet")
        >>> rows.has(Phenotype(disease="MONDO:0010580", phenotype="HP:0000964", origin=own))
        True
        """
        return _row(fact) in self._rows


def _row(fact: Annotation) -> int:
    frequency = fact.frequency.term if fact.frequency is not None and not fact.excluded else None
    return hash((type(fact).__name__, fact.disease, _TERM[type(fact)](fact), frequency, fact.excluded))
