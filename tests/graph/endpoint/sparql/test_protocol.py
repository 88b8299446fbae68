"""SPARQL 1.1 Protocol, section 2: the query operation by real HTTP, in all its ways and with all its mistakes."""

import csv
import io
import xml.etree.ElementTree as ElementTree
from urllib.parse import quote, urlencode

import httpx
import pytest
from rdflib import Graph
from served import BASE, TERMS, TRICKY, W3C, graph, term

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
SELECT = "SELECT ?s { ?s a <http://xmlns.com/foaf/0.1/Document> }"
Parameter = str | int | float | bool | None
CONSTRUCT = "CONSTRUCT WHERE { ?s a <http://xmlns.com/foaf/0.1/Document> }"


def data(*numbers: int) -> list[str]:
    return [f"{W3C}{number}.rdf" for number in numbers]


def ask(client: httpx.Client, query: str, **datasets: list[str]) -> bool:
    """Return the boolean that all three ways of asking agree on."""
    pairs: list[tuple[str, Parameter]] = [
        (name.replace("_", "-"), value) for name, values in datasets.items() for value in values
    ]
    answers = [
        client.get("/sparql", params=[("query", query), *pairs]),
        client.post("/sparql", content=urlencode([("query", query), *pairs]), headers={"Content-Type": FORM}),
        client.post("/sparql", params=pairs, content=query, headers={"Content-Type": DIRECT}),
        client.post("/sparql/", params=pairs, content=urlencode({"query": query}), headers={"Content-Type": FORM}),
    ]
    assert [answer.status_code for answer in answers] == [200] * len(answers), answers[0].text
    booleans = {answer.json()["boolean"] for answer in answers}
    assert len(booleans) == 1
    return bool(booleans.pop())


def in_default(*numbers: int) -> str:
    return "ASK { " + " ".join(f"<{iri}> a ?type{at} ." for at, iri in enumerate(data(*numbers))) + " }"


def in_named(*numbers: int) -> str:
    return (
        "ASK { " + " ".join(f"GRAPH ?g{at} {{ <{iri}> a ?type{at} }}" for at, iri in enumerate(data(*numbers))) + " }"
    )


def test_the_default_graph_is_the_union_of_all(client: httpx.Client) -> None:
    assert ask(client, in_default(0, 1, 2, 3))
    assert ask(client, in_named(0, 1, 2, 3))


def test_a_protocol_dataset_is_all_there_is(client: httpx.Client) -> None:
    assert ask(client, in_default(1, 2), default_graph_uri=data(1, 2))
    assert not ask(client, in_default(3), default_graph_uri=data(1, 2))
    assert not ask(client, in_named(1), default_graph_uri=data(1, 2))
    assert ask(client, in_named(1, 2), named_graph_uri=data(1, 2))
    assert not ask(client, in_named(3), named_graph_uri=data(1, 2))
    assert not ask(client, in_default(1), named_graph_uri=data(1, 2))
    full = {"default_graph_uri": data(3), "named_graph_uri": data(1, 2)}
    assert ask(client, in_default(3), **full)
    assert ask(client, in_named(1, 2), **full)
    assert not ask(client, in_default(1), **full)
    assert not ask(client, in_named(3), **full)


def test_a_querys_own_dataset_holds_where_the_protocol_gives_none(client: httpx.Client) -> None:
    one, two = data(1, 2)
    assert ask(client, f"ASK FROM <{one}> {{ <{one}> a ?type }}")
    assert not ask(client, f"ASK FROM <{one}> {{ <{two}> a ?type }}")
    assert not ask(client, f"ASK FROM <{one}> {{ GRAPH ?g {{ <{one}> a ?type }} }}")
    assert ask(client, f"ASK FROM NAMED <{one}> {{ GRAPH ?g {{ <{one}> a ?type }} }}")
    assert not ask(client, f"ASK FROM NAMED <{one}> {{ <{one}> a ?type }}")
    assert not ask(client, f"ASKFROM<{one}>{{ <{two}> a ?type }}")
    assert ask(client, f"ASK {{ <{two}> a ?type·FROM FILTER(?type·FROM != 'from') }} # FROM <{one}>")


def test_the_protocols_dataset_comes_before_the_querys(client: httpx.Client) -> None:
    one, two = data(1, 2)
    query = f"ASK FROM <{one}> {{ <{one}> a ?type1 . <{two}> a ?type2 }}"
    assert ask(client, query, default_graph_uri=[one, two])
    assert not ask(client, f"ASK FROM <{one}> {{ <{one}> a ?type }}", default_graph_uri=[two])


