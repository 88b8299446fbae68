"""Frequencies of an association: one notation, with the numbers that follow from it.

A source gives a class, people (n of m), a percentage, or nothing; what an association has beside it must agree.
"""

from decimal import Decimal, InvalidOperation
from functools import lru_cache

from msgspec import Struct

from rarekg.graph.validation.model.slots import Fault
from rarekg.graph.validation.model.tokens import iri, parts

NOTATION, NUMBERS, BOUNDS, NEGATION = "frequency notation", "frequency numbers", "frequency bounds", "negation"
EXCLUDED = iri("HP:0040285")
# The definitions of the classes in hp.obo: "Present in 30% to 79% of the cases".
_CLASSES = {
    iri("HP:0040280"): (Decimal(1), Decimal(1)),
    iri("HP:0040281"): (Decimal("0.80"), Decimal("0.99")),
    iri("HP:0040282"): (Decimal("0.30"), Decimal("0.79")),
    iri("HP:0040283"): (Decimal("0.05"), Decimal("0.29")),
    iri("HP:0040284"): (Decimal("0.01"), Decimal("0.04")),
    EXCLUDED: (Decimal(0), Decimal(0)),
}
_ROUNDED = Decimal("0.000001")  # to six places or more: shares, and percentages
TRUE = b'"true"^^' + iri("xsd:boolean")
_TYPES = {
    name: b"^^" + iri(f"xsd:{kind}")
    for kind, names in (
        ("decimal", ("lower", "upper")),
        ("integer", ("count", "total")),
        ("double", ("quotient", "percentage")),
    )
    for name in names
}


class Stated(Struct, frozen=True):
    """What an association says of a frequency, each a term of N-Triples or None."""

    term: bytes | None
    lower: bytes | None
    upper: bytes | None
    count: bytes | None
    total: bytes | None
    quotient: bytes | None
    percentage: bytes | None
    negated: bytes | None


PROPERTIES = tuple(
    map(
        iri,
        (
            *("biolink:frequency_qualifier", "rkg:frequencyLower", "rkg:frequencyUpper", "biolink:has_count"),
            *("biolink:has_total", "biolink:has_quotient", "biolink:has_percentage", "biolink:negated"),
        ),
    )
)
NOTHING = Stated(*[None] * len(PROPERTIES))


@lru_cache(maxsize=1 << 14)
def affirmed(stated: Stated) -> bool:
    """Tell whether an association that states this frequency says that the disease has the phenotype."""
    numbers = _numbers(stated)
    return stated.negated is None and stated.term != EXCLUDED and numbers.get("upper") != 0


@lru_cache(maxsize=1 << 14)
def faults(stated: Stated) -> tuple[Fault, ...]:
    """Return what is wrong with a frequency, whose values thousands of associations share."""
    numbers = _numbers(stated)
    invalid = [
        Fault(NUMBERS, f"the {name} is not a number of its type", value)
        for name in _TYPES
        if (value := getattr(stated, name)) is not None and name not in numbers
    ]
    if invalid:
        return tuple(invalid)
    return (*_notation(stated), *_quotients(stated, numbers), *_bounds(stated, numbers), *_negation(stated))


def _numbers(stated: Stated) -> dict[str, Decimal]:
    """Return the numbers that are of their type, by their names."""
    numbers = {}
    for name, datatype in _TYPES.items():
        value = getattr(stated, name)
        if value is not None and value.startswith(b'"') and parts(value)[1] == datatype:
            try:
                number = Decimal(parts(value)[0].decode())
            except InvalidOperation:
                continue
            if number.is_finite():
                numbers[name] = number
    return numbers


def _notation(stated: Stated) -> list[Fault]:
    counted, percent = stated.count is not None or stated.total is not None, stated.percentage is not None
    found = []
    if stated.term is not None and (counted or percent or stated.quotient is not None):
        found.append(Fault(NOTATION, "has a class, which the source did not give beside people or a percentage"))
    if counted and None in (stated.count, stated.total, stated.quotient, stated.percentage):
        found.append(Fault(NOTATION, "people are not given as count, total, quotient and percentage"))
    if stated.quotient is not None and not counted:
        found.append(Fault(NOTATION, "has a quotient without people"))
    given = stated.term is not None or counted or percent
    if given != (stated.lower is not None) or given != (stated.upper is not None):
        found.append(Fault(NOTATION, "a frequency and its two bounds go together"))
    return found


def _quotients(stated: Stated, numbers: dict[str, Decimal]) -> list[Fault]:
    """Return the faults of people and percentages: n/m, quotient and percentage must say the same."""
    found = []
    count, total, quotient, percentage = (numbers.get(name) for name in ("count", "total", "quotient", "percentage"))
    if count is not None and total is not None:
        if not 0 <= count <= total or total == 0:
            found.append(Fault(NUMBERS, "the count is not from 0 to the total", stated.count or b""))
        elif quotient is not None and abs(quotient - count / total) > _ROUNDED:
            found.append(Fault(NUMBERS, "the quotient is not the count divided by the total", stated.quotient or b""))
    # A rounded quotient is a hundred times as rough as a rounded percentage.
    if quotient is not None and percentage is not None and abs(percentage - 100 * quotient) > 100 * _ROUNDED:
        found.append(Fault(NUMBERS, "the percentage is not 100 times the quotient", stated.percentage or b""))
    if percentage is not None and not 0 <= percentage <= 100:
        found.append(Fault(NUMBERS, "the percentage is not from 0 to 100", stated.percentage or b""))
    return found


def _bounds(stated: Stated, numbers: dict[str, Decimal]) -> list[Fault]:
    if "lower" not in numbers or "upper" not in numbers:
        return []
    bounds = numbers["lower"], numbers["upper"]
    if stated.term is not None:
        if stated.term not in _CLASSES:
            return [Fault(BOUNDS, "is none of the six classes of HPO", stated.term)]
        return (
            []
            if bounds == _CLASSES[stated.term]
            else [Fault(BOUNDS, "are not those of the class", stated.lower or b"")]
        )
    if "percentage" not in numbers:
        return []
    share = numbers["percentage"] / 100
    if all(abs(bound - share) <= _ROUNDED for bound in bounds) and bounds[0] == bounds[1]:
        return []
    return [Fault(BOUNDS, "are not both the share of people", stated.lower or b"")]


def _negation(stated: Stated) -> list[Fault]:
    if stated.negated is None:
        missing = stated.term == EXCLUDED
        return [Fault(NEGATION, "has the class Excluded and is not negated", EXCLUDED)] if missing else []
    if stated.negated != TRUE:
        return [Fault(NEGATION, "is true or not stated", stated.negated)]
    if stated.term not in (None, EXCLUDED) or any(
        value is not None for value in (stated.count, stated.total, stated.quotient, stated.percentage)
    ):
        return [Fault(NEGATION, "is negated, and has a frequency that is not the class Excluded")]
    return []
