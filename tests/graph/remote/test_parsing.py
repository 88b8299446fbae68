"""Reading a query as the embedded engine does, before another engine gets it."""

import pytest
from pyoxigraph import Store

from rarekg.graph.remote.parsing import OfEngineError, form
from rarekg.ontology.prefixes import prefix_map
from rarekg.queries.federation import FederationError

SERVICE = (
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "ASK { service silent ?x { ?s ?p ?o } }",
    "ASK { FILTER(trueSERVICE<http://127.0.0.1:9/>{}) }",
    "SELECT * { ?s ?p ?o OPTIONAL { Service <http://127.0.0.1:9/> {} } }",
)


@pytest.mark.parametrize("query", SERVICE)
def test_no_query_with_a_service_clause_has_a_form(query: str) -> None:
    with pytest.raises((FederationError, SyntaxError)):
        form(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?SerQice ?service { ?service a ?SerQice FILTER(?service != 'service') } # SERVICE",
        "PREFIX service: <http://example.org/service/> SELECT * { ?s service:service service:serqice }",
    ],
)
def test_the_letters_may_stand_in_names_strings_and_comments(query: str) -> None:
    assert form(query) == "rows"


@pytest.mark.parametrize(
    "query", ["SELECT * { ?s ?p }", "SELECT", "ASK { nowhere:a ?p ?o }", "ASK { ?s ?p 'service }", "DELETE {} WHERE {}"]
)
def test_a_mistake_is_that_of_the_embedded_engine(query: str) -> None:
    with pytest.raises(SyntaxError) as engine:
        Store().query(query)
    with pytest.raises(SyntaxError) as ours:
        form(query)
    assert str(ours.value) == str(engine.value)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (bif:http_get('http://127.0.0.1/') AS ?x) {}",
        "SELECT (<bif:file_to_string>('/etc/passwd') AS ?x) {}",
        "PREFIX call: <SQL:> SELECT (call:anything() AS ?x) {}",
    ],
)
def test_procedures_of_an_engine_are_refused(query: str) -> None:
    with pytest.raises(OfEngineError, match="procedure"):
        form(query, "http://example.org/", prefix_map())