def test_a_graph_that_is_not_there_is_empty_and_not_fetched(client: httpx.Client) -> None:
    assert not ask(client, "ASK { ?s ?p ?o }", default_graph_uri=["http://127.0.0.1:9/nothing"])
    assert not ask(client, "ASK FROM <http://127.0.0.1:9/nothing> { ?s ?p ?o }")


def test_parameters_of_others_are_passed_over(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "ASK {}", "format": "json", "timeout": "9", "debug": "on"})
    assert answer.json()["boolean"] is True


def test_relative_iris_are_resolved_against_the_builds_base(client: httpx.Client) -> None:
    assert ask(client, "ASK { GRAPH <graph/hpo> { ?s ?p ?o } }")
    assert ask(client, "BASE <http://kasei.us/2009/09/sparql/> ASK { <data/data1.rdf> a ?type }")


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, "application/sparql-results+json"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    ],
)
def test_solutions_in_every_format(client: httpx.Client, accept: str | None, content_type: str) -> None:
    query = f"SELECT ?label ?nothing {{ GRAPH <{graph('tricky').value}> {{ ?s ?p ?label }} }}"
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept} if accept else {})
    assert answer.headers["content-type"] == content_type
    assert label(answer) == TRICKY


def label(answer: httpx.Response) -> str | None:
    kind = answer.headers["content-type"].partition(";")[0]
    if kind.endswith("json"):
        assert answer.json()["head"] == {"vars": ["label", "nothing"]}
        return str(answer.json()["results"]["bindings"][0]["label"]["value"])
    if kind.endswith("xml"):
        namespace = "{http://www.w3.org/2005/sparql-results#}"
        return ElementTree.fromstring(answer.content).find(f".//{namespace}literal").text  # type: ignore[union-attr]
    if kind == "text/csv":
        return next(csv.DictReader(io.StringIO(answer.text, newline="")))["label"]
    name, value = (line.split("\t")[0] for line in answer.text.split("\n")[:2])
    assert name == "?label"
    return str(next(Graph().parse(data=f"<a:> <b:> {value} .", format="turtle").objects()))


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml"])
def test_a_boolean_in_the_formats_that_have_one(client: httpx.Client, accept: str) -> None:
    answer = client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": accept})
    assert answer.headers["content-type"] == accept
    assert "true" in answer.text


