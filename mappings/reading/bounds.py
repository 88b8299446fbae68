"""Floors and ceilings: the numbers of facts that a sound release of a source has; no half file, no flood is published.

A bound has the name ``Kind`` for the facts of that class, or ``Kind.field`` for the values in a field of it: the items
of a tuple, 1 for anything else that is neither None nor False. A ceiling may also bound each group: ``Kind per field``
or ``Kind.field per field`` counts apart what has the same value in the last field. A floor implies a ceiling of twice
as much, unless another is stated.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rarekg.mappings.facts import Fact, Issue

GROWTH = 2  # times a floor; from 2025-01 to 2026-06, the count that grew most grew by a third (excluded phenotypes)
PER = " per "
ALL = ""


class _Count(NamedTuple):
    """What a bound counts: the values in ``field`` or the facts themselves, by the value of ``per`` or all together."""

    counter: Counter[str]
    field: str
    per: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts facts against the ``floors`` and ``ceilings`` of their source.

    >>> tally = Tally({"Term": 19_000}, {})
    >>> list(tally.missed())
    ['0 Term, and a sound release has at least 19,000']
    """

    floors: Mapping[str, int]
    ceilings: Mapping[str, int]
    counts: dict[str, Counter[str]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Start every count at none."""
        self.counts.update((name, Counter()) for name in {**self.floors, **self.ceilings})

    def counted(self, facts: Iterable[Fact | Issue]) -> Iterator[Fact | Issue]:
        """Yield ``facts``, and count them.

        Raises:
            AttributeError: A kind of fact has no such field.
        """
        by_kind: dict[str, list[_Count]] = {}
        for name, counter in self.counts.items():
            what, _, per = name.partition(PER)
            kind, _, counted = what.partition(".")
            by_kind.setdefault(kind, []).append(_Count(counter, counted, per))
        for fact in facts:
            for counter, counted, per in by_kind.get(type(fact).__name__, ()):
                counter[getattr(fact, per) if per else ALL] += _size(getattr(fact, counted)) if counted else 1
            yield fact

    def most(self, name: str) -> int:
        """Return the count of ``name``; the greatest one, if it counts each group."""
        return max(self.counts[name].values(), default=0)

    def missed(self) -> Iterator[str]:
        """Yield one line for each floor that is not reached."""
        for name, floor in self.floors.items():
            if (count := self.most(name)) < floor:
                yield f"{count:,} {name}, and a sound release has at least {floor:,}"

    def exceeded(self) -> Iterator[str]:
        """Yield one line for each ceiling that is passed; of groups, it names the greatest and counts the others."""
        for name, ceiling in self._every_ceiling().items():
            if above := [(count, group) for group, count in self.counts[name].items() if count > ceiling]:
                count, group = max(above, key=lambda pair: (pair[0], str(pair[1])))
                what, _, per = name.partition(PER)
                where = f" for the {per} {group}" if per else ""
                others = f" ({len(above) - 1:,} more are above)" if len(above) > 1 else ""
                yield f"{count:,} {what}{where}, and a sound release has at most {ceiling:,}{others}"

    def _every_ceiling(self) -> dict[str, int]:
        return {name: GROWTH * floor for name, floor in self.floors.items()} | dict(self.ceilings)


def _size(value: object) -> int:
    if isinstance(value, tuple):
        return len(value)
    return int(value is not None and value is not False)
