"""How often a finding is met in people with a disease, in the four notations of HPO's annotations.

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
    """Return the frequency class that ``share``, from 0 to 1, falls in; ValueError where it is outside.

    The classes' definitions leave gaps (0.295, 0.996); here each class reaches up to the next one.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is no share of a whole")
    if share == 1:
        return OBLIGATE
    for term, least in ((VERY_FREQUENT, "0.8"), (FREQUENT, "0.3"), (OCCASIONAL, "0.05")):
        if share >= Fraction(least):
            return term
    return VERY_RARE if share else EXCLUDED


@lru_cache(maxsize=1 << 11)
def read(cell: str) -> Frequency | None:
    """Return the frequency that ``cell`` states, None for an empty one.

    A class has the bounds of its definition; ``n/m`` and a percentage have equal bounds and the class they fall in.
    ValueError where the cell has none of the four notations, or says more than all or a part of none (9/7, 3/0).
    """
    if not cell:
        return None
    if cell in CLASSES:
        return CLASSES[cell]
    if ratio := _RATIO.fullmatch(cell):
        return _of_people(int(ratio[1]), int(ratio[2]))
    if percentage := _PERCENTAGE.fullmatch(cell):
        return _of_hundred(Decimal(percentage[1]))
    raise ValueError(f"{cell!r} is no frequency class of HPO, n/m or percentage")


def _of_people(count: int, total: int) -> Frequency:
    if count > total or total == 0:
        raise ValueError(f"{count}/{total} is no share of a whole")
    # So many places that rounding moves no share across the bound of its class: those differ by 1/20 total or more.
    rounded = round(Decimal(count) / total, max(_PLACES, len(str(total)) + 2))
    return Frequency(term=term_of(Fraction(count, total)), lower=rounded, upper=rounded, count=count, total=total)


def _of_hundred(percentage: Decimal) -> Frequency:
    if percentage > 100:
        raise ValueError(f"{percentage}% is no share of a whole")
    share = percentage / 100
    return Frequency(term=term_of(Fraction(share)), lower=share, upper=share, percentage=percentage)
