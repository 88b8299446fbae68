"""Frequencies of phenotypes in people with a disease, in the four notations of HPO's annotations.

A cell holds one of HPO's frequency classes, ``n/m`` people, a percentage, or nothing
(https://obophenotype.github.io/human-phenotype-ontology/annotations/phenotype_hpoa/).
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from re import compile as pattern
from types import MappingProxyType

from rarekg.mappings.facts import Frequency

OBLIGATE, VERY_FREQUENT, FREQUENT = "HP:0040280", "HP:0040281", "HP:0040282"
OCCASIONAL, VERY_RARE, EXCLUDED = "HP:0040283", "HP:0040284", "HP:0040285"

# The bounds are those of each class's definition in hp.obo: "Present in 30% to 79% of the cases".
CLASSES: Mapping[str, Frequency] = MappingProxyType(
    {
        term: Frequency(term=term, lower=Decimal(lower), upper=Decimal(upper))
        for term, lower, upper in (
            (OBLIGATE, "1", "1"),
            (VERY_FREQUENT, "0.80", "0.99"),
            (FREQUENT, "0.30", "0.79"),
            (OCCASIONAL, "0.05", "0.29"),
            (VERY_RARE, "0.01", "0.04"),
            (EXCLUDED, "0", "0"),
        )
    }
)

_RATIO = pattern(r"([0-9]{1,9})/([0-9]{1,9})")
_PERCENTAGE = pattern(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)%")
_PLACES = 6  # of a share, at least


def term_of(share: Fraction) -> str:
    """Return the frequency class (an HP CURIE) of ``share``, a number from 0 to 1.

    The definitions of the classes leave gaps (0.295, 0.996); here each class extends to the next one.

    >>> term_of(Fraction(3, 20))
    'HP:0040283'

    Raises:
        ValueError: ``share`` is below 0 or above 1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is not a share from 0 to 1")
    if share == 1:
        return OBLIGATE
    for term, least in ((VERY_FREQUENT, "0.8"), (FREQUENT, "0.3"), (OCCASIONAL, "0.05")):
        if share >= Fraction(least):
            return term
    return VERY_RARE if share else EXCLUDED


@lru_cache(maxsize=1 << 11)
def read(cell: str) -> Frequency | None:
    """Return the frequency in ``cell``, or None if it is empty.

    A class has the bounds of its definition; ``n/m`` and a percentage have equal bounds and the class of that share.

    >>> frequent, three_of_twenty = read("HP:0040282"), read("3/20")
    >>> frequent.lower, frequent.upper
    (Decimal('0.30'), Decimal('0.79'))
    >>> three_of_twenty.term, three_of_twenty.lower, three_of_twenty.upper
    ('HP:0040283', Decimal('0.150000'), Decimal('0.150000'))

    Raises:
        ValueError: The cell has none of the four notations, or a share above 1 or of nothing (``9/7``, ``3/0``).
    """
    if not cell:
        return None
    if cell in CLASSES:
        return CLASSES[cell]
    if ratio := _RATIO.fullmatch(cell):
        return _of_people(int(ratio[1]), int(ratio[2]))
    if percentage := _PERCENTAGE.fullmatch(cell):
        return _of_hundred(Decimal(percentage[1]))
    raise ValueError(f"{cell!r} is not a frequency class of HPO, n/m or a percentage")


def _of_people(count: int, total: int) -> Frequency:
    if count > total or total == 0:
        raise ValueError(f"{count}/{total} is not a share from 0 to 1")
    # Enough places that rounding moves no share across a bound of its class: they differ by at least 1 / (20 total).
    rounded = round(Decimal(count) / total, max(_PLACES, len(str(total)) + 2))
    return Frequency(term=term_of(Fraction(count, total)), lower=rounded, upper=rounded, count=count, total=total)


def _of_hundred(percentage: Decimal) -> Frequency:
    if percentage > 100:
        raise ValueError(f"{percentage}% is not a share from 0 to 1")
    share = percentage / 100
    return Frequency(term=term_of(Fraction(share)), lower=share, upper=share, percentage=percentage)
