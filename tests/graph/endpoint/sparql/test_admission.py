"""What a query may look like before a parser sees it: each limit of the text, and that it only reads."""

from dataclasses import replace

import pytest
from disguises import CLOSED, DISGUISES
from pyoxigraph import QuerySolutions, Store

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.sparql.admission import CHANGING, UPDATES, admit

LIMITS = Limits()


def problem(query: str, limits: Limits = LIMITS) -> Problem:
    with pytest.raises(Problem) as caught:
        admit(query, limits)
    return caught.value


@pytest.mark.parametrize("size", [1, 100, 65536])
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


def test_the_normal_form_folds_white_space_and_comments_and_nothing_else() -> None:
    normal = admit("ASK  {\n ?s ?p 'a  b' # c\n}", LIMITS).normal
    assert normal == admit("ASK { ?s ?p 'a  b' }", LIMITS).normal
    others = ["ASK { ?s ?p 'a b' }", "ASK{ ?s ?p 'a  b' }", "ASK { ?s ?p 'a  b'}", "ASK { ?s?p 'a  b' }"]
    assert normal not in {admit(other, LIMITS).normal for other in others}


def test_white_space_behind_an_absolute_iri_is_folded() -> None:
    query = "ASK { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o }"
    assert admit(query.replace(" ", "\n  "), LIMITS).normal == query


def test_queries_that_the_engine_reads_differently_have_different_normal_forms() -> None:
    # After an operand the engine reads < as an operator, so that what follows is a string and no IRI with a comment.
    first, second = "SELECT ?x { BIND('a'<'>#1' AS ?x) }", "SELECT ?x { BIND('a'<'>#' AS ?y) }"
    assert first.partition("#")[0] == second.partition("#")[0]
    assert [list(row) for row in rows(first)] != [list(row) for row in rows(second)]
    assert admit(first, LIMITS).normal != admit(second, LIMITS).normal


def rows(query: str) -> QuerySolutions:
    found = Store().query(query)
    assert isinstance(found, QuerySolutions)
    return found


@pytest.mark.parametrize("word", sorted(CHANGING))
def test_answers_that_change_are_known(word: str) -> None:
    assert admit(f"SELECT ({word.lower()}() AS ?x) {{}}", LIMITS).changing
    assert admit(f"SELECT ?x {{ BIND('a'<'>#' AS ?y) BIND({word}() AS ?x) }}", LIMITS).changing
    assert not admit(f"SELECT ?{word} {{ ?{word} ?p '{word}' }}", LIMITS).changing


def test_a_dataset_of_its_own_is_known() -> None:
    assert admit("SELECT * from <http://a/> { }", LIMITS).dataset
    assert not admit("SELECT ?from { ?from ?p 'FROM' }", LIMITS).dataset


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
    assert found.facts == {"line": line, "column": column}
    assert str(found).startswith(f"line {line}, column {column}: ")
