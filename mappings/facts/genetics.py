"""Genes, and their roles in diseases."""

from typing import Literal

from msgspec import Struct

from rarekg.mappings.facts.provenance import Origin

GeneRole = Literal[
    "causal", "susceptibility", "modifier", "somatic", "fusion", "phenotype", "biomarker", "candidate", "unknown"
]
VariantEffect = Literal["loss", "gain"]


class Gene(Struct, frozen=True, kw_only=True):
    """A gene: approved symbol, name, location in the genome, ids in other databases (CURIEs).

    ``exact_matches`` are the same gene elsewhere, ``xrefs`` are ids that other genes or a disease have as well.
    ``products`` are its proteins, ``orthologues`` the genes of other species that correspond to it, ``transcripts`` the
    accessions of its MANE Select transcript, ``groups`` the names of the families that it belongs to.
    """

    id: str
    symbol: str
    name: str | None = None
    synonyms: tuple[str, ...] = ()
    chromosome: str | None = None
    location: str | None = None
    exact_matches: tuple[str, ...] = ()
    xrefs: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    orthologues: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


class WithdrawnGene(Struct, frozen=True, kw_only=True):
    """An id that is no gene any more: merged into ``replaced_by``, split into the genes to ``consider``, or neither."""

    id: str
    replaced_by: str | None = None
    consider: tuple[str, ...] = ()


class GeneDisease(Struct, frozen=True, kw_only=True):
    """A gene's role in a disease: ``causal`` only if the source states that its germline variants cause it.

    ``somatic`` is a gene whose somatic variants cause it, ``fusion`` a part of a fusion gene, ``phenotype`` one with a
    role in the phenotype. ``effect`` is the loss or gain of function by the variants, ``assessed`` whether the source
    has assessed the relation; None if it does not say.
    """

    disease: str
    gene: str
    role: GeneRole
    origin: Origin
    effect: VariantEffect | None = None
    assessed: bool | None = None
