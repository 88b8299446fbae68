"""The table of a query on a terminal and in a pipe: ids in one piece, no line too long, nothing left out in silence."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from pathlib import Path

import commands
import pytest
import small

from rarekg.queries import catalog

CURIE = re.compile(r"\b(?:HP|MONDO|HGNC):\d+\b")
IPEX = {f"HP:{local}" for local in ("0000964", "0005208", "0001890", "0001596", "0001873")}


def on_terminal(home: Path, columns: int, *options: str) -> list[str]:
    """Return the lines that the command prints on a terminal of this width."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    environment = {name: value for name, value in commands.environment(home).items() if name != "COLUMNS"}
    command = [*commands.COMMAND, "query", *options]
    with subprocess.Popen(command, env=environment | {"TERM": "xterm"}, stdout=theirs, stdin=subprocess.DEVNULL):
        os.close(theirs)
        written = bytearray()
        while part := _read(ours):
            written += part
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;]*m", "", written.decode()).splitlines()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux: the other end of a terminal was closed
        return b""


@pytest.mark.parametrize("width", [60, 80, 120])
def test_ids_are_in_one_piece_and_no_line_is_too_long(home: Path, width: int) -> None:
    lines = on_terminal(home, width, "phenotypes-by-frequency")
    assert max(map(len, lines)) <= width
    rows = [line for line in lines if line.startswith("HP:")]
    assert [CURIE.match(row) is not None for row in rows] == [True] * 5
    assert {row.split()[0] for row in rows} == IPEX
    assert lines[-1] == "5 rows"


def test_every_saved_query_keeps_its_ids_whole_at_80_columns(home: Path) -> None:
    known = {f"HP:{local}" for local, _, _ in (*small.PHENOTYPES, small.OBSOLETE)}
    for query in catalog.load():
        if "CONSTRUCT" in query.text:
            continue
        lines = on_terminal(home, 80, query.name)
        assert max(map(len, lines)) <= 80, query.name
        cut = {word for line in lines for word in re.findall(r"\bHP:\d+", line)} - known
        assert all(re.fullmatch(r"HP:\d{7}", word) for word in cut), query.name


def test_what_has_no_room_is_named(home: Path) -> None:
    lines = on_terminal(home, 60, "phenotypes-with-evidence")
    text = " ".join(lines)
    (named,) = re.findall(r"More columns with --wide: ([\w, ]+?) (?:\d+ rows|…)", text)
    header = next(line for line in lines if line.startswith("phenotype"))
    assert "statement" in named.split(", ")
    assert not set(header.split()) & set(named.split(", "))


def test_wide_has_every_column_uncut_on_a_narrow_terminal(home: Path) -> None:
    (query,) = (query for query in catalog.load() if query.name == "phenotypes-by-frequency")
    lines = on_terminal(home, 60, query.name, "--wide")
    header = commands.run("query", query.name, "--format", "csv", home=home).stdout.splitlines()[0]
    assert lines[0].split() == header.split(",")
    assert sum(bool(CURIE.match(line)) for line in lines) == 5


def test_the_rows_that_are_left_out_are_counted(home: Path) -> None:
    lines = on_terminal(home, 80, "phenotypes-by-frequency", "--limit", "2")
    assert sum(line.startswith("HP:") for line in lines) == 2
    assert lines[-1] == "… 3 more: --limit 0"
    assert lines[0].startswith("In each of these 2 rows: ")


def test_twenty_rows_unless_more_are_asked_for(home: Path) -> None:
    query = "SELECT ?n { VALUES ?a {0 1 2 3 4 5} VALUES ?b {0 1 2 3 4 5} BIND(?a * 6 + ?b AS ?n) } ORDER BY ?n"
    first, whole = (
        commands.run("query", "--file", "-", *options, home=home, given=query).stdout.split("\n")
        for options in ((), ("--limit", "0"))
    )
    assert [line.strip() for line in first[2:22]] == [str(number) for number in range(20)]
    assert first[22:] == ["… 16 more: --limit 0", ""]
    assert [line.strip() for line in whole[2:38]] == [str(number) for number in range(36)]
    assert whole[38:] == ["36 rows", ""]


def test_in_a_pipe_every_column_with_a_value_stands_on_the_line_of_its_row(home: Path) -> None:
    text = commands.run("query", "phenotypes-by-frequency", home=home, changed={"COLUMNS": "60"}).stdout
    rows = [line for line in text.splitlines() if line.startswith("HP:")]
    assert {row.split()[0] for row in rows} == IPEX
    assert {"typicality", "statements", "sources"} <= set(text.split())
    assert "excluding" not in text  # no row of it has a value
