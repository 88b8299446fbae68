"""Rows sorted by keys that are read once, beside the engine's own order."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Store

from rarekg.graph.process import sorting
from rarekg.graph.process.sorting import sorted_by_keys

P, Q = NamedNode("urn:p"), NamedNode("urn:q")
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=4)
iris = st.text("abAB/é~", max_size=4).map(lambda end: NamedNode(f"urn:x:{end}"))
texts = text.map(Literal) | st.builds(
    lambda value, tag: Literal(value, language=tag), text, st.sampled_from(["en", "de"])
)
pairs = st.lists(st.tuples(iris, iris | texts), max_size=12)


def filled(rows: list[tuple[NamedNode, NamedNode | Literal]]) -> Store:
    store = Store()
    store.extend(Quad(subject, P, value) for subject, value in rows)
    return store


def answer(store: Store, query: str) -> list[tuple[str, ...]]:
    result = store.query(query)
    assert isinstance(result, QuerySolutions)
    names = [variable.value for variable in result.variables]
    return [(*names,), *(tuple(str(row[name]) for name in names) for row in result)]


def asking(store: Store) -> Callable[[str], QuerySolutions]:
    return lambda query: store.query(query)  # type: ignore[return-value]


@given(
    pairs,
    st.sampled_from(["?o ?s", "DESC(?o) ?s", "STR(?o) DESC(?s) ?o", "DESC(?s) DESC(?o)"]),
    st.integers(0, 9),
    st.integers(0, 9),
)
def test_the_order_is_that_of_the_engine(
    rows: list[tuple[NamedNode, NamedNode | Literal]], by: str, limit: int, offset: int
) -> None:
    store = filled(rows)
    for tail in ("", f" LIMIT {limit}", f" OFFSET {offset} LIMIT {limit}"):
        query = f"SELECT ?s ?o {{ ?s <urn:p> ?o }} ORDER BY {by}{tail}"
        changed = sorted_by_keys(query, asking(store))
        assert changed is not None
        assert answer(store, changed) == answer(store, query)


@given(pairs)
def test_unbound_values_come_first(rows: list[tuple[NamedNode, NamedNode | Literal]]) -> None:
    store = filled(rows)
    store.add(Quad(NamedNode("urn:x:a"), Q, Literal("other")))
    query = "SELECT ?s ?o ?q { ?s <urn:p> ?o OPTIONAL { ?s <urn:q> ?q } } ORDER BY ?q ?o ?s"
    changed = sorted_by_keys(query, asking(store))
    assert changed is not None
    assert answer(store, changed) == answer(store, query)


def test_rows_with_equal_keys_keep_their_order() -> None:
    store = filled([(NamedNode(f"urn:x:{number}"), Literal("same")) for number in range(50)])
    changed = sorted_by_keys("SELECT ?s ?o { ?s <urn:p> ?o } ORDER BY DESC(?o)", asking(store))
    assert changed is not None
    assert answer(store, changed) == answer(store, "SELECT ?s ?o { ?s <urn:p> ?o }")


def test_many_rows_are_cut_while_they_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorting, "HELD", 10)
    store = filled([(NamedNode(f"urn:x:{number:05}"), Literal(str(number % 7))) for number in range(9_000)])
    query = "SELECT ?s ?o { ?s <urn:p> ?o } ORDER BY DESC(?o) ?s LIMIT 30 OFFSET 5"
    changed = sorted_by_keys(query, asking(store))
    assert changed is not None
    assert answer(store, changed) == answer(store, query)


@pytest.mark.parametrize(
    "value", ["1", "1.5", "'2020-01-01'^^<http://www.w3.org/2001/XMLSchema#date>", "true", "'x'^^<urn:type>"]
)
def test_values_that_are_no_text_are_left_to_the_engine(value: str) -> None:
    query = f"SELECT ?v {{ VALUES ?v {{ {value} }} }} ORDER BY ?v"
    assert sorted_by_keys(query, asking(Store())) is None


def test_blank_nodes_are_left_to_the_engine() -> None:
    store = Store()
    store.add(Quad(BlankNode(), P, Literal("a")))
    assert sorted_by_keys("SELECT ?s ?o { ?s <urn:p> ?o } ORDER BY ?o", asking(store)) is None
    assert sorted_by_keys("SELECT ?s ?o { ?s <urn:p> ?o } ORDER BY ?s", asking(store)) is None


def test_more_rows_than_are_held_are_left_to_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorting, "MOST_ROWS", 3)
    store = filled([(NamedNode(f"urn:x:{number}"), Literal("a")) for number in range(4)])
    assert sorted_by_keys("SELECT ?s { ?s <urn:p> ?o } ORDER BY ?s", asking(store)) is None
    assert sorted_by_keys("SELECT ?s { ?s <urn:p> ?o } ORDER BY ?s LIMIT 4", asking(store)) is None
    assert sorted_by_keys("SELECT ?s { ?s <urn:p> ?o } ORDER BY ?s LIMIT 3", asking(store)) is not None


@pytest.mark.parametrize("query", ["SELECT ?s { ?s ?p } ORDER BY ?s", "SELECT ?s { ?s ?p ?o } ORDER BY no:such(?s)"])
def test_what_is_not_sparql_is_left_to_the_engine(query: str) -> None:
    assert sorted_by_keys(query, asking(Store())) is None
