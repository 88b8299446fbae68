"""What a query may look like before a parser sees it: each limit of the text, and that it only reads."""

import tracemalloc
from contextlib import suppress
from dataclasses import replace

import pytest
from disguises import CLOSED, DISGUISES
from hypothesis import example, given
from hypothesis import strategies as st
from linear import assert_linear
from pyoxigraph import QueryBoolean, Store

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.sparql.admission import CHANGING, UPDATES, admit, changing

LIMITS = Limits()


def problem(query: str, limits: Limits = LIMITS) -> Problem:
    with pytest.raises(Problem) as caught:
        admit(query, limits)
    return caught.value


@pytest.mark.parametrize("size", [1, 100, 1 << 20])
def test_a_query_may_have_as_many_bytes_as_the_limit_says(size: int) -> None:
    limits = replace(LIMITS, max_query_bytes=size + 8)
    assert admit("ASK {} #" + "é" * (size // 2) + "x" * (size % 2), limits)
    found = problem("ASK {} #" + "é" * (size // 2) + "xx", limits)
    assert (found.status, found.facts) == (413, {"limit": "max_query_bytes", "value": size + 8})


@pytest.mark.parametrize(("opening", "closing"), ["{}", "()", "[]"])
def test_a_query_may_be_as_deep_as_the_limit_says(opening: str, closing: str) -> None:
    limits = replace(LIMITS, max_nesting=7)
    assert admit(f"ASK {opening * 7}{closing * 7}", limits)
    found = problem(f"ASK {opening * 8}{closing * 8}", limits)
    assert (found.status, found.facts) == (400, {"limit": "max_nesting", "value": 7})


@pytest.mark.parametrize("operator", ["!", "-", "+", "^", "! "])
def test_repeated_prefix_operators_count_as_depth(operator: str) -> None:
    assert admit(f"ASK {{ FILTER({operator * 126}?x) }}", LIMITS)
    assert problem(f"ASK {{ FILTER({operator * 127}?x) }}").kind == "max_nesting"


@pytest.mark.parametrize(
    "unit", ["|<p:>", "||?a", "/<p:>", ",?o", ";?p ?o", ".?s ?p ?o", "+1", "UNION{}", "OPTIONAL{}", "(1)"]
)
def test_operators_and_brackets_are_counted(unit: str) -> None:
    limits = replace(LIMITS, max_operators=100, max_nesting=1000)
    assert admit(f"ASK {unit * 90}", limits)
    assert problem(f"ASK {unit * 101}", limits).facts == {"limit": "max_operators", "value": 100}


@pytest.mark.parametrize("unit", [")", "}", "§", "%"])
def test_brackets_that_nothing_opens_and_characters_of_no_query_are_counted(unit: str) -> None:
    limits = replace(LIMITS, max_operators=100)
    assert admit(f"ASK {unit * 90}", limits)
    assert problem(f"ASK {unit * 101}", limits).kind == "max_operators"


# What a text begins with, what it repeats how often, and how it ends.
MEGABYTES = {
    "numbers": ("ASK { VALUES ?x { ", "1 ", 520_000, " } }"),
    "ids": ("ASK { VALUES ?x { ", "obo:MONDO_0000001 ", 58_000, " } }"),
    "IRIs": ("ASK { VALUES ?x { ", "<http://purl.obolibrary.org/obo/MONDO_0000001> ", 22_000, " } }"),
    "strings": ("ASK { VALUES ?x { ", "'' ", 340_000, " } } # service"),
    "services": ("ASK { VALUES ?x { ", "'service' ", 100_000, " } }"),
    "comments": ("ASK {} ", "# service <x> {\n", 60_000, ""),
    "prefixes": ("", "PREFIX a: <> ", 80_000, "ASK {}"),
    "escapes": ("ASK { FILTER('", "\\u0041", 170_000, "' != '') }"),
    "brackets": ("ASK {", ")", 1_000_000, ""),
    "characters of no query": ("ASK { ", "§", 500_000, ""),
    "an open string": ('ASK { """', '""a', 340_000, ""),
    "colons": ("ASK { ", ":", 1_000_000, " }"),
}


@pytest.mark.parametrize("name", MEGABYTES)
def test_a_megabyte_is_read_in_linear_time_and_little_memory(name: str) -> None:
    """A list of its tokens would take a hundred megabytes; what a larger text takes is compared with a smaller one."""
    beginning, unit, count, end = MEGABYTES[name]
    text = beginning + unit * count + end
    assert 900_000 < len(text.encode()) <= 1 << 20
    tracemalloc.start()
    try:
        _admit(text)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 16 << 20
    assert_linear(_admit, lambda times: beginning + unit * times + end, count)


def _admit(text: str) -> None:
    with suppress(Problem):
        admit(text, LIMITS)


def test_what_is_quoted_or_commented_is_not_counted() -> None:
    limits = replace(LIMITS, max_operators=10, max_nesting=3)
    assert admit("ASK { ?s ?p '{{{{{{((((((||||||||||||||' } # {{{{{{{{{{{{", limits)


@pytest.mark.parametrize("word", sorted(UPDATES))
@pytest.mark.parametrize("prologue", ["", "PREFIX a: <http://a/> ", "BASE <http://a/>\n# SELECT\n"])
def test_an_update_is_refused_with_its_own_message(prologue: str, word: str) -> None:
    for written in (word, word.lower()):
        found = problem(f"{prologue}{written} DATA {{ }}")
        assert (found.status, found.kind) == (403, "update")
        assert word in str(found)


def test_an_update_keyword_inside_a_query_is_not_an_update() -> None:
    assert admit("PREFIX insert: <http://a/> SELECT ?delete { ?delete insert:load 'DROP ALL' }", LIMITS)


def results(query: str) -> list[str] | None:
    """Return what the engine answers on an empty store, None if it refuses the query."""
    try:
        found = Store().query(query)
    except (SyntaxError, RuntimeError):
        return None
    if isinstance(found, QueryBoolean):
        return [str(bool(found))]
    return [str(row) for row in found]


@pytest.mark.parametrize("word", sorted(CHANGING))
def test_answers_that_change_are_known(word: str) -> None:
    assert admit(f"SELECT ({word.lower()}() AS ?x) {{}}", LIMITS).changing
    assert admit(f"SELECT ?x {{ BIND('a'<'>#' AS ?y) BIND({word}() AS ?x) }}", LIMITS).changing
    assert not admit(f"SELECT ?{word} {{ ?{word} ?p '{word}' }}", LIMITS).changing


@pytest.mark.parametrize("call", ["RAND()", "rand\n()", "RaNd ( )", "NOW#(\r()", "STRUUID()", "uuid \t()", "BNODE()"])
@pytest.mark.parametrize(
    "around",
    [
        "SELECT ($ AS ?x) {}",
        "SELECT(COALESCE(1/0,$)AS?x){}",
        "SELECT (COALESCE(1<2,$,'''a>''') AS ?x) {}",  # the tokens are an IRI and a string that is not closed
        "SELECT (COALESCE(1/0<2,$,'''a>''') AS ?x) {}",
        "SELECT ?x { BIND('a'<'>#' AS ?y) BIND($ AS ?x) }",
        "SELECT ?x { BIND(1<2#>'''\n AS ?y) BIND($ AS ?x) } #'''",
        "SELECT ?x { { SELECT (STR($) AS ?x) {} } }",
        "SELECT ?x { VALUES ?y { <a:\\u004Eow> } BIND(STR($) AS ?x) }",
    ],
)
def test_an_answer_that_changes_is_known_however_the_engine_reads_it(around: str, call: str) -> None:
    assert changing(around.replace("$", call))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { VALUES ?x { 1 2 3 4 5 6 7 8 9 } } ORDERBYRAND()",
        "SELECT ?x { VALUES ?x { 1 2 3 4 5 6 7 8 9 } FILTER(RAND()<0.5) }",
        "SELECT ?x { VALUES ?x { 1 2 3 4 5 6 7 8 9 } } GROUP BY ?x HAVING(RAND()<0.5)",
    ],
)
def test_an_order_or_a_choice_that_changes_is_known(query: str) -> None:
    assert len({str(results(query)) for _ in range(40)}) > 1
    assert admit(query, LIMITS).changing


CALLS = st.tuples(
    st.sampled_from(sorted(CHANGING)), st.sampled_from(["", " ", "\n", "#\r", "# (\n\t", "\\u0020"]), st.booleans()
).map(lambda parts: (parts[0].lower() if parts[2] else parts[0]) + parts[1] + "()")
GLUE = st.sampled_from([*"()12<>#\n,a'!- ", "'''", "||", "IF(true,", "'a'"])


@given(st.lists(GLUE, max_size=6), CALLS, st.lists(GLUE, max_size=4))
@example(["1", "<", "2", ","], "NOW()", [",", "'''", "a", ">", "'''"])
def test_what_the_engine_computes_anew_is_never_taken_for_constant(
    before: list[str], call: str, after: list[str]
) -> None:
    query = f"SELECT (COALESCE(1/0,{''.join(before)}{call}{''.join(after)}) AS ?x) {{}}"
    if results(query) != results(query):
        assert changing(query)


def test_escaped_letters_are_decoded_before_a_call_is_looked_for() -> None:
    for call in (r"\u004EOW()", r"N\U0000004fW()", r"now\u0028)"):
        query = f"SELECT ({call} AS ?x) {{}}"
        assert changing(query)
        assert results(query) is None  # to the engine of today they are no letters; to one of tomorrow they may be


def test_a_long_text_is_searched_in_no_time() -> None:
    for unit in ("now", "now ", " ", "\\u004E", "\\U0000004"):
        assert not changing(f"now{unit * 60_000}now ")


@pytest.mark.parametrize("query", ["", "   ", "# only a comment"])
def test_nothing_is_no_query(query: str) -> None:
    assert problem(query).status == 400


@pytest.mark.parametrize("name", DISGUISES)
def test_a_query_that_federates_is_refused(name: str) -> None:
    found = problem(DISGUISES[name].replace("$", CLOSED))
    assert found.status == 400
    assert found.kind == ("syntax" if name.startswith(("escaped", "string that is none")) else "service")


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [("ASK {\n ?s ?p 'a }", 2, 8), ('"', 1, 1), ("\\u0053ERVICE", 1, 1), ('ASK {}\n\n  "', 3, 3)],
)
def test_what_cannot_be_read_is_a_syntax_error_with_its_place(query: str, line: int, column: int) -> None:
    found = problem(query)
    assert (found.status, found.kind) == (400, "syntax")
    assert (found.facts["line"], found.facts["column"]) == (line, column)
    assert found.facts["source"]
    assert found.facts["advice"]
    assert str(found).startswith(f"line {line}, column {column}: ")
