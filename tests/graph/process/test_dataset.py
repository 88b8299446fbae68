"""Which queries name their own dataset is what the engine says, whatever surrounds the letters of FROM."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, Store

from rarekg.graph.process.dataset import names_dataset
from rarekg.ontology.prefixes import prefix_map

BASE = "http://example.org/"
ONE, TWO, P = (NamedNode(BASE + name) for name in ("one", "two", "p"))


@pytest.fixture(scope="module")
def store() -> Store:
    """Return a store with a triple in each of two graphs and none in the default graph."""
    made = Store()
    made.extend(Quad(graph, P, Literal("from"), graph) for graph in (ONE, TWO))
    return made


def seen(store: Store, query: str, *, union: bool) -> set[str]:
    """Return which of ONE and TWO are in the result of ``query``."""
    found = store.query(query, base_iri=BASE, use_default_graph_as_union=union)
    assert not isinstance(found, QueryBoolean)
    return {str(term) for row in found for term in row} & {str(ONE), str(TWO)}


def test_the_engine_passes_over_from_where_the_default_graph_is_the_union(store: Store) -> None:
    query = "SELECT ?s FROM <one> { ?s ?p ?o }"
    assert seen(store, query, union=True) == {str(ONE), str(TWO)}
    assert seen(store, query, union=False) == {str(ONE)}


def test_without_the_union_a_query_that_names_no_dataset_finds_nothing(store: Store) -> None:
    query = "SELECT ?s { ?s ?p ?o }"
    assert seen(store, query, union=True) == {str(ONE), str(TWO)}
    assert seen(store, query, union=False) == set()


# Each query with whether it has a FROM clause, by the grammar.
READINGS = {
    "SELECT ?s FROM <one> { ?s ?p ?o }": True,
    "SELECT ?s from<one>{ ?s ?p ?o }": True,
    "SELECT*FROM<one>{ ?s ?p ?o }": True,
    "SELECT ?s FROM NAMED <one> { GRAPH ?g { ?s ?p ?o } }": True,
    "SELECT ?s FROM#FROM\n<one> { ?s ?p ?o }": True,
    "SELECT DISTINCT*FROM<one>FROM<two>{ ?s ?p ?o }": True,
    "CONSTRUCTFROM<one>WHERE{ ?s ?p ?o }": True,
    "DESCRIBE<one>FROM<one>": True,
    "SELECT ?s (1<2#>'''\n AS ?x)FROM<one>#'''\n{ ?s ?p ?o }": True,
    "SELECT ?s (COALESCE(1<2,'''a>''') AS ?x)FROM<one>{ ?s ?p ?o }": True,
    "PREFIX from: <http://from.example/> SELECT ?s FROM <one> { ?s ?p ?o FILTER(from:x != ?s) }": True,
    "SELECT ?s { ?s ?p ?o }": False,
    "SELECT ?s { ?s ?p ?o } # FROM <one>": False,
    "SELECT ?s { ?s ?p ?o FILTER(?o = 'from') }": False,
    "SELECT ?s { ?s ?p ?o FILTER(?o != '''FROM <one>''') }": False,
    "SELECT ?from { ?from ?p ?frqm }": False,
    "SELECT ?from { ?from ?frqm ?frqqm }": False,
    "SELECT ?s·FROM { ?s·FROM ?p ?o }": False,
    "SELECT ?、FROM { ?、FROM ?p ?o }": False,
    "PREFIX from: <> SELECT ?s { ?s from:p ?o }": False,
    "SELECT ?s { ?s ?p ?o FILTER(?s != <http://from.example/%fFROM>) }": False,
    "SELECT ?s { ?s ?p ?o FILTER(?o != '\\u00aFROM'@en-from) }": False,
    "SELECT ?s { ?s ?p ?o FILTER(1<2#>FROM\n) }": False,
    "SELECT ?s { ?s ?p ?o FILTER('1'<'>FROM') }": False,
}


@pytest.mark.parametrize("query", READINGS)
def test_a_query_has_the_default_graph_that_it_asks_for(store: Store, query: str) -> None:
    assert names_dataset(query, BASE) == READINGS[query]
    expected = {str(ONE)} if READINGS[query] and "FROM<two>" not in query else {str(ONE), str(TWO)}
    assert seen(store, query, union=not names_dataset(query, BASE)) == expected


LETTERS = ["FROM", "from", "?from", "fr", "om", "frqm"]
OTHERS = ["<one>", "?s", "'", "'''", "#", "\n", " ", "<", ">", "1", "(", ")", "*", ":", " as ?x)", ","]
IN_DEFAULT = Store()
IN_DEFAULT.add(Quad(ONE, P, ONE))


@given(st.sampled_from(["*", "?s ", "(1 as ?y)", "(1<"]), st.lists(st.sampled_from([*LETTERS, *OTHERS]), max_size=9))
@example("*", ["FROM", "<one>"])
@example("?s ", ["(", "1", "<", "1", "#", ">", "'''", "\n", " as ?x)", "FROM", "<one>", "#", "'''", "\n"])
def test_the_default_graph_is_out_of_sight_of_a_query_with_a_clause(first: str, pieces: list[str]) -> None:
    query = f"SELECT {first}{''.join(pieces)}{{ ?s ?p ?o }}"
    try:
        found = list(IN_DEFAULT.query(query, base_iri=BASE))  # type: ignore[arg-type]  # it is a SELECT
    except SyntaxError:
        return
    assert names_dataset(query, BASE) == (not found)


def test_no_prefix_of_ours_has_the_letters() -> None:
    assert not [prefix for prefix in prefix_map() if "from" in prefix.casefold()]


def test_no_saved_query_names_a_dataset() -> None:
    texts = [file.read_text(encoding="utf-8") for file in Path(__file__).parents[3].glob("queries/*/*.rq")]
    assert len(texts) > 20
    assert not [text for text in texts if names_dataset(text, BASE, prefix_map())]


def test_what_the_engine_cannot_read_or_run_is_left_to_the_engine() -> None:
    assert names_dataset("ASK FROM", BASE)
    assert not names_dataset("ASK { FILTER(<http://example.org/from>(1)) }", BASE)
