"""How often a phenotype occurs, in words and as a bar: a range between 0 and 100 per cent.

The classes (very rare, occasional, frequent …) and their bounds are those of
https://hpo.jax.org/browse/term/HP:0040279.
"""

from decimal import Decimal
from typing import NamedTuple

from rarekg.graph.rdf.shares import between, percent
from rarekg.mappings.facts import Frequency

NARROWEST = 1.6  # per cent of the scale: a counted share is a point, and a narrower bar would not be seen


class Bar(NamedTuple):
    """A range as a bar, from ``left``, of the ``width``; ``mark`` is the share of people counted. All in per cent."""

    left: float
    width: float
    is_point: bool
    mark: float | None = None


class Shown(NamedTuple):
    """A frequency as one source states it: the ``words`` that a page shows, the class among them, and the bar.

    ``stated`` has its bounds and the people counted.
    """

    words: str
    label: str
    bar: Bar
    stated: Frequency


def frequency(label: str, lower: str, upper: str, count: str, total: str) -> Shown | None:
    """Return the frequency with these values, each text and '' if not stated; None without both bounds.

    >>> frequency("Frequent", "0.30", "0.79", "", "").words
    'frequent (30–79 %)'
    >>> frequency("", "0.15", "0.15", "3", "20").words
    '3 of 20 people (15 %)'
    >>> frequency("", "0", "0", "0", "3").words
    'not seen in 3 people'

    Args:
        label: The label of the frequency class.
        lower: The lower bound as a share, from 0 to 1.
        upper: The upper bound as a share, from 0 to 1.
        count: The number of people with the phenotype.
        total: The number of people examined.
    """
    if not lower or not upper:
        return None
    low, high = Decimal(lower), Decimal(upper)
    counted = bool(count and total)
    stated = Frequency(lower=low, upper=high)
    if counted:
        stated = Frequency(lower=low, upper=high, count=int(count), total=int(total))
    if counted:
        words = people(int(count), int(total)) if int(count) else not_seen(int(total))
    elif label:
        words = f"{label.lower()} ({between(low, high)})"
    else:
        words = between(low, high) if high else f"not seen ({between(low, high)})"
    return Shown(words, label.lower(), bar(low, high), stated)


def bar(low: Decimal, high: Decimal, share: float | None = None) -> Bar:
    """Return the bar from one share to another, each from 0 to 1, with a mark at ``share``."""
    left, width = float(low) * 100, float(high - low) * 100
    is_point = width < NARROWEST
    if is_point:
        left, width = min(max(left - NARROWEST / 2, 0.0), 100 - NARROWEST), NARROWEST
    mark = None if share is None else round(min(max(share * 100 - NARROWEST / 2, 0.0), 100 - NARROWEST), 2)
    return Bar(round(left, 2), round(width, 2), is_point, mark)


def people(count: int, total: int) -> str:
    """Return how many people have it, with their share, which has a decimal below 10 %.

    >>> people(6, 13), people(1, 1), people(1, 13), people(199, 200)
    ('6 of 13 people (46 %)', '1 of 1 person (100 %)', '1 of 13 people (7.7 %)', '199 of 200 people (99 %)')
    """
    return f"{count} of {_persons(total)} ({percent(count, total)})"


def not_seen(total: int) -> str:
    """Return that nobody of the people examined has it.

    >>> not_seen(1)
    'not seen in 1 person'
    """
    return f"not seen in {_persons(total)}"


def _persons(total: int) -> str:
    return f"{total} {'person' if total == 1 else 'people'}"


def disjoint(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> bool:
    """Tell whether two ranges have no point in common.

    >>> disjoint((Decimal(5), Decimal(29)), (Decimal(1), Decimal(4)))
    True
    >>> disjoint((Decimal(1), Decimal(5)), (Decimal(5), Decimal(29)))
    False
    """
    return one[1] < other[0] or other[1] < one[0]
