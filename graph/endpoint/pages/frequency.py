"""How often a phenotype occurs, in words and as a bar: a range between 0 and 100 per cent.

The classes (very rare, occasional, frequent …) and their bounds are those of
https://hpo.jax.org/browse/term/HP:0040279.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

NARROWEST = 1.6  # per cent of the scale: a counted share is a point, and a narrower bar would not be seen


class Frequency(NamedTuple):
    """A frequency as one source states it.

    ``words`` is the text shown, ``counted`` the part of it with the numbers of people, '' if they were not counted.
    ``left`` and ``width`` are those of the bar, ``lower`` and ``upper`` the bounds, all in per cent.
    """

    words: str
    counted: str
    left: float
    width: float
    is_point: bool
    lower: Decimal
    upper: Decimal


def frequency(label: str, lower: str, upper: str, count: str, total: str) -> Frequency | None:
    """Return the frequency with these values, each text and '' if not stated; None without both bounds.

    >>> frequency("Frequent", "0.30", "0.79", "", "").words
    'frequent (30–79 %)'
    >>> frequency("", "0.15", "0.15", "3", "20").words
    '3 of 20 people (15 %)'

    Args:
        label: The label of the frequency class.
        lower: The lower bound as a share, from 0 to 1.
        upper: The upper bound as a share, from 0 to 1.
        count: The number of people with the phenotype.
        total: The number of people examined.
    """
    if not lower or not upper:
        return None
    low, high = Decimal(lower) * 100, Decimal(upper) * 100
    counted = f"{count} of {total}" if count and total else ""
    left, width = float(low), float(high - low)
    is_point = width < NARROWEST
    if is_point:
        left, width = min(max(left - NARROWEST / 2, 0.0), 100 - NARROWEST), NARROWEST
    return Frequency(_words(label, low, high, counted), counted, round(left, 2), round(width, 2), is_point, low, high)


def _words(label: str, low: Decimal, high: Decimal, counted: str) -> str:
    per_cent = f"{_plain(low)} %" if low == high else f"{_plain(low)}–{_plain(high)} %"
    if counted:
        return f"{counted} {'person' if counted.endswith(' of 1') else 'people'} ({per_cent})"
    return f"{label.lower()} ({per_cent})" if label else per_cent


def _plain(number: Decimal) -> str:
    rounded = number.quantize(Decimal("0.1"))
    return f"{rounded:f}".removesuffix(".0")


def disjoint(ranges: Sequence[tuple[Decimal, Decimal]]) -> bool:
    """Tell whether two of ``ranges`` have no point in common.

    >>> disjoint([(Decimal(1), Decimal(4)), (Decimal(5), Decimal(29))])
    True
    >>> disjoint([(Decimal(1), Decimal(5)), (Decimal(5), Decimal(29))])
    False
    """
    return bool(ranges) and max(low for low, _ in ranges) > min(high for _, high in ranges)
