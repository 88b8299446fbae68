"""Usual mistakes of SPARQL over HTTP: each is the client's fault, is named, and has its line with a mark."""

import httpx
import mistakes
import pytest
from mistakes import SHARED, Wrong, rows
from served import LABEL, term

TRIPLE_TERM = "CONSTRUCT { ?s <urn:p> <<( ?s <urn:q> 1 )>> } { ?s <urn:r>* ?o } LIMIT 1"


def asked(client: httpx.Client, query: str, accept: str) -> httpx.Response:
    return client.post("/sparql", data={"query": query}, headers={"Accept": accept})


@pytest.mark.parametrize("wrong", rows(), ids=lambda wrong: wrong.query[:60])
def test_a_mistake_is_named_and_marked_in_every_form(client: httpx.Client, wrong: Wrong) -> None:
    answer = asked(client, wrong.query, "application/sparql-results+json")
    problem = answer.json()
    assert answer.status_code == 400
    assert wrong.lacking(problem["detail"]) == []
    assert problem["line"] == 1
    assert problem["column"] <= len(wrong.query) + 1
    assert problem["detail"].endswith(problem["advice"])
    text = asked(client, wrong.query, "text/csv").text
    assert text == f"{problem['detail']}\n\n{problem['source']}\n"


@pytest.mark.parametrize("wrong", rows(SHARED) or [None], ids=lambda wrong: wrong.query[:60] if wrong else "absent")
def test_a_mistake_that_others_made_is_named(client: httpx.Client, wrong: Wrong | None) -> None:
    if wrong is None:
        pytest.skip(f"{SHARED.name} is not beside this checkout, in ../shared/cases/clients")
    answer = asked(client, wrong.query, "text/csv")
    if answer.status_code == 200:  # the row is about a prefix that is declared here
        assert wrong.words[0] == "prefix"
        return
    assert answer.status_code == 400
    assert wrong.lacking(answer.text) == []


@pytest.mark.parametrize("prefix", ["rdfs", "rdf", "owl", "xsd", "skos", "HP", "MONDO", "rkg", "biolink"])
def test_our_prefixes_need_no_declaration(client: httpx.Client, prefix: str) -> None:
    assert asked(client, f"ASK {{ {prefix}:1 ?p ?o }}", "text/csv").text == "false"


def test_a_query_declares_a_prefix_of_ours_otherwise(client: httpx.Client) -> None:
    query = f"PREFIX rdfs: <{term(1).value[:-1]}> SELECT ?label {{ rdfs:1 <{LABEL.value}> ?label }}"
    assert "Abnormality 1" in asked(client, query, "text/csv").text


@pytest.mark.parametrize("sent", [b"\xef\xbb\xbfASK {}", b"\xef\xbb\xbf# one\nASK {}"])
def test_a_byte_order_mark_at_the_beginning_is_passed_over(client: httpx.Client, sent: bytes) -> None:
    headers = {"Content-Type": "application/sparql-query", "Accept": "text/csv"}
    assert client.post("/sparql", content=sent, headers=headers).text == "true"


@pytest.mark.parametrize("around", ["SELECT ?s { ?s ?p ?o FILTER($) }", "SELECT ($ AS ?x) { ?s ?p ?o }"])
@pytest.mark.parametrize("call", ["<http://example.org/f>(?s)", "xsd:foo(?s)", "<http://example.org/f>(DISTINCT ?s)"])
def test_a_function_that_does_not_exist_is_named(client: httpx.Client, around: str, call: str) -> None:
    answer = asked(client, around.replace("$", call), "application/json")
    assert answer.status_code == 400
    assert "example.org/f" in answer.text or "XMLSchema#foo" in answer.text


def test_a_triple_term_is_not_acceptable_as_json_ld_and_is_as_turtle(client: httpx.Client) -> None:
    answer = asked(client, TRIPLE_TERM, "application/ld+json")
    assert answer.status_code == 406
    assert "JSON-LD does not support RDF 1.2" in answer.json()["detail"]
    assert asked(client, TRIPLE_TERM, "text/turtle").status_code == 200


def test_a_long_line_is_clipped_around_the_mark(client: httpx.Client) -> None:
    query = f"SELECT ?x {{ VALUES ?y {{ {'rdfs:label ' * 2000} }} ?x rdfs:label ?t rdfs:comment {'?é ' * 500} }}"
    problem = asked(client, query, "application/json").json()
    line, caret = problem["source"].split("\n")
    assert len(line) <= 120
    assert line[len(caret) - 1 :].startswith("rdfs:comment")
    assert query[problem["column"] - 1 :].startswith("rdfs:comment")


def test_the_table_of_mistakes_is_large_enough() -> None:
    assert len(mistakes.rows()) >= 90


def test_the_prefix_of_all_obo_terms_needs_no_declaration(client: httpx.Client) -> None:
    query = f"SELECT ?label {{ obo:{term(1).value.rpartition('/')[2]} rdfs:label ?label }}"
    assert "Abnormality 1" in asked(client, query, "text/csv").text
