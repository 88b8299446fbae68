"""SERVICE is refused however it is written, and nothing else is refused for its sake."""

import pytest
from disguises import CLOSED, DISGUISES
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from rarekg.ontology.errors import QueryError
from rarekg.queries.federation import FederationError, refuse_federation
from rarekg.queries.tokenizer import TokenError, tokens

HARMLESS = [
    "PREFIX service: <http://example.org/service#> SELECT * { ?s service:name ?o . service:x a service:Service }",
    "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> ASK { ?s a sd:Service ; sd:name ?service }",
    "SELECT ?service { ?service ?p 'a service { }' FILTER(CONTAINS(?service, \"service <x> {\")) }",
    "ASK { <http://example.org/service/> a <http://www.w3.org/ns/dcat#DataService> }",
    "ASK { GRAPH <http://example.org/services> { ?s ?p ?o } }",
    "# SERVICE <http://example.org/> { ?s ?p ?o }\nASK { ?s ?p ?o }",
    "ASK { ?s ?p ?o } # SERVICE <http://example.org/> { ?s ?p ?o }",
    "ASK { ?s ?p '''\nSERVICE <http://example.org/> { }\n''' }",
    "SELECT * { ?s a <http://example.org/onto#Service> . { ?s ?p ?o } }",
    "SELECT * { ?s a <http://example.org/onto#Service> . FILTER(?s != <http://example.org/service#x>) }",
]


def check(query: str) -> None:
    words = list(tokens(query))  # what cannot be split into tokens fails here
    refuse_federation(query, words)


def attempts(query: str) -> bool:
    """Return whether the engine tries to reach the endpoint that ``query`` names."""
    try:
        found = Store().query(query)
        for _ in found:  # type: ignore[union-attr]  # a boolean has been reached by now
            pass
    except OSError as error:
        return "port 9" in str(error)
    except (SyntaxError, TypeError, ValueError, RuntimeError):
        return False
    return False


@pytest.mark.parametrize("name", DISGUISES)
def test_a_disguise_is_refused_by_its_text(name: str) -> None:
    unreadable = name.startswith(("escaped", "string that is none"))
    with pytest.raises(TokenError if unreadable else FederationError):
        check(DISGUISES[name].replace("$", CLOSED))


def test_most_disguises_do_work_on_the_engine() -> None:
    # Else the list above would prove nothing. SILENT, EXISTS, variables hide the attempt; escapes are no disguise.
    shown = {name for name, query in DISGUISES.items() if attempts(query.replace("$", CLOSED))}
    hidden = {"silent", "EXISTS", "variable", "escaped", "number", "boolean"}
    assert {name for name in DISGUISES if not any(word in name for word in hidden)} <= shown


@pytest.mark.parametrize("query", HARMLESS)
def test_the_word_alone_is_no_reason(query: str) -> None:
    check(query)


PIECES = st.sampled_from(
    [
        *("SERVICE", "service", "SILENT", CLOSED, ":", "ex:", "?s", "{ ?s ?p ?o }", "{", "}", "(", ")", "FILTER(1<2)"),
        *(" ", "\n", "#", "'", '"', "'''", '"""', "<", ">", "\\'", "true", "1", "a", ".", "FILTER(1<2#>", "OPTIONAL"),
        *("FILTER('a'<'>')", "<http://x/#>", "<http://x/'>", "EXISTS", "@en", "^^", "BIND(1 AS ?x)", "_:b", "\\u0027"),
    ]
)
PROLOGUE = "PREFIX : <http://127.0.0.1:9/> PREFIX ex: <http://127.0.0.1:9/> "


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
@example("FILTER(1<2#>'''\n)SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o }#'''\n")
def test_what_is_admitted_makes_no_attempt(pieces: str) -> None:
    query = f"{PROLOGUE}SELECT * {{ {pieces} SERVICE{CLOSED}{{ }} }}"
    for text in (query, f"{PROLOGUE}SELECT * {{ {pieces} }}"):
        try:
            check(text)
        except QueryError:
            continue
        assert not attempts(text)
