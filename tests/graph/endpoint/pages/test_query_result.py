"""The editor shows the beginning of any result, says so, and shows each value as the engine means it."""

import re
from html import unescape
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, Store

from rarekg.graph.endpoint.pages.query_result import (
    CELLS_SHOWN,
    COLUMNS_SHOWN,
    GRAPH_SHOWN,
    RESULT_BYTES,
    ROWS_SHOWN,
    TABLE_SHOWN,
    TEXT_SHOWN,
    read_result,
)

BASE = "https://w3id.org/rarekg/"
STORE = Store()

XSD_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
# What the format escapes, white space, and characters of one to four bytes; long texts repeat a short one.
texts = st.tuples(st.text('"\\\t\n\r aé…😀<>?', max_size=12), st.sampled_from([1, 7, 400, 3000])).map(
    lambda pair: pair[0] * pair[1]
)
terms = st.one_of(
    st.none(),
    texts.map(Literal),
    texts.map(lambda text: Literal(text, language="de")),
    st.integers(-9, 10**30).map(lambda number: Literal(str(number), datatype=NamedNode(XSD_INTEGER))),
    st.integers(0, 2 * TEXT_SHOWN).map(lambda length: NamedNode(f"x:{'a' * length}")),
)


def table(rows: list[list[Literal | NamedNode | None]], columns: int) -> bytes:
    """Return ``rows`` as the engine writes them."""
    names = " ".join(f"?c{number}" for number in range(columns))
    listed = " ".join(f"({' '.join('UNDEF' if term is None else str(term) for term in row)})" for row in rows)
    solutions = STORE.query(f"SELECT {names} {{ VALUES ({names}) {{ {listed} }} }}")
    assert isinstance(solutions, QuerySolutions)
    written = solutions.serialize(format=QueryResultsFormat.TSV)
    assert written is not None
    return written


def shown(term: Literal | NamedNode | None) -> str:
    """Return what a cell shows of ``term``."""
    text = "" if term is None else term.value
    return text if len(text) <= TEXT_SHOWN else f"{text[:TEXT_SHOWN]}…"


@given(st.lists(st.lists(terms, min_size=2, max_size=2), max_size=5))
@example([[Literal("\\" * 3 * TEXT_SHOWN), Literal("a" + "\\" * 3 * TEXT_SHOWN)]])
@example([[Literal("😀" * (TEXT_SHOWN + 1)), None]])
@example([[Literal('"' * 3 * TEXT_SHOWN), Literal("é" * 2 * TEXT_SHOWN)]])
def test_a_cell_shows_the_beginning_of_its_term(rows: list[list[Literal | NamedNode | None]]) -> None:
    result = read_result(table(rows, 2), BASE, whole=True)
    cells = [[link.iri if link else text for link, text in row] for row in result.rows]
    assert cells == [[shown(term) for term in row] for row in rows]
    assert result.shortened == any(term is not None and len(term.value) > TEXT_SHOWN for row in rows for term in row)
    assert (result.columns, result.all_columns, result.all_rows, result.whole) == (["c0", "c1"], 2, len(rows), True)


