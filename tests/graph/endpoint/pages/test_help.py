"""What a program finds that knows only the endpoint: help, and the queries of SIB's tools."""

import json
from collections import Counter

import httpx
import pytest
import served
from pyoxigraph import Literal, NamedNode, Store
from rdflib import RDF, RDFS, SH, VOID, Graph, Namespace

from rarekg.graph.endpoint.pages import guide
from rarekg.ontology.prefixes import expand, prefix_map
from rarekg.queries import catalog

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
IPEX = "http://purl.obolibrary.org/obo/MONDO_0010580"
PREFIXES = """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX void: <http://rdfs.org/ns/void#> PREFIX void-ext: <http://ldf.fi/void-ext#>"""


def asked(client: httpx.Client, query: str) -> list[dict[str, str]]:
    """Return the rows of ``query``, each variable with its value's text."""
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "application/sparql-results+json"})
    assert answer.status_code == 200, answer.text
    rows = json.loads(answer.text)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


def objects(store: Store, subject: str, predicate: str) -> set[str]:
    found = store.quads_for_pattern(NamedNode(subject), NamedNode(expand(predicate)), None)
    return {quad.object.value for quad in found if isinstance(quad.object, NamedNode | Literal)}


def test_sibs_query_for_prefixes_has_all_of_them(client: httpx.Client) -> None:
    rows = asked(
        client,
        f"{PREFIXES} SELECT DISTINCT ?prefix ?namespace WHERE {{ [] sh:namespace ?namespace ; sh:prefix ?prefix . }} "
        "ORDER BY ?prefix",
    )
    assert {row["prefix"]: row["namespace"] for row in rows} == prefix_map()
    assert len(rows) == len(prefix_map())


def test_sibs_query_for_examples_has_every_saved_query(client: httpx.Client) -> None:
    rows = asked(
        client,
        f"{PREFIXES} SELECT DISTINCT ?sq ?comment ?query WHERE {{ ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; "
        "sh:select|sh:ask|sh:construct|sh:describe ?query . } ORDER BY ?sq",
    )
    found = {row["sq"].partition("#")[2]: (row["comment"], row["query"]) for row in rows}
    assert found == {query.name: (query.summary, query.text.strip()) for query in catalog.load()}


def test_sibs_query_for_classes_has_what_loops_over_the_store_find(client: httpx.Client, facts: Store) -> None:
    rows = asked(
        client,
        f"{PREFIXES} SELECT DISTINCT ?subjectClass ?prop ?objectClass ?objectDatatype WHERE {{ "
        "{ ?cp void:class ?subjectClass ; void:propertyPartition ?pp . ?pp void:property ?prop . "
        "OPTIONAL { { ?pp void:classPartition [ void:class ?objectClass ] . } UNION "
        "{ ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] . } } } UNION "
        "{ ?linkset void:subjectsTarget [ void:class ?subjectClass ] ; void:linkPredicate ?prop ; "
        "void:objectsTarget [ void:class ?objectClass ] . } }",
    )
    kinds: dict[object, set[str]] = {}
    for quad in facts.quads_for_pattern(None, NamedNode(expand("rdf:type")), None):
        assert isinstance(quad.object, NamedNode)
        kinds.setdefault(quad.subject, set()).add(quad.object.value)
    expected: dict[tuple[str, str], set[str]] = {}
    for quad in facts:
        if "harmed" in str(quad.object):  # tests/support/walked.py adds it to the finished store
            continue
        for kind in kinds.get(quad.subject, ()):
            ends = expected.setdefault((kind, quad.predicate.value), set())
            ends |= {quad.object.datatype.value} if isinstance(quad.object, Literal) else kinds.get(quad.object, set())
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        ends = found.setdefault((row["subjectClass"], row["prop"]), set())
        ends |= {row[name] for name in ("objectClass", "objectDatatype") if name in row}
    assert found == expected
    association = expand("biolink:DiseaseToPhenotypicFeatureAssociation")
    assert expand("biolink:Disease") in found[association, expand("oban:association_has_subject")]


