"""A damaged search index: whatever is wrong with the file, reading it ends in results or in the one error."""

import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import harm
import pytest

from rarekg.graph.home.builds import Build
from rarekg.graph.search.hits import left_out, search
from rarekg.graph.search.nearest import nearest
from rarekg.graph.search.reader import SearchIndex
from rarekg.graph.search.thing import KINDS
from rarekg.ontology.errors import QueryError

DAMAGED = 600  # files


def used(path: Path) -> None:
    """Ask an index everything that it can be asked."""
    index = SearchIndex(path)
    for query in ("ipex", "MONDO:0010580", "immune disregulation", "eczema"):
        left_out(index, query, KINDS, search(index, query))
    nearest(index, "MONDO:0010581")
    index.things(KINDS, 0, 500)
    index.count()
    index.ranked("HP:0001596", 0, 100)
    index.ranked_count("HP:0001596")
    assert index.vocabulary


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Return ``content`` with blocks of it inverted, emptied or filled with chance, and sometimes cut."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 10))):
        at, length = chance.randrange(len(changed)), chance.choice((1, 4, 16, 512, 4096))
        block = changed[at : at + length]
        changed[at : at + length] = chance.choice(
            (bytes(byte ^ 0xFF for byte in block), bytes(len(block)), chance.randbytes(len(block)))
        )
    return bytes(changed[: chance.randrange(len(changed))] if chance.random() < 0.1 else changed)


def outcome(path: Path) -> str:
    """Return how the use of an index ends; any other error than the one for people is raised."""
    try:
        used(path)
    except QueryError as error:
        message = str(error)
    else:
        return "results"
    assert message.isprintable()
    return "damaged" if "is damaged (" in message else "another version"


def test_a_damaged_index_gives_results_or_the_one_error(built: Build, tmp_path: Path) -> None:
    chance, content, outcomes = random.Random(15), built.search.read_bytes(), Counter[str]()
    for number in range(DAMAGED):
        path = tmp_path / f"{number}.sqlite"
        path.write_bytes(damaged(content, chance))
        outcomes[outcome(path)] += 1
        path.unlink()
    assert outcomes["damaged"] > DAMAGED / 4
    assert outcomes["results"] > DAMAGED / 4


@pytest.mark.parametrize(
    ("column", "value"), [("label", None), ("iri", "no IRI"), ("iri", "x:%"), ("weight", "many"), ("hidden", b"x")]
)
def test_a_row_that_no_build_writes_is_damage(built: Build, tmp_path: Path, column: str, value: object) -> None:
    path = tmp_path / "search.sqlite"
    path.write_bytes(built.search.read_bytes())
    with closing(sqlite3.connect(path)) as before:
        before.execute("PRAGMA writable_schema = ON")
        before.execute("UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '')")
        before.commit()
    with closing(sqlite3.connect(path)) as changed:  # which reads the schema anew
        changed.execute(
            f"UPDATE thing SET {column} = ? WHERE id = (SELECT MIN(id) FROM thing WHERE NOT hidden)", [value]
        )
        changed.commit()
    with pytest.raises(QueryError, match="is damaged"):
        SearchIndex(path).things(KINDS, limit=1000)


def test_a_file_that_is_no_index_is_damage(built: Build, tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    path.write_bytes(built.search.read_bytes())
    harm.overwrite(path, 0)
    with pytest.raises(QueryError, match="is damaged"):
        SearchIndex(path)
