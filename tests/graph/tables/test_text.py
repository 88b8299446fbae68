"""Columns of text as tab-separated values."""

import csv
import io
from typing import Literal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.tables.text import BAR, in_one_cell, on_one_line, quoted, write_lines

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))


def rows(table: pa.Table, quoting: Literal[0, 3]) -> list[list[str]]:
    out = io.BytesIO()
    write_lines(table, out)
    lines = io.StringIO(out.getvalue().decode(), newline="")
    return list(csv.reader(lines, delimiter="\t", quoting=quoting, lineterminator="\n"))


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1))
def test_every_text_stays_in_its_cell(values: list[tuple[str, str]]) -> None:
    columns = [on_one_line(pa.array(column, pa.string())) for column in zip(*values, strict=True)]
    out = io.BytesIO()
    write_lines(pa.table({"a": columns[0], "b": columns[1]}), out)
    header, *lines = out.getvalue().decode().split("\n")[:-1]
    assert header == "a\tb"
    assert [line.split("\t") for line in lines] == [
        list(pair) for pair in zip(*map(pa.Array.to_pylist, columns), strict=True)
    ]


@given(st.lists(TEXT.filter(lambda text: not set(text) & set("\t\r\n|")), min_size=1))
def test_a_text_without_separators_is_written_as_it_is(values: list[str]) -> None:
    assert on_one_line(pa.array(values, pa.string())).to_pylist() == values


@given(st.lists(TEXT.filter(lambda text: not set(text) & set("\t\r\n|")), min_size=1))
def test_a_quoted_text_is_read_as_it_was(values: list[str]) -> None:
    read = rows(pa.table({"a": quoted(pa.array(values, pa.string())), "b": ["end"] * len(values)}), csv.QUOTE_MINIMAL)
    assert [row[0] for row in read[1:]] == values


def test_separators_within_a_text_are_replaced() -> None:
    assert on_one_line(pa.array(["a\t\tb\r\nc|d"])).to_pylist() == [f"a b c{BAR}d"]


def test_a_cell_has_each_value_once_and_sorted() -> None:
    pairs = pa.table({"s": ["y", "x", "x", "x"], "o": ["1", "c", "b", "c"]})
    assert in_one_cell(pairs, pa.array(["x", "y", "z"])).to_pylist() == ["b|c", "1", None]


@pytest.mark.parametrize("count", [0, 1, 20_000])
def test_as_many_lines_as_rows(count: int) -> None:
    table = pa.table({"a": pa.array(["x"] * count, pa.string()), "b": pa.nulls(count, pa.string())})
    assert rows(table, csv.QUOTE_NONE) == [["a", "b"], *([["x", ""]] * count)]
