"""The search index of a build: one SQLite file, written once and then only read.

Names are numbered by rank, so that the first rows that the full-text index matches are the best ones and the others
need not be read. The same graph gives the same rows in the same order.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from rarekg.graph.search.codes import code
from rarekg.graph.search.fold import fold
from rarekg.graph.search.history import old_names
from rarekg.graph.search.ranking import Ranked
from rarekg.graph.search.thing import KINDS, NAMINGS, Thing

# The index of prefixes answers a query of one to three letters at once; otherwise all words with that beginning would
# be merged. With 64 MiB for pages and 128 for words, the index is written once and not merged from many small ones.
VERSION = 4  # of the tables, as ``user_version`` in the file
_SCHEMA = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
PRAGMA user_version = {VERSION};
CREATE TABLE thing (
    id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, curie TEXT NOT NULL, kind TEXT NOT NULL,
    label TEXT NOT NULL, description TEXT, weight INTEGER NOT NULL, phenotypes INTEGER NOT NULL, terms TEXT NOT NULL,
    hidden INTEGER NOT NULL
);
CREATE TABLE name (
    id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, text TEXT NOT NULL, folded TEXT NOT NULL, naming INTEGER NOT NULL,
    was TEXT
);
CREATE TABLE code (
    local TEXT, prefix TEXT, thing INTEGER, relation INTEGER NOT NULL, was TEXT, PRIMARY KEY (local, prefix, thing)
) WITHOUT ROWID;
CREATE TABLE ranked (
    term TEXT, position INTEGER, association BLOB, disease TEXT NOT NULL, PRIMARY KEY (term, position, association)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
    kind, folded, content = '', columnsize = 0, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, col);
INSERT INTO words(words, rank) VALUES ('hashsize', 134217728);
"""
_FINISH = """
INSERT INTO words(words) VALUES ('optimize');
CREATE INDEX name_folded ON name(folded);
CREATE INDEX thing_kind ON thing(kind, label COLLATE NOCASE, curie);
CREATE TABLE word AS SELECT term, doc AS names FROM vocabulary WHERE col = 'folded' ORDER BY term;
"""
_RANKS = {naming: rank for rank, naming in enumerate(NAMINGS)}


class _Name(NamedTuple):
    """A name in the order of names: few words first, then better names of things with more associations.

    ``naming`` and ``kind`` are positions in NAMINGS and KINDS, ``weight`` is the thing's weight, negated.
    """

    spaces: int
    naming: int
    kind: int
    weight: int
    text: str
    thing: int
    folded: str
    was: str | None


def write(things: Iterable[Thing], ranked: Iterable[Ranked], path: Path) -> tuple[int, int]:
    """Write the index of ``things`` and the ``ranked`` diseases to ``path``; return its numbers of things and names.

    Raises:
        OSError: The file cannot be written.
    """
    indexed = list(things)
    try:
        path.unlink(missing_ok=True)
        with closing(sqlite3.connect(path, isolation_level=None)) as index:
            index.executescript(_SCHEMA)
            index.execute("BEGIN")
            names = _fill(index, indexed)
            index.executemany("INSERT INTO ranked VALUES (?, ?, ?, ?)", ranked)
            index.execute("COMMIT")
            index.executescript(_FINISH)
    except sqlite3.OperationalError as error:
        raise OSError(f"{path}: {error}") from error
    return len(indexed), names


def _fill(index: sqlite3.Connection, things: list[Thing]) -> int:
    index.executemany("INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _rows(things))
    index.executemany("INSERT INTO code VALUES (?, ?, ?, ?, ?)", sorted(_codes(things)))
    names = sorted(_names(things))
    rows = ((at, name.thing, name.text, name.folded, name.naming, name.was) for at, name in enumerate(names, 1))
    index.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?)", rows)
    words = ((at, KINDS[name.kind], name.folded) for at, name in enumerate(names, 1))
    index.executemany("INSERT INTO words(rowid, kind, folded) VALUES (?, ?, ?)", words)
    return len(names)


def _rows(things: Iterable[Thing]) -> Iterator[tuple[str | int | None, ...]]:
    for number, thing in enumerate(things, 1):
        own = (number, thing.iri, thing.curie, thing.kind, thing.label, thing.description, thing.weight)
        yield *own, thing.phenotypes, " ".join(thing.terms), int(thing.hidden)


def _codes(things: Iterable[Thing]) -> Iterator[tuple[str, str, int, int, str | None]]:
    for number, thing in enumerate(things, 1):
        own = code(thing.curie)
        former = {code(old): was(old, label) for old, label in thing.former.items()} if thing.former else {}
        for each in thing.codes:
            before = former.get(each)
            relation = 0 if each == own else 1 if before else 3 if each in thing.loose else 2
            yield each.local, each.prefix, number, relation, before


def was(old: str, label: str) -> str:
    """Return an obsolete or merged id with its label, if it has one.

    >>> was("MONDO:0000506", "obsolete Caroli disease"), was("HP:0000976", "")
    ('MONDO:0000506 obsolete Caroli disease', 'HP:0000976')
    """
    return f"{old} {label}".rstrip()


def _names(things: Iterable[Thing]) -> Iterator[_Name]:
    """Yield the names of each thing; of names that fold to the same words, the best."""
    for number, thing in enumerate(things, 1):
        best: dict[str, tuple[int, str]] = {}
        for text, naming in thing.names.items():
            if folded := fold(text):
                named = (_RANKS[naming], text)
                best[folded] = min(best.get(folded, named), named)
        kind, weight = KINDS.index(thing.kind), -thing.weight
        former = {name: was(old, label) for old, label in thing.former.items() for name in old_names(label)}
        for folded, (rank, text) in best.items():
            before = former.get(text) if NAMINGS[rank] == "former" else None
            yield _Name(folded.count(" "), rank, kind, weight, text, number, folded, before)
