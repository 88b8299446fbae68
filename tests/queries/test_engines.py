"""Each saved query has the same rows in every engine: the embedded one, Oxigraph, Virtuoso 7, Jena 4.5 and Jena 2.10.

Rows are compared as values, since engines print the same value in ways of their own (:mod:`comparable`). Where an
engine is wrong or cannot run a query, a table below says why, and the test fails once that is no longer so.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import comparable
import engines
import httpx
import java
import pytest
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store

from rarekg.queries.catalog import SavedQuery, load

Ask = Callable[[SavedQuery], str]
QUERIES = load()
SECONDS = 20  # a query takes milliseconds, so a slow one never ends in this
GRAPHS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
VIRTUOSO: Mapping[str, str] = MappingProxyType(
    {
        "definitions-of-disease": "an IRI that BIND copies behind a UNION is printed as text",
        "diseases-where-sources-differ": "groups with an unbound key are joined into one",
        "everything-about-disease": "a path with ? reaches nothing from a variable of VALUES",
        "phenotypes-telling-apart": "SQ142: a UNION of sub-SELECTs loses columns",
        "phenotypes-with-evidence": "SQ186: no more than 20 columns in DISTINCT",
        "phenotypes-with-lay-names": "a path with ? leaves out its start",
    }
)
# Not even tried, since the suite would wait; the first one stops the server for everybody while it is compiled.
ENDLESS: Mapping[str, str] = MappingProxyType(
    {
        "profiles-side-by-side": "compiling four sub-SELECTs takes minutes",
        "conflicting-frequencies": "it runs for tens of seconds on a few dozen statements",
        "diseases-with-conflicting-frequencies": "it runs for tens of seconds on a few dozen statements",
    }
)
_OLD = "sub-SELECTs, VALUES and OPTIONAL are joined in another way than in Jena 4.5, which follows the standard"
JENA_2: Mapping[str, str] = MappingProxyType(
    {
        "conflicting-frequencies": _OLD,
        "contradictions": _OLD,
        "diseases-explaining-phenotypes": _OLD,
        "diseases-where-sources-differ": "an empty group makes a row",
        "diseases-with-conflicting-frequencies": _OLD,
        "phenotypes-by-frequency": _OLD,
        "phenotypes-telling-apart": _OLD,
        "profiles-side-by-side": _OLD,
        "sources-of-statements": _OLD,
    }
)


@pytest.fixture(scope="module")
def folder(ipex: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the small graph, and with each saved query in a file of its own."""
    made = tmp_path_factory.mktemp("engines")
    with (made / "graph.nq").open("wb") as file:
        ipex.dump(file, RdfFormat.N_QUADS)
    (made / "queries").mkdir()
    for query in QUERIES:
        (made / "queries" / f"{query.name}.rq").write_text(query.text, encoding="utf-8")
    (made / "queries" / "graphs-of-the-store.rq").write_text(GRAPHS, encoding="utf-8")
    return made


def expected(store: Store, query: SavedQuery) -> object:
    """Return what the embedded engine answers."""
    results = store.query(query.text, use_default_graph_as_union=True)
    if isinstance(results, QueryTriples):
        text = results.serialize(format=RdfFormat.N_TRIPLES)
    else:
        text = results.serialize(format=QueryResultsFormat.JSON)
    assert text is not None
    return compared(query, text.decode())


def compared(query: SavedQuery, text: str) -> object:
    """Return an answer as values; rows are a bag, since engines sort texts and break ties in their own ways."""
    if query.form == "construct":
        return comparable.triples(text)
    header, rows = comparable.rows(text)
    return header, comparable.ordered(rows)


def differing(store: Store, ask: Ask, without: Mapping[str, str] | None = None) -> set[str]:
    """Return the names of the queries to which an engine has another answer, or none."""
    found = set()
    for query in QUERIES:
        if query.name in (without or {}):
            continue
        try:
            same = compared(query, ask(query)) == expected(store, query)
        except (OSError, httpx.HTTPError):
            same = False
        if not same:
            found.add(query.name)
    return found


def asked(engine: engines.Engine) -> Ask:
    def ask(query: SavedQuery) -> str:
        accept = "application/n-triples" if query.form == "construct" else "application/sparql-results+json"
        headers = {"Accept": accept}
        answer = httpx.post(engine.query, data={"query": query.text}, headers=headers, timeout=SECONDS)
        return answer.raise_for_status().text

    return ask


def counts(store: Store) -> dict[str, int]:
    found: dict[str, int] = {}
    for quad in store:
        found[str(quad.graph_name.value)] = found.get(str(quad.graph_name.value), 0) + 1
    return found


def counted(answer: str) -> dict[str, int]:
    _, rows = comparable.rows(answer)
    return {str(graph)[1:-1]: int(float(number[0])) for graph, number in rows}


def test_oxigraph_serves_the_same_rows(ipex: Store, tmp_path: Path) -> None:
    with engines.oxigraph(tmp_path, ipex, union=True) as engine:
        assert engine.counts() == counts(ipex)
        assert differing(ipex, asked(engine)) == set()


def test_virtuoso_serves_the_same_rows_but_where_it_is_known_not_to(ipex: Store, tmp_path: Path) -> None:
    with engines.virtuoso(tmp_path, ipex) as engine:
        known = counts(ipex)
        assert {graph: number for graph, number in engine.counts().items() if graph in known} == known
        assert differing(ipex, asked(engine), ENDLESS) == set(VIRTUOSO)


def test_jena_has_the_same_rows(ipex: Store, folder: Path, tmp_path: Path) -> None:
    java.arq(folder / "graph.nq", folder / "queries", tmp_path)
    assert counted((tmp_path / "graphs-of-the-store").read_text(encoding="utf-8")) == counts(ipex)
    assert differing(ipex, written(tmp_path)) == set()


def test_the_jena_of_owlready2_has_the_same_rows_but_where_it_is_known_not_to(
    ipex: Store, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "answers").mkdir()
    java.old_arq(folder / "graph.nq", folder / "queries", tmp_path / "answers", tmp_path)
    answers = tmp_path / "answers"
    assert counted((answers / "graphs-of-the-store").read_text(encoding="utf-8")) == counts(ipex)
    assert differing(ipex, written(answers)) == set(JENA_2)


def written(answers: Path) -> Ask:
    """Return what reads an answer of Jena; a query that it could not run has the reason in a file."""

    def ask(query: SavedQuery) -> str:
        if (answers / f"{query.name}.error").exists():
            raise OSError((answers / f"{query.name}.error").read_text(encoding="utf-8"))
        return (answers / query.name).read_text(encoding="utf-8")

    return ask


def test_the_tables_of_exceptions_name_saved_queries() -> None:
    assert {*VIRTUOSO, *ENDLESS, *JENA_2} <= {query.name for query in QUERIES}
    assert not VIRTUOSO.keys() & ENDLESS.keys()
