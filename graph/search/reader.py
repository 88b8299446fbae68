"""Read a search index: by id, by exact name, by the words of a name, or all things of a kind."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Annotated, NamedTuple, TypeVar
from weakref import finalize

import msgspec

from rarekg.graph.search.codes import RELATIONS, SERIES, Code
from rarekg.graph.search.spelling import Vocabulary
from rarekg.graph.search.thing import KINDS, Kind
from rarekg.graph.search.writer import VERSION
from rarekg.ontology.errors import QueryError, one_line

# As the engine demands of an IRI, so that a row of a damaged file is noticed here.
_Iri = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z][A-Za-z0-9+.-]*:([^\x00-\x20<>\"{}|\\^`%]|%[0-9A-Fa-f]{2})*\Z")]
# SQLite's message on a damaged table is not always text.
_DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError)
_Record = TypeVar("_Record", bound=tuple[object, ...])


class Row(NamedTuple):
    """A name of a thing; ``naming`` is its place in NAMINGS (0: label). A row about a thing as such has its label.

    ``terms`` are the MONDO terms that a disease is tied to, separated by spaces; ``was`` is the obsolete or merged id
    that the name or the code belongs to, with its label, else None. ``relation`` is how the code is related to the
    thing: its place in RELATIONS, plus as many where something speaks against it (:meth:`SearchIndex.by_code`).
    """

    iri: _Iri
    curie: str
    kind: Kind
    label: str
    description: str | None
    weight: int
    phenotypes: int
    terms: str
    hidden: int
    name: str
    folded: str
    naming: int
    was: str | None
    relation: int


_THING = (
    "thing.iri, thing.curie, thing.kind, thing.label, thing.description, thing.weight, thing.phenotypes, thing.terms, "
    "thing.hidden"
)
_NAMED = f"SELECT {_THING}, name.text, name.folded, name.naming, name.was, 0 FROM"
_CODED = f"SELECT {_THING}, thing.label, '', 0, MIN(code.was)"
_WHOLE = f"SELECT {_THING}, thing.label, '', 0, NULL, 0 FROM"


class SearchIndex:
    """One index file, read by any number of threads; every method raises QueryError if it finds the file damaged."""

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            QueryError: The file is missing, as in builds of older versions, damaged, or has another version of the
                tables.
        """
        if not path.is_file():
            raise QueryError(f"{path} is missing: this build has no search index; make a new one with `rarekg build`")
        # immutable: a published file never changes, so SQLite need not lock it. One connection is enough, because no
        # query takes long, and it stays usable when a newer build removes the file.
        self.path, address = path, f"{path.absolute().as_uri()}?immutable=1"
        try:
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        except _DAMAGE as error:
            raise self._damaged(error) from error
        self._lock = Lock()
        finalize(self, self._connection.close)
        if self.select("PRAGMA user_version", (), tuple[int]) != [(VERSION,)]:
            raise QueryError(f"{path} was written by another version of rarekg; make a new one with `rarekg build`")

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """All words of all names, for the correction of misspelt ones."""
        return Vocabulary(self.select("SELECT term, names FROM word", (), tuple[str, int]))

    @cached_property
    def tied(self) -> Mapping[str, tuple[str, ...]]:
        """The diseases that are tied to a MONDO term, which have statements of their own, by the CURIE of the term."""
        tied: dict[str, tuple[str, ...]] = {}
        for disease, terms in self.select(
            "SELECT curie, terms FROM thing WHERE terms != '' ORDER BY id", (), tuple[str, str]
        ):
            for term in terms.split():
                tied[term] = (*tied.get(term, ()), disease)
        return MappingProxyType(tied)

    def by_code(
        self, code: Code, kinds: Sequence[Kind] = (), limit: int = 20, *, everything: bool = False
    ) -> list[Row]:
        """Return the things that have an id, hidden ones too; those to which it is related most surely come first.

        A code without a prefix matches the ids of all registries, and hidden things only if ``everything`` is true.
        What is hidden is less sure than anything else, and so is a series whose number is typed without its prefix.
        """
        weaker = "thing.hidden" if code.prefix else f"(thing.hidden OR code.prefix = '{SERIES}')"
        relation = f"MIN(code.relation + {len(RELATIONS)} * {weaker}) AS relation"
        condition, prefixes = ("AND code.prefix = ?", [code.prefix]) if code.prefix else (_shown(everything), [])
        return self.select(
            f"{_CODED}, {relation} FROM code JOIN thing ON thing.id = code.thing WHERE code.local = ? {condition} "
            f"{_only(kinds)} GROUP BY thing.id ORDER BY relation, thing.weight DESC, thing.id LIMIT ?",
            (code.local, *prefixes, *kinds, limit),
            Row,
        )

    def named(self, folded: str, kinds: Sequence[Kind] = (), limit: int = 50, *, everything: bool = False) -> list[Row]:
        """Return the names whose folded form is ``folded``, the best first."""
        return self.select(
            f"{_NAMED} name JOIN thing ON thing.id = name.thing WHERE name.folded = ? "
            f"{_only(kinds)} {_shown(everything)} ORDER BY name.id LIMIT ?",
            (folded, *kinds, limit),
            Row,
        )

    def matching(
        self, expression: str, kinds: Sequence[Kind] = (), limit: int = 50, *, everything: bool = False
    ) -> list[Row]:
        """Return the best names that a full-text ``expression`` (made by :mod:`rarekg.graph.search.hits`) matches."""
        among = f"kind : ({' OR '.join(kinds)}) AND " if kinds else ""
        return self.select(
            f"{_NAMED} words CROSS JOIN name ON name.id = words.rowid CROSS JOIN thing ON thing.id = name.thing "
            f"WHERE words MATCH ? {_shown(everything)} ORDER BY words.rowid LIMIT ?",
            (f"{among}folded : ({expression})", limit),
            Row,
        )

    def things(self, kinds: Sequence[Kind], offset: int = 0, limit: int = 100) -> list[Row]:
        """Return the things of ``kinds`` that are not hidden, sorted by label."""
        return self.select(
            f"{_WHOLE} thing WHERE 1 {_only(kinds)} {_shown()} "
            "ORDER BY kind, label COLLATE NOCASE, curie LIMIT ? OFFSET ?",
            (*kinds, limit, offset),
            Row,
        )

    def count(self, kinds: Sequence[Kind] = KINDS) -> int:
        """Return the number of things of ``kinds`` that are not hidden."""
        query = f"SELECT COUNT(*) FROM thing WHERE 1 {_only(kinds)} {_shown()}"
        ((count,),) = self.select(query, kinds, tuple[int])
        return count

    def ranked(self, term: str, offset: int, limit: int) -> dict[str, list[str]]:
        """Return diseases of a phenotype or mode of inheritance, the most frequent first, with their associations.

        Diseases are CURIEs or local ids, associations the hashes in their IRIs.
        """
        diseases: dict[str, list[str]] = {}
        rows = self.select(
            "SELECT disease, association FROM ranked WHERE term = ? AND position >= ? AND position < ? "
            "ORDER BY position, association",
            (term, offset, offset + limit),
            tuple[str, bytes],
        )
        for disease, association in rows:
            diseases.setdefault(disease, []).append(association.hex())
        return diseases

    def ranked_count(self, term: str) -> int:
        """Return the number of diseases that :meth:`ranked` lists."""
        ((last,),) = self.select("SELECT MAX(position) FROM ranked WHERE term = ?", (term,), tuple[int | None])
        return 0 if last is None else last + 1

    def select(self, query: str, values: Iterable[object], kind: type[_Record]) -> list[_Record]:
        """Return the rows of an SQL ``query`` with ``values`` in it, each as a ``kind``.

        Raises:
            QueryError: The file is damaged: SQLite cannot read it, or a row has values of other types.
        """
        try:
            with self._lock:
                rows = self._connection.execute(query, tuple(values)).fetchall()
            return msgspec.convert(rows, list[kind])  # type: ignore[valid-type]
        except (*_DAMAGE, msgspec.ValidationError) as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> QueryError:
        return QueryError(one_line(f"{self.path} is damaged ({error}); build again with `rarekg build`"))


def _only(kinds: Sequence[Kind]) -> str:
    return f"AND thing.kind IN ({', '.join('?' * len(kinds))})" if kinds else ""


def _shown(everything: bool = False) -> str:
    return "" if everything else "AND NOT thing.hidden"
