"""Orphanet's kinds and classes of prevalence, with the shares of a population that each class is between."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from rarekg.mappings.facts import PrevalenceClass, PrevalenceKind

KINDS: Mapping[str, PrevalenceKind] = MappingProxyType(
    {
        "Point prevalence": "point",
        "Prevalence at birth": "birth",
        "Annual incidence": "incidence",
        "Lifetime Prevalence": "lifetime",
        "Cases/families": "cases",
    }
)


class Band(NamedTuple):
    """A class of prevalence with the shares of a population that it is between, each included."""

    name: PrevalenceClass
    lower: Decimal | None = None
    upper: Decimal | None = None


# Orphanet's classes, without the spaces that part their thousands.
BANDS: Mapping[str, Band] = MappingProxyType(
    {
        ">1/1000": Band("above-1-in-1000", Decimal("0.001")),
        "6-9/10000": Band("6-to-9-in-10000", Decimal("0.0006"), Decimal("0.0009")),
        "1-5/10000": Band("1-to-5-in-10000", Decimal("0.0001"), Decimal("0.0005")),
        "1-9/100000": Band("1-to-9-in-100000", Decimal("0.00001"), Decimal("0.00009")),
        "1-9/1000000": Band("1-to-9-in-1000000", Decimal("0.000001"), Decimal("0.000009")),
        "<1/1000000": Band("below-1-in-1000000", Decimal(0), Decimal("0.000001")),
        "Unknown": Band("unknown"),
    }
)


def band(written: str) -> Band | None:
    """Return a class as Orphanet writes it, or None if it is unknown.

    >>> band("1-9 / 100 000")
    Band(name='1-to-9-in-100000', lower=Decimal('0.00001'), upper=Decimal('0.00009'))
    """
    return BANDS.get("".join(written.split()))
