"""Rows of a query as columns of text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from rarekg.graph.tables.extraction import select
from rarekg.ontology.errors import QueryError

S, P = NamedNode("http://example.org/s"), NamedNode("http://example.org/p")
DATATYPE = NamedNode("http://example.org/datatype")
TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from('\\"\t\n\r<>@^,nrt'), st.characters(exclude_characters="\0", exclude_categories=["Cs"])
    )
)


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["plain", "en", "typed"]))))
def test_any_text_comes_back_as_it_was_stored(texts: list[tuple[str, str]]) -> None:
    made = {
        Literal(text)
        if kind == "plain"
        else Literal(text, language="en")
        if kind == "en"
        else Literal(text, datatype=DATATYPE)
        for text, kind in texts
    }
    store = Store()
    store.extend(Quad(S, P, literal) for literal in made)
    rows = select(store, "SELECT ?text { ?s ?p ?text }")
    assert sorted(rows["text"].to_pylist()) == sorted(literal.value for literal in made)


def test_columns_agree_with_the_engine_row_by_row(store: Store) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o }"
    solutions = store.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    expected = [tuple(term.value for term in row) for row in solutions]  # no triple terms
    rows = select(store, query)
    assert list(zip(*(rows[name].to_pylist() for name in "spo"), strict=True)) == expected


def test_what_is_unbound_is_null_and_what_is_empty_is_text() -> None:
    store = Store()
    store.add(Quad(S, P, Literal("")))
    rows = select(store, "SELECT ?o ?none { ?s ?p ?o OPTIONAL { ?s <http://example.org/q> ?none } }")
    assert rows.to_pylist() == [{"o": "", "none": None}]


def test_no_row_keeps_its_columns() -> None:
    assert select(Store(), "SELECT ?s ?o { ?s ?p ?o }").column_names == ["s", "o"]


def test_only_a_select_query_makes_a_table() -> None:
    with pytest.raises(QueryError, match="SELECT"):
        select(Store(), "ASK { ?s ?p ?o }")
