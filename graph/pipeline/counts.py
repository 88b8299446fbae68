"""What a build counted while it read its sources."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

Counts = dict[str, Counter[str]]


@dataclass(slots=True)
class Tally:
    """By source: its facts by kind, its issues by kind, the floors it missed, the seconds it took to read and map."""

    facts: Counts = field(default_factory=lambda: defaultdict(Counter))
    issues: Counts = field(default_factory=lambda: defaultdict(Counter))
    missed: dict[str, list[str]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def to_table(self) -> dict[str, Any]:
        """Return the tally in what JSON has."""
        return {"facts": self.facts, "issues": self.issues, "missed": self.missed, "seconds": self.seconds}

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Self:
        """Return the tally that :meth:`to_table` made."""
        return cls(
            facts={source: Counter(counts) for source, counts in table["facts"].items()},
            issues={source: Counter(counts) for source, counts in table["issues"].items()},
            missed=dict(table["missed"]),
            seconds=dict(table["seconds"]),
        )
