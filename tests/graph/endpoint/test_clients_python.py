"""pandas, rdflib, SPARQLWrapper and urllib3 in Python read results, tables and documents."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import asked
import pandas as pd
import pytest
import served
import urllib3
from pyoxigraph import NamedNode, Store
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from served import Endpoint, until
from SPARQLWrapper import CSV, SPARQLWrapper
from urllib3.util.retry import Retry

# Joins all statements with all statements: no endpoint has the time.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f && ?f < ?i) }"
QUERY_LINE = "path=/sparql status="


@pytest.mark.parametrize("address", ["/sparql?format=csv&", "/sparql.csv?", "/sparql?format=text/csv&"])
def test_pandas_reads_a_query_from_its_address(linked: Endpoint, address: str) -> None:
    table = pd.read_csv(f"{linked.url}{address}query={quote(asked.QUERY)}")
    assert list(table.columns) == ["phenotype", "label"]
    assert table.values.tolist() == asked.rows()


def test_pandas_may_send_a_header(linked: Endpoint) -> None:
    address = f"{linked.sparql}?query={quote(asked.QUERY)}"
    assert pd.read_csv(address, storage_options={"Accept": "text/csv"}).values.tolist() == asked.rows()


def test_pandas_reads_tabs(linked: Endpoint) -> None:
    count = f"SELECT (COUNT(DISTINCT ?phenotype) AS ?n) {{ <{asked.IPEX}> <{asked.RO_HAS_PHENOTYPE}> ?phenotype }}"
    table = pd.read_csv(f"{linked.url}/sparql?format=tsv&query={quote(count)}", sep="\t")
    assert table.to_dict("list") == {"?n": [len(asked.phenotypes())]}


def test_pandas_reads_a_saved_query(linked: Endpoint) -> None:
    table = pd.read_csv(f"{linked.url}/table.csv?saved=phenotypes-by-frequency&disease=MONDO:0010580")
    assert dict(zip(table["phenotype"], table["phenotypeLabel"], strict=True)) == asked.phenotypes()
    assert set(table["disease"]) == {asked.IPEX}


def test_sparqlwrapper_reads_a_table(linked: Endpoint) -> None:
    wrapper = SPARQLWrapper(linked.sparql)
    wrapper.setQuery(asked.QUERY)
    wrapper.setReturnFormat(CSV)
    lines = wrapper.queryAndConvert().decode().splitlines()  # type: ignore[union-attr]
    assert lines == ["phenotype,label", *(",".join(row) for row in asked.rows())]


def test_rdflibs_store_reads_a_disease(linked: Endpoint) -> None:
    graph = Graph(SPARQLStore(linked.sparql))
    found = {str(thing) for thing in graph.objects(URIRef(asked.IPEX), URIRef(asked.RO_HAS_PHENOTYPE))}
    assert found == set(asked.phenotypes())


@pytest.mark.parametrize("suffix", ["", ".ttl", ".rdf", ".nt", ".jsonld"])
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # rdflib's own, in its reader of JSON-LD
def test_rdflib_reads_the_whole_document_of_a_disease(linked: Endpoint, linked_store: Store, suffix: str) -> None:
    graph = Graph().parse(f"{linked.url}/MONDO:0010580{suffix}")
    about = linked_store.quads_for_pattern(None, NamedNode(asked.HAS_SUBJECT), NamedNode(asked.IPEX), None)
    expected = {str(quad.subject.value) for quad in about if isinstance(quad.subject, NamedNode)}
    assert {str(each) for each in graph.subjects(URIRef(asked.HAS_SUBJECT), URIRef(asked.IPEX))} == expected != set()
    found = {str(each) for each in graph.objects(URIRef(asked.IPEX), URIRef(asked.RO_HAS_PHENOTYPE))}
    assert found == set(asked.phenotypes())


@pytest.fixture(scope="module")
def hurried(linked_home: Path) -> Iterator[Endpoint]:
    """Run an endpoint that gives a query one second."""
    with served.endpoint(linked_home, "--timeout", "1") as running:
        yield running


def test_a_client_that_retries_repeats_no_query_that_used_its_time(hurried: Endpoint) -> None:
    with urllib3.PoolManager(retries=Retry(total=2, backoff_factor=0.1)) as pool:
        answer = pool.request("GET", f"{hurried.sparql}?{urlencode({'query': ENDLESS})}")
    assert (answer.status, "Retry-After" in answer.headers) == (504, False)
    until(lambda: QUERY_LINE in hurried.log.read_text(encoding="utf-8"))  # it is written after the answer
    assert hurried.log.read_text(encoding="utf-8").count(QUERY_LINE) == 1
