"""Who has a disease, what it is treated with, and what it may be confused with."""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from rarekg.mappings.facts.provenance import Origin

PrevalenceKind = Literal["point", "birth", "incidence", "lifetime", "cases"]
PrevalenceClass = Literal[
    "above-1-in-1000",
    "6-to-9-in-10000",
    "1-to-5-in-10000",
    "1-to-9-in-100000",
    "1-to-9-in-1000000",
    "below-1-in-1000000",
    "unknown",
]
FeatureKind = Literal["criterion", "pathognomonic"]


class SexAffected(Struct, frozen=True, kw_only=True):
    """The sex (PATO:0000384 male, PATO:0000383 female) that a disease affects."""

    disease: str
    sex: str
    origin: Origin


class Prevalence(Struct, frozen=True, kw_only=True):
    """The prevalence of a disease.

    ``lower`` and ``upper`` are shares of a population (0 to 1) for the kinds ``point``, ``birth``, ``incidence`` and
    ``lifetime``; for ``cases``, ``lower_count`` and ``upper_count`` are people or families ever reported. ``band`` is
    the class that the source gives, whose bounds they then are; ``mean`` is a share of 1 that it gives beside it.
    ``geography`` is the region in the source's words, ``region`` its code: of ISO 3166-1 (two letters) or UN M49 (three
    digits). ``validated`` is None if the source does not say.
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
    band: PrevalenceClass | None = None
    mean: Decimal | None = None
    region: str | None = None
    validated: bool | None = None


class DiagnosticFeature(Struct, frozen=True, kw_only=True):
    """A phenotype that a source calls a diagnostic criterion or a pathognomonic sign of a disease.

    That people with the disease have it, and how often, is another statement. ``excluded`` is True if the source lists
    it as one that the disease does *not* have: its absence is the criterion, its presence excludes the diagnosis.
    """

    disease: str
    phenotype: str
    kind: FeatureKind
    origin: Origin
    excluded: bool = False


class PhenotypeReview(Struct, frozen=True, kw_only=True):
    """The validation of all phenotypes that a source lists for a disease: its day, and in the origin its references."""

    disease: str
    validated_on: str | None
    origin: Origin


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
