"""Solutions are counted in the bytes of a result as if they had been counted one by one, however the bytes are cut."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store

from rarekg.graph.process.rows import COUNTERS
from rarekg.graph.process.worker import FORMATS

# All but ,{}, which the counter of JSON takes for a solution.
TEXTS = st.text(max_size=12) | st.sampled_from(
    ["},{", "[{", "},{a", '"bindings":[{', '"},{"', '\\"},{', "<result>", "a\nb", 'a"\n"b', '"', "\\", "]]>"]
)


def counted(body: bytes, form: str, cuts: list[int]) -> int:
    count = COUNTERS[form]()
    found, at = 0, 0
    for cut in [*sorted(cut % (len(body) + 1) for cut in cuts), len(body)]:
        found = count(body[at:cut])
        at = cut
    return found


def body(query: str, store: Store, form: QueryResultsFormat) -> tuple[int, bytes]:
    rows = store.query(query)
    again = store.query(query)
    assert isinstance(rows, QuerySolutions)
    assert isinstance(again, QuerySolutions)
    text = again.serialize(format=form)
    assert text is not None
    return len(list(rows)), text


@settings(deadline=None, max_examples=150)
@given(st.lists(TEXTS, max_size=8), st.lists(st.integers(0, 5000), max_size=5), st.sampled_from(sorted(COUNTERS)))
def test_rows_are_counted_whatever_is_in_them(values: list[str], cuts: list[int], form: str) -> None:
    store = Store()
    for number, value in enumerate(values):
        store.add(Quad(BlankNode(f"b{number}"), NamedNode("http://x/},{<result>"[:9]), Literal(value)))
    query = "SELECT ?s ?o { ?s ?p ?o } "
    rows, text = body(query, store, FORMATS[form])
    assert counted(text, form, cuts) == rows == len(values)


@pytest.mark.parametrize("form", sorted(COUNTERS))
def test_solutions_without_any_binding_count(form: str) -> None:
    rows, text = body("SELECT ?x { VALUES ?y { 1 2 3 } }", Store(), FORMATS[form])
    assert rows == 3
    assert counted(text, form, []) == 3
    assert form != "json" or json.loads(text)["results"]["bindings"] == [{}, {}, {}]