def test_the_service_description_has_prefixes_examples_and_partitions(client: httpx.Client) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    document = Graph().parse(data=answer.text, format="turtle")
    assert {str(prefix) for prefix in document.objects(None, SH.prefix)} == prefix_map().keys()
    assert len(set(document.subjects(RDF.type, SH.SPARQLExecutable))) == len(catalog.load())
    assert len(list(document.triples((None, VOID.propertyPartition, None)))) > 100
    (service,) = document.subjects(RDF.type, SD.Service)
    (collection,) = document.objects(service, SD.availableGraphs)
    names = set(document.objects(collection, SD.namedGraph))
    assert names == set(document.subjects(RDF.type, SD.NamedGraph))
    for link in document.objects(service, RDFS.seeAlso):
        assert client.get(str(link)).status_code == 200, link


@pytest.mark.parametrize("path", ["/sparql", "/sparql?query=ASK%7B%7D", "/help", "/llms.txt"])
def test_each_answer_leads_to_the_documents(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Accept": "*/*"})
    links = [part.split(">")[0].strip(" <") for part in answer.headers["link"].split(",")]
    assert {"/.well-known/void", "/.well-known/sparql-examples", "/vocab", "/shapes", "/help"} < set(links)
    assert len(answer.headers["link"]) < 400
    for link in links:
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("accept", ["text/markdown", "text/plain", "*/*", "text/html,*/*;q=0.1"])
def test_help_is_in_the_form_that_is_asked_for(client: httpx.Client, site: served.Endpoint, accept: str) -> None:
    answer = client.get("/help", headers={"Accept": accept})
    assert answer.status_code == 200
    html = "html" in accept
    assert answer.headers["content-type"].startswith("text/html" if html else accept.replace("*/*", "text/markdown"))
    for example in guide.EXAMPLES:
        assert example.question in answer.text
    assert html or f"SPARQL endpoint: {site.url}/sparql" in answer.text
    assert client.get("/help", headers={"Accept": "image/png"}).status_code == 406


def test_the_guide_for_agents_is_the_help_as_text(client: httpx.Client) -> None:
    guided = client.get("/llms.txt")
    assert guided.headers["content-type"] == "text/plain; charset=utf-8"
    assert guided.text == client.get("/help", headers={"Accept": "text/markdown"}).text
    assert guided.text.startswith("# rarekg\n")


@pytest.mark.parametrize("path", guide.ADDRESSES)
def test_each_address_of_the_guide_answers(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 200


def test_the_queries_of_the_guide_have_the_right_rows(client: httpx.Client, facts: Store) -> None:
    by_name, phenotypes, stated, below, ids = (
        asked(client, guide.whole(example, prefix_map())) for example in guide.EXAMPLES
    )
    assert [row["disease"] for row in by_name] == [IPEX]
    has = objects(facts, IPEX, "RO:0002200")
    assert len(has) > 3
    assert {row["phenotype"] for row in phenotypes} == has
    assert [row["label"] for row in phenotypes] == sorted(row["label"] for row in phenotypes)
    subject = facts.quads_for_pattern(None, NamedNode(expand("oban:association_has_subject")), NamedNode(IPEX))
    about = [str(quad.subject)[1:-1] for quad in subject]
    kind = expand("biolink:DiseaseToPhenotypicFeatureAssociation")
    expected = Counter(
        phenotype
        for row in about
        if kind in objects(facts, row, "rdf:type")
        for phenotype in objects(facts, row, "oban:association_has_object")
    )
    assert Counter(row["phenotype"] for row in stated) == expected
    above = NamedNode(expand("HP:0025031"))
    under = {str(quad.subject) for quad in facts.quads_for_pattern(None, NamedNode(expand("rkg:subsumedBy")), above)}
    pairs = facts.quads_for_pattern(None, NamedNode(expand("RO:0002200")), None)
    assert {f"<{row['disease']}>" for row in below} == {
        str(quad.subject) for quad in pairs if str(quad.object) in under
    }
    assert below
    assert {row["id"] for row in ids} == objects(facts, IPEX, "skos:exactMatch")
    assert ids
