"""Who has a disease, what it is treated with, and what it may be confused with."""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from rarekg.mappings.facts.provenance import Origin

PrevalenceKind = Literal["point", "birth", "incidence", "lifetime", "cases"]


class SexAffected(Struct, frozen=True, kw_only=True):
    """The sex (PATO:0000384 male, PATO:0000383 female) that a disease affects."""

    disease: str
    sex: str
    origin: Origin


class Prevalence(Struct, frozen=True, kw_only=True):
    """The prevalence of a disease.

    ``lower`` and ``upper`` are shares of a population (0 to 1) for the kinds ``point``, ``birth``, ``incidence`` and
    ``lifetime``; for ``cases``, ``lower_count`` and ``upper_count`` are people or families ever reported.
    """

    disease: str
    kind: PrevalenceKind
    origin: Origin
    lower: Decimal | None = None
    upper: Decimal | None = None
    lower_count: int | None = None
    upper_count: int | None = None
    geography: str | None = None
    qualification: str | None = None


class Treatment(Struct, frozen=True, kw_only=True):
    """A treatment of a disease: a term of MAXO, NCIT, CHEBI or MESH and its ``label``.

    ``curative`` is True only if the source states that it cures the disease.
    """

    disease: str
    treatment: str
    label: str
    origin: Origin
    curative: bool = False


class Differential(Struct, frozen=True, kw_only=True):
    """A differential diagnosis; ``other`` is None if the source's ``name`` could not be resolved."""

    disease: str
    other: str | None
    name: str
    origin: Origin
