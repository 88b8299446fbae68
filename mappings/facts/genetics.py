"""Genes, and their roles in diseases."""

from typing import Literal

from msgspec import Struct

from rarekg.mappings.facts.provenance import Origin

GeneRole = Literal["causal", "susceptibility", "modifier", "unknown"]


class Gene(Struct, frozen=True, kw_only=True):
    """A gene: approved symbol, name, location in the genome, ids in other databases (CURIEs)."""

    id: str
    symbol: str
    name: str | None = None
    synonyms: tuple[str, ...] = ()
    chromosome: str | None = None
    location: str | None = None
    exact_matches: tuple[str, ...] = ()


class GeneDisease(Struct, frozen=True, kw_only=True):
    """A gene's role in a disease: ``causal`` only if the source states that its germline variants cause it."""

    disease: str
    gene: str
    role: GeneRole
    origin: Origin
