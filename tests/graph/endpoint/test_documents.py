"""The documents about the service: description, graph store, datasets, saved queries; health and metrics."""

import httpx
import pytest
from pyoxigraph import Store
from rdflib import DCAT, RDF, RDFS, SDO, SH, VOID, Graph, Namespace, URIRef
from served import BASE, TERMS, W3C, Endpoint, graph, quads

from rarekg.queries import catalog

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
PARSERS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}
DOCUMENTS = ("/sparql", "/.well-known/void", "/.well-known/sparql-examples", "/store?default")


def read(client: httpx.Client, path: str, accept: str = "text/turtle") -> Graph:
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == accept
    return Graph().parse(data=answer.text, format=PARSERS[accept])


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # rdflib's own, in its reader of JSON-LD
@pytest.mark.parametrize("path", DOCUMENTS)
def test_each_document_has_the_same_statements_in_every_format(client: httpx.Client, path: str) -> None:
    documents = [read(client, path, accept) for accept in PARSERS]
    assert len(documents[0]) > 0
    assert all(set(other) == set(documents[0]) for other in documents[1:])


@pytest.mark.parametrize("path", DOCUMENTS)
def test_each_document_has_turtle_as_its_first_format_and_refuses_what_is_no_rdf(
    client: httpx.Client, path: str
) -> None:
    assert client.get(path).headers["content-type"] == "text/turtle; charset=utf-8"
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406


def test_the_service_describes_itself(endpoint: Endpoint, client: httpx.Client) -> None:
    document, here = read(client, "/sparql"), URIRef(endpoint.sparql)
    assert (here, RDF.type, SD.Service) in document
    assert set(document.objects(here, SD.endpoint)) == {here}
    assert set(document.objects(here, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert set(document.objects(here, SD.feature)) == {SD.UnionDefaultGraph}
    formats = {str(name).removeprefix(str(FORMATS)) for name in document.objects(here, SD.resultFormat)}
    tables = {f"SPARQL_Results_{name}" for name in ("JSON", "XML", "CSV", "TSV")}
    assert formats == tables | {"Turtle", "N-Triples", "RDF_XML", "JSON-LD"}
    dataset = document.value(here, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in document
    assert (document.value(dataset, SD.defaultGraph), RDF.type, SD.Graph) in document


def test_the_description_counts_every_named_graph_and_links_its_contents(client: httpx.Client) -> None:
    document = read(client, "/sparql")
    store = Store()
    store.extend(quads())
    for name in store.named_graphs():
        iri = URIRef(str(name.value))
        assert (iri, SD.name, iri) in document
        contents = document.value(iri, SD.graph)
        count = int(str(document.value(contents, VOID.triples)))
        assert count == len(list(store.quads_for_pattern(None, None, None, name)))
        assert count == len(read(client, str(contents)))
    assert len(set(document.subjects(SD.name))) == len(list(store.named_graphs()))


def test_a_browser_gets_a_form(client: httpx.Client) -> None:
    answer = client.get(
        "/sparql", headers={"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    )
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert '<textarea id="query" name="query"' in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    scripts = [part.partition(">")[0] for part in answer.text.split("<script")[1:]]
    assert all(' src="/static/' in script for script in scripts)


def test_addresses_are_those_the_client_knows(client: httpx.Client) -> None:
    behind = {"Host": "graph.example.org"}
    document = Graph().parse(data=client.get("/sparql", headers=behind).text, format="turtle")
    assert (URIRef("http://graph.example.org/sparql"), RDF.type, SD.Service) in document
    for host in ("x>y", "a b", "<script>", "http://x", "x" * 300 + "!"):
        text = client.get("/sparql", headers={"Host": host}).text
        assert "<http://localhost/sparql>" in text
        assert host not in text


def test_the_graph_store_reads_a_named_graph(client: httpx.Client) -> None:
    document = read(client, f"/store?graph={graph('hpo').value}")
    assert len(document) == TERMS + TERMS - 1
    one = read(client, f"/store?graph={W3C}1.rdf")
    assert {str(subject) for subject in one.subjects()} == {f"{W3C}1.rdf"}


def test_the_graph_store_reads_the_default_graph(client: httpx.Client) -> None:
    assert len(read(client, "/store?default")) == len({quad.triple for quad in quads()})


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/store", 400),
        ("/store?default&graph=http://example.org/", 400),
        ("/store?graph=http://a/&graph=http://b/", 400),
        ("/store?graph=relative", 400),
        ("/store?graph=", 400),
        ("/store?graph=http://a%20b/", 400),
        ("/store?graph=http://a/%ff", 400),
        ("/store?graph=http://example.org/none", 404),
        ("/store/person/4.ttl", 404),
    ],
)
def test_the_graph_store_refuses(client: httpx.Client, address: str, status: int) -> None:
    for method in ("GET", "HEAD"):
        assert client.request(method, address).status_code == status


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_the_graph_store_only_reads(client: httpx.Client, method: str) -> None:
    answer = client.request(
        method, "/store?default", content=b"<a:> <b:> <c:> .", headers={"Content-Type": "text/turtle"}
    )
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_void_describes_the_datasets_and_the_endpoint(endpoint: Endpoint, client: httpx.Client) -> None:
    document = read(client, "/.well-known/void")
    whole, here = URIRef(f"{BASE}dataset/rarekg"), URIRef(endpoint.sparql)
    assert (whole, RDF.type, VOID.Dataset) in document  # from the store
    assert (whole, VOID.sparqlEndpoint, here) in document
    assert (here, RDF.type, DCAT.DataService) in document
    assert (here, DCAT.servesDataset, whole) in document
    assert (URIRef(f"{endpoint.url}/.well-known/void"), RDF.type, VOID.DatasetDescription) in document


def test_every_saved_query_is_an_executable_that_runs(endpoint: Endpoint, client: httpx.Client) -> None:
    document = read(client, "/.well-known/sparql-examples")
    texts = {"select": SH.select, "construct": SH.construct, "ask": SH.ask}
    assert set(document.subjects(RDF.type, SH.SPARQLExecutable)) == {
        URIRef(f"{endpoint.url}/.well-known/sparql-examples#{query.name}") for query in catalog.load()
    }
    for query in catalog.load():
        node = URIRef(f"{endpoint.url}/.well-known/sparql-examples#{query.name}")
        assert str(document.value(node, RDFS.comment)) == query.summary
        assert document.value(node, SDO.target) == URIRef(endpoint.sparql)
        text = str(document.value(node, texts[query.form]))
        assert text == query.text
        assert client.post("/sparql", data={"query": text}).status_code == 200


def test_documents_are_not_sent_again_unchanged(client: httpx.Client) -> None:
    for path in DOCUMENTS:
        tag = client.get(path).headers["etag"]
        again = client.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


def test_health_and_metrics(endpoint: Endpoint, client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "build": "first"}
    before = endpoint.metric("rarekg_requests_total", route="sparql", method="GET", status="400")
    client.get("/sparql?query=x")
    assert endpoint.metric("rarekg_requests_total", route="sparql", method="GET", status="400") == before + 1
    assert endpoint.metric("rarekg_problems_total", kind="syntax") >= 1
    assert endpoint.metric("rarekg_request_seconds_count", route="sparql") > 0
    workers = [endpoint.metric("rarekg_workers", pool=pool) for pool in ("queries", "pages")]
    assert sum(workers) == len(endpoint.workers())
    assert endpoint.metric("rarekg_build_info", build="first") == 1