@given(st.integers(1, 300), st.integers(0, 700), st.booleans())
@example(1000, 500, True)
@example(1, 501, True)
def test_rows_columns_and_cells_are_bounded(columns: int, rows: int, whole: bool) -> None:
    names = "\t".join(f"?c{number}" for number in range(columns))
    lines = [[str(row * columns + column) for column in range(columns)] for row in range(rows)]
    body = "\n".join([names, *("\t".join(line) for line in lines), "" if whole else "12"]).encode()
    result = read_result(body, BASE, whole=whole)
    assert len(result.columns) == min(columns, COLUMNS_SHOWN)
    assert len(result.rows) == min(rows, ROWS_SHOWN, CELLS_SHOWN // len(result.columns))
    assert [[text for _, text in row] for row in result.rows] == [
        line[:COLUMNS_SHOWN] for line in lines[: len(result.rows)]
    ]
    assert (result.all_columns, result.all_rows, result.whole) == (columns, rows, whole)


def test_the_characters_of_all_cells_are_bounded() -> None:
    line = "\t".join(["1" * TEXT_SHOWN] * 20)
    result = read_result("\n".join(["\t".join(["?c"] * 20), *[line] * 400, ""]).encode(), BASE, whole=True)
    characters = sum(len(text) for row in result.rows for _, text in row)
    assert TABLE_SHOWN - len(line) <= characters <= TABLE_SHOWN
    assert (len(result.rows), result.all_rows) == (25, 400)


@pytest.mark.parametrize("character", ["a", "é", "😀"])
def test_a_graph_is_shown_up_to_a_length(character: str) -> None:
    turtle = f'<x:s> <x:p> "{character * GRAPH_SHOWN}" .\n'
    result = read_result(turtle.encode(), BASE, whole=True)
    assert (result.text, result.shortened) == (turtle[:GRAPH_SHOWN], True)
    short = turtle[:100]
    assert read_result(short.encode(), BASE, whole=True)[4:] == (short, True, False)


NUMBERS = f"SELECT {' '.join(f'(1 AS ?c{n})' for n in range(101))} {{ VALUES ?x {{ {'1 ' * 400} }} }}"


def opened(client: httpx.Client, query: str) -> str:
    response = client.get(f"/editor?{urlencode({'query': query})}")
    assert response.status_code == 200
    section = response.text.partition('aria-labelledby="result-h"')[2].partition("</section>")[0]
    return unescape(section)


def test_the_page_says_how_much_of_a_wide_table_it_shows(client: httpx.Client) -> None:
    columns = " ".join(f"(?s AS ?c{number})" for number in range(999))
    page = opened(client, f"SELECT ?s {columns} {{ ?s ?p ?o }} LIMIT 500")
    rows = re.search(r"Shown: ([0-9]+) of more than \1 rows, 100 of 1,000 columns\.", page)
    assert rows is not None  # 4 MB are fewer rows than the editor would show
    assert page.count("<th ") == COLUMNS_SHOWN
    assert page.count("<td>") == int(rows[1]) * COLUMNS_SHOWN <= CELLS_SHOWN
    assert "Shown: 100 of 400 rows, 100 of 101 columns." in opened(client, NUMBERS)


def test_the_page_says_that_a_result_goes_on(client: httpx.Client) -> None:
    page = opened(client, "SELECT * { ?s ?p ?o . ?a ?b ?c }")
    count = re.search(r"Shown: 500 of more than ([0-9,]+) rows, 6 of 6 columns\.", page)
    assert count is not None
    rows = int(count[1].replace(",", ""))
    assert RESULT_BYTES / 2000 < rows < RESULT_BYTES / 12  # a row has six terms of at least a letter


def test_the_page_says_that_a_text_or_a_graph_is_shortened(client: httpx.Client) -> None:
    doubled = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(12))
    page = opened(client, f'SELECT ?x12 {{ BIND("a" AS ?x0) {doubled} }}')
    assert f"<td>{'a' * TEXT_SHOWN}…</td>" in page
    assert "1 of 1 rows, 1 of 1 columns, the beginning of long texts." in page
    doubled = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(18))
    page = opened(client, f'CONSTRUCT {{ <x:s> <x:p> ?x18 }} {{ BIND("a" AS ?x0) {doubled} }}')
    assert "This is the beginning of the result." in page
    assert GRAPH_SHOWN - 30 < page.count("a" * 10) * 10 < GRAPH_SHOWN


def test_a_small_result_is_shown_without_a_note(client: httpx.Client) -> None:
    page = opened(client, 'SELECT * { VALUES (?a ?b) { ("one" <x:two>) (3 UNDEF) } }')
    assert re.findall(r"<td>(.*?)</td>", page) == ["one", '<a href="/resource?iri=x%3Atwo">x:two</a>', "3", ""]
    assert "Shown" not in page


def test_a_result_whose_first_row_is_too_large_is_refused(client: httpx.Client) -> None:
    doubled = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(23))
    query = f'SELECT ?x23 {{ BIND("a" AS ?x0) {doubled} }}'
    response = client.get(f"/editor?{urlencode({'query': query})}")
    assert response.status_code == 413
    assert "The result is too large" in response.text
