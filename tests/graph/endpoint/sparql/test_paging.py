"""Results page by page: as the engine sorts them, and without ORDER BY in one order for a build."""

import csv
from io import StringIO

import served
from pyoxigraph import QuerySolutions, Store
from served import Endpoint

LABELS = "SELECT ?s ?label { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label }"
JOINED = "SELECT ?a ?c { ?a ?p ?b OPTIONAL { ?b ?q ?c } }"


def rows(endpoint: Endpoint, query: str) -> list[list[str]]:
    answer = endpoint.ask(query, accept="text/csv")
    assert answer.status_code == 200, answer.text
    return list(csv.reader(StringIO(answer.text)))[1:]


def pages(endpoint: Endpoint, query: str, size: int) -> list[list[str]]:
    found: list[list[str]] = []
    while part := rows(endpoint, f"{query} LIMIT {size} OFFSET {len(found)}"):
        found += part
    return found


def test_pages_in_order_are_the_engines_own(endpoint: Endpoint) -> None:
    for by in ("?s ?label", "DESC(?label) ?s", "STRLEN(STR(?label)) ?s ?label", "LCASE(?label) DESC(?s) ?label"):
        store = Store()
        store.bulk_extend(list(served.quads()))
        result = store.query(f"{LABELS} ORDER BY {by}", use_default_graph_as_union=True)
        assert isinstance(result, QuerySolutions)
        assert pages(endpoint, f"{LABELS} ORDER BY {by}", 97) == [[row[0].value, row[1].value] for row in result]


def test_pages_without_order_make_up_the_whole(endpoint: Endpoint) -> None:
    for query in (LABELS, JOINED):
        whole = rows(endpoint, query)
        assert len(whole) > served.TERMS
        assert pages(endpoint, query, 150) == whole
        with endpoint.like("--workers", "1") as other:
            assert pages(other, query, 211) == whole


def test_sorted_rows_are_written_in_every_format(endpoint: Endpoint) -> None:
    query = f"{LABELS} ORDER BY DESC(?s) LIMIT 2"
    last = served.term(served.TERMS - 1).value
    kinds = (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    )
    for kind in kinds:
        answer = endpoint.ask(query, accept=kind)
        assert answer.headers["content-type"].startswith(kind)
        assert answer.text.index(last) < answer.text.index(served.term(served.TERMS - 2).value)


def test_a_long_list_of_iris_is_answered_at_once(endpoint: Endpoint) -> None:
    listed = ", ".join(f"<{served.term(number).value}>" for number in range(0, 3_000, 3))
    found = rows(endpoint, LABELS.replace("}", f"FILTER(?s IN ({listed})) }}"))
    assert {row[0] for row in found} == {served.term(number).value for number in range(0, served.TERMS, 3)}
