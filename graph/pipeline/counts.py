"""What a build counts while it reads its sources."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from rarekg.ontology.structs import read_only


class Counts(Struct, frozen=True, kw_only=True):
    """By source: facts and issues by kind, floors it missed, ceilings it exceeded, the seconds to read and map it."""

    facts: Mapping[str, Mapping[str, int]]
    issues: Mapping[str, Mapping[str, int]]
    missed: Mapping[str, tuple[str, ...]]
    exceeded: Mapping[str, tuple[str, ...]]
    seconds: Mapping[str, float]

    def __post_init__(self) -> None:
        """Make the mappings read-only."""
        read_only(self)


@dataclass(slots=True)
class RunningCounts:
    """The counts of sources that are still being read; the fields are those of :class:`Counts`."""

    facts: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    issues: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    missed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    exceeded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def counts(self) -> Counts:
        """Return the counts so far.

        >>> running = RunningCounts()
        >>> running.facts["hpo"]["Term"] += 1
        >>> running.counts().facts["hpo"]["Term"]
        1
        """
        return Counts(
            facts=self.facts, issues=self.issues, missed=self.missed, exceeded=self.exceeded, seconds=self.seconds
        )
