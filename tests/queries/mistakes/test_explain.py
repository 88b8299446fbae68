"""A message names the mistake, marks its place, and says what to write instead; no text takes long or fails."""

import re
from collections.abc import Callable
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear import assert_linear
from mistakes import Wrong, rows
from pyoxigraph import Store

from rarekg.ontology.prefixes import prefix_map
from rarekg.queries import catalog
from rarekg.queries.mistakes.explain import Explained, explain
from rarekg.queries.mistakes.parser import read

PREFIXES = dict(prefix_map())


def explained(query: str) -> Explained | None:
    """Return what is wrong with ``query``, None if the engine takes it."""
    try:
        Store().query(query, prefixes=PREFIXES, base_iri="http://example.org/")
    except SyntaxError as error:
        return explain(query, str(error), PREFIXES)
    except (ValueError, OSError, RuntimeError):
        pass
    return None


def test_there_are_mistakes_enough() -> None:
    assert len(rows()) >= 90
    assert len({wrong.query for wrong in rows()}) == len(rows())


@pytest.mark.parametrize("wrong", rows(), ids=lambda wrong: wrong.query[:60])
def test_each_mistake_is_named_and_marked(wrong: Wrong) -> None:
    found = explained(wrong.query)
    assert found is not None, "the engine takes this query"
    assert wrong.lacking(found.message) == [], found.message
    assert found.advice
    assert "\n" not in found.message
    at = wrong.query.index(wrong.marked) if wrong.marked else len(wrong.query)
    others = [one.start() for one in re.finditer(re.escape(wrong.marked), wrong.query)] if wrong.marked else [at]
    assert found.line == 1
    assert found.column - 1 in others


@pytest.mark.parametrize("wrong", rows(), ids=lambda wrong: wrong.query[:60])
def test_the_place_moves_with_the_query(wrong: Wrong) -> None:
    first = explained(wrong.query)
    below = explained(f"# é 𝄞 a comment\r\n\n   {wrong.query}")
    assert first is not None
    assert below is not None
    assert (below.line, below.column) == (3, first.column + 3)
    assert below.what.split(":")[0] == first.what.split(":")[0]


@pytest.mark.parametrize("wrong", rows(), ids=lambda wrong: wrong.query[:60])
def test_the_caret_stands_below_the_mistake(wrong: Wrong) -> None:
    found = explained(wrong.query)
    assert found is not None
    line, caret = found.source.split("\n")
    assert caret.strip() == "^"
    if wrong.marked and not line.startswith("…") and line.isascii():
        assert line[len(caret) - 1 :].startswith(wrong.marked.rstrip()[:1] or " ")


def test_a_saved_query_follows_the_grammar() -> None:
    for query in catalog.load():
        assert read(query.text).stop is None, query.name


WORDS = (
    "SELECT ASK CONSTRUCT DESCRIBE WHERE FILTER OPTIONAL UNION BIND VALUES GROUP BY ORDER LIMIT HAVING AS COUNT STR IN"
    " NOT EXISTS PREFIX a: <http://a/> { } ( ) [ ] . ; , = < > / | ^ * ? ?x ?y rdfs:label b:c 'a' ' \" \\ @en ^^ 1 1.5"
    " -1 _:b # <<("
)
PIECES = (*WORDS.split(), "<a b>", "\n", "\u00a0", "\u201c", "é", "\x00")
WHOLE = [query.text for query in catalog.load() if len(query.text) < 3000]


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from([" ", ""]))
def test_any_text_has_a_result_or_one_clean_message(pieces: list[str], glue: str) -> None:
    _clean(explained(glue.join(pieces)))


@given(st.sampled_from(WHOLE), st.integers(0, 3000), st.integers(0, 4), st.sampled_from(["", *PIECES]))
def test_a_damaged_query_has_a_result_or_one_clean_message(query: str, at: int, cut: int, put: str) -> None:
    at %= len(query)
    _clean(explained(query[:at] + put + query[at + cut :]))


def _clean(found: Explained | None) -> None:
    if found is None:
        return
    assert found.line >= 1
    assert found.column >= 1
    assert all(category(character) not in ("Cc", "Cf", "Cs") for character in found.source.replace("\n", ""))
    assert found.source.count("\n") == 1
    assert len(found.source.split("\n")[0]) <= 120
    assert len(found.message) < 1000
    assert "['" not in found.message
    assert found.what


@pytest.mark.parametrize(
    ("made", "size"),
    [
        (lambda n: "SELECT * { " + "?a ?b ?c . " * n, 95_000),
        (lambda n: "SELECT * { FILTER(" + "(" * n, 60_000),
        (lambda n: "SELECT * { FILTER(" + "1+" * n, 30_000),
        (lambda n: "SELECT * { FILTER(" + "a(" * n, 30_000),
        (lambda n: "{" * n, 65_000),
        (lambda n: "<" * n, 65_000),
        (lambda n: "<a " * n, 21_000),
        (lambda n: "SELECT ?x {" + " VALUES (?a ?b) { (1) }" * n + "}", 2_700),
        (lambda n: "SELECT ?x {" + "{ SELECT ?a { ?a ?b ?c" * n, 2_500),
        (lambda n: "SELECT ?x {" + "{ SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c } }" * n + "}", 1_400),
        (lambda n: "SELECT ?x {" + " BIND(1 AS ?a)" * n + "}", 4_500),
        (lambda n: "SELECT ?x {" + " FILTER(COUNT(?a) > 1)" * n + "}", 2_800),
        (lambda n: "SELECT ?x {" + "{ BIND(1 AS ?a) " * n + "}" * n + "}", 4_000),
        (lambda n: "SELECT " + "?a " * n + "{} GROUP BY ?b", 21_000),
        (lambda n: "SELECT " + "?a" + "_" * n + " {} GROUP BY ?b", 64_000),
        (lambda n: "SELECT ?x { ?x " + "a" * n + " ?y }", 64_000),
        (lambda n: "SELECT ?x { ?x ?y '" + "\\" * n, 64_000),
        (lambda n: "\u00a0" * n, 32_000),
        (lambda n: "\n" * n + "x", 64_000),
        (lambda n: "x" * n, 1_000_000),
        (lambda n: "SELECT * { VALUES ?x { " + "<http://example.org/a> " * n, 45_000),
    ],
    ids=lambda value: repr(value(1)[:40]) if callable(value) else str(value),
)
def test_a_long_query_is_explained_in_time_by_its_length(made: Callable[[int], str], size: int) -> None:
    message = "error at 1:20: expected one of IF, ['0' ..= '9']"
    assert_linear(lambda query: _clean(explain(query, message, PREFIXES)), made, size)


def test_a_form_that_is_sent_as_a_query_is_recognised() -> None:
    found = explained("query=SELECT ?x { ?x rdfs:label ?t }")
    assert found is not None
    assert "begins with query=" in found.message
