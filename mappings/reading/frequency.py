"""Frequencies of phenotypes in people with a disease, in the four notations of HPO's annotations.

A cell holds one of HPO's frequency classes, ``n/m`` people, a percentage, or nothing
(https://obophenotype.github.io/human-phenotype-ontology/annotations/phenotype_hpoa/).
"""

from collections.abc import Mapping
from decimal import Decimal
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


@lru_cache(maxsize=1 << 11)
def read(cell: str) -> Frequency | None:
    """Return the frequency in ``cell``, or None if it is empty.

    A class has the bounds of its definition; ``n/m`` and a percentage have equal bounds and no class, because one
    person with a phenotype does not make it obligate.

    >>> frequent, three_of_twenty = read("HP:0040282"), read("3/20")
    >>> frequent.lower, frequent.upper
    (Decimal('0.30'), Decimal('0.79'))
    >>> three_of_twenty.term, three_of_twenty.lower, three_of_twenty.upper
    (None, Decimal('0.150000'), Decimal('0.150000'))

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
    # Enough places that no share but 0 is rounded to 0, and none but 1 to 1.
    rounded = round(Decimal(count) / total, max(_PLACES, len(str(total)) + 2))
    return Frequency(lower=rounded, upper=rounded, count=count, total=total)


def _of_hundred(percentage: Decimal) -> Frequency:
    if percentage > 100:
        raise ValueError(f"{percentage}% is not a share from 0 to 1")
    share = percentage / 100
    return Frequency(lower=share, upper=share, percentage=percentage)
