"""The record of a thing in the search index, its kind, and how its names rank."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from rarekg.graph.search.codes import Code
from rarekg.ontology.structs import read_only

Kind = Literal["disease", "phenotype", "gene", "inheritance", "term"]
Naming = Literal["label", "exact", "other", "related", "former"]
KINDS: tuple[Kind, ...] = ("disease", "phenotype", "gene", "inheritance", "term")
NAMINGS: tuple[Naming, ...] = ("label", "exact", "other", "related", "former")


class Thing(Struct, frozen=True, kw_only=True):
    """A thing in the search index.

    ``weight`` is the number of its associations, ``phenotypes`` that of its phenotypes, both with those of diseases
    tied to it. ``names`` maps each name to its rank; ``codes`` are its own id, ids for the same thing elsewhere, and
    ids that lead to it, which ``former`` has with their labels; ``loose`` are those of ``codes`` that are
    cross-references and no exact matches, so that they may be ids of another thing. ``terms`` are the MONDO terms that
    a disease with an id of a registry is tied to. What is ``hidden`` is found by its id, or by a search that asks for
    everything.
    """

    iri: str
    curie: str
    kind: Kind
    label: str
    description: str | None
    weight: int
    names: Mapping[str, Naming]
    codes: frozenset[Code]
    phenotypes: int = 0
    former: Mapping[str, str] = MappingProxyType({})
    loose: frozenset[Code] = frozenset()
    terms: tuple[str, ...] = ()
    hidden: bool = False

    def __post_init__(self) -> None:
        """Make the mappings read-only."""
        read_only(self)
