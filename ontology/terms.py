"""A term of an ontology: names, definition, place in the hierarchy, history."""

from typing import Literal

from msgspec import Struct

Scope = Literal["exact", "broad", "narrow", "related"]


class Synonym(Struct, frozen=True, kw_only=True):
    """A synonym.

    ``scope`` is the OBO scope, or None if the source does not state one; ``kind`` is the source's synonym type
    (``layperson``, ``abbreviation``, ``uk_spelling`` …).
    """

    text: str
    scope: Scope | None = None
    kind: str | None = None


class Term(Struct, frozen=True, kw_only=True):
    """A class of an ontology as its release states it; every id is a CURIE.

    ``parents`` are the is-a parents. An ``obsolete`` term may name its successor in ``replaced_by`` and candidates in
    ``consider``; ``alt_ids`` are ids that were merged into this one. ``equivalents`` are those of ``xrefs`` that the
    release states to be exact matches. ``subsets`` are IRIs, or names of subsets of the ontology.
    """

    id: str
    label: str
    definition: str | None = None
    definition_sources: tuple[str, ...] = ()
    comment: str | None = None
    synonyms: tuple[Synonym, ...] = ()
    parents: tuple[str, ...] = ()
    alt_ids: tuple[str, ...] = ()
    xrefs: tuple[str, ...] = ()
    equivalents: tuple[str, ...] = ()
    subsets: tuple[str, ...] = ()
    obsolete: bool = False
    replaced_by: str | None = None
    consider: tuple[str, ...] = ()
