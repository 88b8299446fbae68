"""Long lists of IRIs as VALUES, beside the engine's own answer to the query as it was written."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, QuerySolutions, Store

from rarekg.graph.process.membership import FEWEST, joined_lists

MANY = ", ".join(f"<urn:{number}>" for number in range(FEWEST))
NAMES = ", ".join(f"u:{number}" for number in range(FEWEST))
LIST = f"FILTER(?s IN ({MANY}))"
quads = st.lists(
    st.builds(
        lambda s, p, o: Quad(NamedNode(f"urn:{s}"), NamedNode(f"urn:{p}"), NamedNode(f"urn:{o}")),
        st.integers(15, 25),
        st.sampled_from("pq"),
        st.integers(15, 25),
    ),
    max_size=12,
)
GROUPS = (
    f"?s <urn:p> ?o {LIST}",
    f"?s <urn:p> ?o . {LIST} . ?o <urn:q> ?r",
    f"?s <urn:p> ?o ; <urn:q> ?r . OPTIONAL {{ ?o <urn:p> ?z }} {LIST}",
    f"?o <urn:p> ?s . MINUS {{ ?s <urn:q> ?o }} {LIST} FILTER(?o != <urn:20>)",
    f"?o <urn:q> ?t OPTIONAL {{ ?t <urn:p> ?s {LIST} }}",
    f"{{ ?s <urn:p> ?o {LIST} }} UNION {{ ?s <urn:q> ?o }}",
    f"?s <urn:p> ?o FILTER(?s IN ({MANY})) FILTER(?s IN (<urn:1>, {MANY}))",
    f"?s <urn:p> ?o filter ( ?s in ( {MANY.replace(', ', ' ,')} ) ) BIND(?o AS ?n)",
    f"{{ SELECT ?s {{ ?s <urn:p> ?o {LIST} }} }} ?s ?p ?o",
    f"?s <urn:p> ?o FILTER(?s IN ({NAMES}, u:16))",
)


@given(quads, st.sampled_from(GROUPS))
def test_the_answer_stays_the_same(data: list[Quad], group: str) -> None:
    store = Store()
    store.extend(data)
    query = f"PREFIX u: <urn:> SELECT * {{ {group} }}"
    changed = joined_lists(query)
    assert "VALUES" in changed

    def rows(text: str) -> Counter[tuple[str, ...]]:
        result = store.query(text)
        assert isinstance(result, QuerySolutions)
        names = sorted(variable.value for variable in result.variables)
        return Counter(tuple(str(row[name]) for name in names) for row in result)

    assert rows(changed) == rows(query)


@pytest.mark.parametrize(
    "group",
    [
        f"OPTIONAL {{ ?s <urn:p> ?o }} {LIST}",
        f"?x <urn:p> ?o {LIST}",
        f"?s <urn:p>* ?o {LIST}",
        f"?s <urn:p> ?o FILTER(?s NOT IN ({MANY}))",
        f"?s <urn:p> ?o FILTER(!(?s IN ({MANY})))",
        f"?s <urn:p> ?o FILTER(?s IN ({MANY}) || ?o = <urn:1>)",
        f"?s <urn:p> ?o FILTER(?s IN ({MANY}, ?o))",
        f"?s <urn:p> ?o FILTER(?s IN ({MANY}, 'text'))",
        f"?s <urn:p> ?o FILTER(?s IN ({MANY}, u:1))",
        f"?s <urn:p> ?o FILTER(?s IN ({MANY}, <./1>))",
        f"?s <urn:p> ?o FILTER(?s IN ({MANY}, <http://a/./1>))",
        f"?s <urn:p> ?o FILTER(?s IN ({MANY}, <urn:\\u0031>))",
        f"?s <urn:p> ?o FILTER(?s IN ({NAMES}, v:1))",
        f"?s <urn:p> ?o FILTER(?s IN ({NAMES}, u:\\~))",
        f"?x <urn:p> ?o FILTER EXISTS {{ ?s <urn:q> ?x {LIST} }}",
        f"?s <urn:p> ?o FILTER(?s IN ({', '.join(MANY.split(', ')[1:])}))",
        f"?s <urn:p> ?o FILTER(?s IN ({MANY})",
    ],
)
def test_lists_that_would_mean_something_else_stay(group: str) -> None:
    query = f"PREFIX u: <urn:> SELECT * {{ {group} }}"
    assert joined_lists(query) == query