@pytest.mark.parametrize(
    ("accept", "content_type", "parser"),
    [
        (None, "text/turtle; charset=utf-8", "turtle"),
        ("text/turtle", "text/turtle; charset=utf-8", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/ld+json", "application/ld+json", "json-ld"),
    ],
)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # rdflib's own, in its reader of JSON-LD
@pytest.mark.parametrize("query", [CONSTRUCT, f"DESCRIBE <{W3C}0.rdf> <{W3C}1.rdf> <{W3C}2.rdf> <{W3C}3.rdf>"])
def test_graphs_in_every_format(
    client: httpx.Client, query: str, accept: str | None, content_type: str, parser: str
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept} if accept else {})
    assert answer.headers["content-type"] == content_type
    graph = Graph().parse(data=answer.text, format=parser)
    assert {str(subject) for subject in graph.subjects()} == set(data(0, 1, 2, 3))
    assert len(graph) == 4


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (SELECT, "text/turtle"),
        (CONSTRUCT, "text/csv"),
        ("ASK {}", "image/png"),
        ("ASK {}", "x"),
        (SELECT, "text/csv;q=0"),
    ],
)
def test_what_no_accepted_type_can_hold_is_not_acceptable(client: httpx.Client, query: str, accept: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 406


def test_the_order_of_solutions_is_preserved(client: httpx.Client) -> None:
    query = "SELECT ?s { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o } ORDER BY DESC(?s) LIMIT 3"
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert [row["s"]["value"] for row in rows] == [term(TERMS - at).value for at in (1, 2, 3)]


MISTAKES = {
    "no query but other parameters": ("GET", "?default-graph-uri=http%3A%2F%2Fa%2F", None, b"", 400),
    "two queries": ("GET", "?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", None, b"", 400),
    "two queries in a form": ("POST", "", FORM, b"query=ASK%20%7B%7D&query=ASK%20%7B%7D", 400),
    "a query in URL and form": ("POST", "?query=ASK%20%7B%7D", FORM, b"query=ASK%20%7B%7D", 400),
    "a query in URL and body": ("POST", "?query=ASK%20%7B%7D", DIRECT, b"ASK {}", 400),
    "an empty form": ("POST", "", FORM, b"", 400),
    "an empty body": ("POST", "", DIRECT, b"", 400),
    "syntax": ("GET", "?query=ASK%20%7B", None, b"", 400),
    "a graph that is no IRI": ("GET", "?query=ASK%20%7B%7D&default-graph-uri=x%20y", None, b"", 400),
    "a relative graph": ("GET", "?query=ASK%20%7B%7D&named-graph-uri=data1.rdf", None, b"", 400),
    "no content type": ("POST", "", None, b"query=ASK%20%7B%7D", 400),
    "wrong content type": ("POST", "", "text/plain", b"ASK {}", 415),
    "malformed content type": ("POST", "", ";;=", b"ASK {}", 415),
    "another charset": ("POST", "", f"{DIRECT}; charset=UTF-16", "ASK {}".encode("utf-16"), 415),
    "malformed UTF-8": ("POST", "", DIRECT, b"ASK { ?s ?p '\xff' }", 400),
    "malformed UTF-8 in a form": ("POST", "", FORM, b"query=ASK%20%7B%7D%23%ff", 400),
    "raw bytes in a form": ("POST", "", FORM, "query=ASK {} #é".encode(), 400),
    "malformed UTF-8 in the URL": ("GET", "?query=ASK%20%7B%7D%23%ff", None, b"", 400),
    "surrogates in the URL": ("GET", "?query=ASK%20%7B%7D%23%ED%A0%80", None, b"", 400),
    "an update in the URL": ("GET", "?update=CLEAR%20ALL", None, b"", 403),
    "an update in a form": ("POST", "", FORM, b"update=CLEAR+ALL", 403),
    "an update as the body": ("POST", "", "application/sparql-update", b"CLEAR ALL", 403),
    "an update as the query": ("POST", "", DIRECT, b"PREFIX a: <http://a/> INSERT DATA { a:a a:a a:a }", 403),
    "a method of none": ("PUT", "?query=ASK%20%7B%7D", FORM, b"", 405),
    "deleting": ("DELETE", "", None, b"", 405),
    "patching": ("PATCH", "", DIRECT, b"ASK {}", 405),
    "too many parameters": ("GET", "?query=ASK%20%7B%7D" + "&a=b" * 1001, None, b"", 400),
    "another path": ("GET", "x?query=ASK%20%7B%7D", None, b"", 404),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_problem_is_sent_as_text_or_json(client: httpx.Client, name: str) -> None:
    method, address, content_type, body, status = MISTAKES[name]
    headers = {"Content-Type": content_type} if content_type else {}
    for accept, kind in (("*/*", "text/plain"), ("application/sparql-results+json", "application/problem+json")):
        answer = client.request(
            method, f"/sparql{address}", headers={**headers, "Accept": accept}, content=body if body else None
        )
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"].partition(";")[0] == kind
        assert len(answer.text.splitlines()) == (4 if name == "syntax" and kind == "text/plain" else 1)
    problem = answer.json()
    assert problem["status"] == status
    assert problem["detail"]
    assert "Traceback" not in answer.text


def test_a_syntax_error_has_its_line_and_column(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "ASK {\n  ?s ?p"}, headers={"Accept": "application/json"})
    assert (answer.json()["line"], answer.json()["column"]) == (2, 8)
    assert "line 2, column 8" in answer.json()["detail"]
    assert answer.json()["source"] == "  ?s ?p\n       ^"
    assert answer.json()["advice"] == "write } where it ends"
    text = client.get("/sparql", params={"query": "ASK {\n  ?s ?p"}, headers={"Accept": "text/plain"}).text
    assert text == f"{answer.json()['detail']}\n\n{answer.json()['source']}\n"


def test_a_method_that_is_not_allowed_gets_the_allowed_ones(client: httpx.Client) -> None:
    allowed = client.put("/sparql").headers["allow"]
    assert {method.strip() for method in allowed.split(",")} == {"GET", "HEAD", "OPTIONS", "POST"}


def test_non_ascii_text_comes_through_every_way(client: httpx.Client) -> None:
    assert ask(client, "ASK { FILTER('日本語 é 🧬' = '\\u65E5本語 é \\U0001F9EC') }")
    raw = f"/sparql?query={quote('ASK {} # 日本語')}"
    assert client.get(raw).json()["boolean"] is True


def test_what_the_base_of_the_build_is(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT (<x> AS ?iri) {}"})
    assert answer.json()["results"]["bindings"][0]["iri"]["value"] == f"{BASE}x"
