"""The ages at which a disease begins according to a statement, so that statements of ages in other words compare."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from rarekg.mappings.facts import Onset
from rarekg.mappings.reading.lookups import lookup_rows


class Interval(NamedTuple):
    """Ages in years from birth, those before birth negative; a bound that is None is open."""

    start: Decimal | None
    end: Decimal | None

    def meets(self, other: "Interval") -> bool:
        """Tell whether the two have ages in common; one that ends where the other starts has none.

        >>> years = [Interval(Decimal(start), Decimal(end)) for start, end in ((0, 1), (1, 5), (4, 9))]
        >>> years[0].meets(years[1]), years[1].meets(years[2])
        (False, True)
        """
        return _before(self.start, other.end) and _before(other.start, self.end)


def interval(fact: Onset) -> Interval | None:
    """Return the ages of a statement: the source's own bounds, or those by the definition of its HP term.

    None for a term whose definition has no ages (``lookups/onset_intervals.tsv``).
    """
    if fact.from_age is not None or fact.to_age is not None:
        return Interval(fact.from_age, fact.to_age)
    return intervals().get(fact.onset)


@cache
def intervals() -> Mapping[str, Interval]:
    """Return the ages of each HP term whose definition has some.

    >>> intervals()["HP:0011463"]
    Interval(start=Decimal('1'), end=Decimal('5'))
    """
    return {row["term"]: Interval(_age(row["from"]), _age(row["to"])) for row in lookup_rows("onset_intervals")}


def _age(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


def _before(start: Decimal | None, end: Decimal | None) -> bool:
    return start is None or end is None or start < end
