"""Real clients, unchanged: curl, SPARQLWrapper, rdflib's SPARQLStore, and comunica in JavaScript."""

import json
import shutil
import subprocess
from typing import Any

import comunica
import pytest
from rdflib import RDFS, Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from served import TERMS, TRICKY, W3C, Endpoint, graph, term
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, QueryBadFormed

LABELS = "?s <http://www.w3.org/2000/01/rdf-schema#label> ?label FILTER(LANG(?label) = 'en')"
TEN = f"SELECT ?s ?label {{ {LABELS} }} ORDER BY ?s LIMIT 10"
DESCRIBED = f"DESCRIBE <{W3C}1.rdf>"


def curl(*arguments: str) -> str:
    program = shutil.which("curl")
    if program is None:
        pytest.skip("curl is not installed")
    done = subprocess.run(
        [program, "--silent", "--show-error", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_curl_asks_in_every_way(endpoint: Endpoint) -> None:
    ways = [
        ["--get", "--data-urlencode", f"query={TEN}"],
        ["--data-urlencode", f"query={TEN}"],
        ["--header", "Content-Type: application/sparql-query", "--data-binary", TEN],
        ["--data-urlencode", f"query={TEN}", "--compressed", "--http1.0"],
        ["--data-urlencode", f"query={TEN}", "--http2"],  # offers HTTP/2, which the server does not speak
    ]
    answers = [json.loads(curl(endpoint.sparql, *way))["results"]["bindings"] for way in ways]
    assert all(answer == answers[0] for answer in answers)
    assert [row["s"]["value"] for row in answers[0]] == [term(number).value for number in range(10)]


def test_curl_sees_that_a_result_broke_off(endpoint: Endpoint) -> None:
    program = shutil.which("curl")
    if program is None:
        pytest.skip("curl is not installed")
    large = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    command = [program, "--silent", "--output", "/dev/null", "--data-urlencode", f"query={large}", endpoint.sparql]
    assert subprocess.run(command, check=False).returncode == 18  # partial file


def converted(wrapper: SPARQLWrapper) -> Any:  # noqa: ANN401 - what it is depends on the format that was asked for
    return wrapper.queryAndConvert()


@pytest.mark.parametrize(("method", "way"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper_reads_solutions(endpoint: Endpoint, method: str, way: str) -> None:
    wrapper = SPARQLWrapper(endpoint.sparql)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(way)
    wrapper.setQuery(TEN)
    wrapper.setReturnFormat(JSON)
    found = converted(wrapper)
    assert len(found["results"]["bindings"]) == 10
    wrapper.setReturnFormat(XML)
    assert len(converted(wrapper).getElementsByTagName("result")) == 10
    for table in (CSV, TSV):
        wrapper.setReturnFormat(table)
        assert term(3).value in converted(wrapper).decode()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # rdflib's own, in SPARQLWrapper and its reader of JSON-LD
@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, JSONLD, XML])
def test_sparqlwrapper_reads_graphs(endpoint: Endpoint, form: str) -> None:
    wrapper = SPARQLWrapper(endpoint.sparql)
    wrapper.setQuery(DESCRIBED)
    wrapper.setReturnFormat(form)
    found = converted(wrapper)
    graph = found if isinstance(found, Graph) else Graph().parse(data=found)
    assert {str(subject) for subject in graph.subjects()} == {f"{W3C}1.rdf"}


def test_sparqlwrapper_understands_problems(endpoint: Endpoint) -> None:
    wrapper = SPARQLWrapper(endpoint.sparql)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery("SELECT * { ?s ?p")
    with pytest.raises(QueryBadFormed, match="line 1, column 17"):
        wrapper.query()
    wrapper.setQuery("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c < ?f) }")
    with pytest.raises((EndPointInternalError, OSError), match=r"504|too long"):
        wrapper.query()


@pytest.mark.parametrize("returned", ["xml", "json", "csv", "tsv"])
@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_the_endpoint_as_a_store(endpoint: Endpoint, method: str, returned: str) -> None:
    store = SPARQLStore(endpoint.sparql, method=method, returnFormat=returned)
    union = Graph(store)
    rows = list(union.query(TEN))
    assert [str(row[0]) for row in rows] == [term(number).value for number in range(10)]  # type: ignore[index]
    if returned == "xml":
        assert (URIRef(term(7).value), RDFS.label, Literal("Abnormality 7", lang="en")) in union
        assert len(union) == 2 * TERMS + 5  # labels, parents, four documents, a tricky label, a dataset


def test_rdflib_reads_one_named_graph_of_the_dataset(endpoint: Endpoint) -> None:
    tricky = Graph(SPARQLStore(endpoint.sparql), identifier=URIRef(graph("tricky").value))
    assert list(tricky) == [(URIRef(term(1).value), RDFS.label, Literal(TRICKY))]


def test_comunica_reads_solutions(endpoint: Endpoint) -> None:
    found = comunica.solutions(endpoint.sparql, TEN)
    assert [row["s"]["value"] for row in found] == [term(number).value for number in range(10)]


def test_comunica_reads_what_is_hard_to_write(endpoint: Endpoint) -> None:
    query = f"SELECT ?label {{ GRAPH <{graph('tricky').value}> {{ ?s ?p ?label }} }}"
    assert [row["label"]["value"] for row in comunica.solutions(endpoint.sparql, query)] == [TRICKY]


def test_comunica_reads_graphs_and_booleans(endpoint: Endpoint) -> None:
    described = comunica.ask(endpoint.sparql, f"CONSTRUCT WHERE {{ <{W3C}1.rdf> ?p ?o }}", "text/turtle")
    assert len(Graph().parse(data=described, format="turtle")) == 1
    assert "true" in comunica.ask(endpoint.sparql, "ASK { ?s ?p ?o }", "application/sparql-results+json")
