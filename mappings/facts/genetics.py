"""Genes, and their roles in diseases."""

from typing import Literal

from msgspec import Struct

from rarekg.mappings.facts.provenance import Origin

GeneRole = Literal["causal", "susceptibility", "modifier", "unknown"]


class Gene(Struct, frozen=True, kw_only=True):
    """A gene: approved symbol, name, location in the genome, ids in other databases (CURIEs).

    ``products`` are the proteins that it codes for; two genes may code for the same one.
    """

    id: str
    symbol: str
    name: str | None = None
    synonyms: tuple[str, ...] = ()
    chromosome: str | None = None
    location: str | None = None
    exact_matches: tuple[str, ...] = ()
    products: tuple[str, ...] = ()


class WithdrawnGene(Struct, frozen=True, kw_only=True):
    """An id that no gene has any more: it was merged into its one successor, split into several, or given up."""

    id: str
    successors: tuple[str, ...] = ()


class GeneDisease(Struct, frozen=True, kw_only=True):
    """A gene's role in a disease: ``causal`` only if the source states that its germline variants cause it."""

    disease: str
    gene: str
    role: GeneRole
    origin: Origin
