"""How often a phenotype is met, as a picture and in words: a range between 0 and 100 per cent.

The bounds of the classes are those of https://hpo.jax.org/browse/term/HP:0040279.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

# Where one class ends and the next begins, in per cent: very rare, occasional, frequent, very frequent.
BOUNDS = (5, 30, 80)
NARROWEST = 1.6  # per cent of the picture's width: what was counted is a point, and a point must be seen


class Frequency(NamedTuple):
    """How often, as one source says it; ``left`` and ``width`` are those of its bar, in per cent of the picture."""

    words: str
    counted: str
    left: float
    width: float
    is_point: bool
    lower: Decimal
    upper: Decimal


def frequency(label: str, lower: str, upper: str, count: str, total: str) -> Frequency | None:
    """Return what statements on a frequency say, all given as text and '' where not stated; None without bounds."""
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
        return f"{counted} people ({per_cent})"
    return f"{label.lower()} ({per_cent})" if label else per_cent


def _plain(number: Decimal) -> str:
    rounded = number.quantize(Decimal("0.1"))
    return f"{rounded:f}".removesuffix(".0")


def disjoint(found: Sequence[tuple[Decimal, Decimal]]) -> bool:
    """Tell whether two of the ranges ``found`` have no point in common."""
    return bool(found) and max(low for low, _ in found) > min(high for _, high in found)
