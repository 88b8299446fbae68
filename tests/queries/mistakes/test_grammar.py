"""The grammar: one token decides how to go on, and what the engine takes it takes too."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

import pytest
from pyoxigraph import Store

from rarekg.queries import catalog
from rarekg.queries.mistakes.functions import AGGREGATES, FUNCTIONS
from rarekg.queries.mistakes.grammar import Symbol, beginning, keywords, rules
from rarekg.queries.mistakes.parser import read


def parts(symbol: Symbol) -> Iterator[Symbol]:
    yield symbol
    for part in symbol.parts:
        yield from parts(part)


@pytest.mark.parametrize("name", sorted(rules()))
def test_one_token_decides_how_to_go_on(name: str) -> None:
    for symbol in parts(rules()[name]):
        begun = [beginning(part) for part in symbol.parts]
        if symbol.sort == "choice":
            assert sum(len(one.terminals) for one in begun) == len(beginning(symbol).terminals)
        if symbol.sort == "sequence":
            for one, other in pairwise(begun):
                assert not one.empty or not one.terminals & other.terminals


def test_every_rule_that_is_named_exists() -> None:
    named = {symbol.name for body in rules().values() for symbol in parts(body) if symbol.sort == "rule"}
    assert named | {"Query"} == set(rules())
    assert not keywords() & (set(FUNCTIONS) | AGGREGATES - {"COUNT", "GROUP_CONCAT"})


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_the_engine_has_each_function_with_these_numbers_of_arguments(name: str) -> None:
    least, most = FUNCTIONS[name]
    for number in {least, min(most, least + 1)}:
        Store().query(f"ASK {{ FILTER({name}({', '.join(['?x'] * number)})) }}")
    if least:
        with pytest.raises(SyntaxError):
            Store().query(f"ASK {{ FILTER({name}({', '.join(['?x'] * (least - 1))})) }}")


SOUND = (
    *(query.text for query in catalog.load()),
    "PREFIX a: <urn:a> BASE <http://a/> SELECT DISTINCT ?x (STR(?y) AS ?z) FROM <g> FROM NAMED <h> { } LIMIT 1",
    "SELECT * { ?a ?b -1, +2, 1.5, 1e3, true, 'a'@en, 'b'^^<c>, _:x, [], (), (1 2), [ ?p ?o ; a <d> ] ; . }",
    "SELECT * { ?a (<p>|^<q>/!(<r>|^a)*)+/(<s>?) ?b . ?c !<p> ?d ; ^<q> ?e }",
    "ASK { FILTER(?a<?b&&?c>?d) FILTER(?a<=?b||?c>=?d) FILTER(1-1=0) FILTER(?a +1 * 2 -1/3 < - ?b) }",
    "ASK { FILTER(!BOUND(?x) && ?x NOT IN () && ?y IN (1, 2)) FILTER NOT EXISTS { } FILTER EXISTS { ?s ?p ?o } }",
    "SELECT (COUNT(DISTINCT *) AS ?n) (GROUP_CONCAT(?x; SEPARATOR=', ') AS ?m) { ?x ?p ?o } HAVING (COUNT(*) > 1)",
    "SELECT ?x { ?x ?p ?o } GROUP BY ?x (STR(?o) AS ?s) STRLEN(?p) HAVING(?s = '') ORDER BY DESC(?x) ?s STR(?s)",
    "SELECT * { { ?s ?p ?o } UNION { } OPTIONAL { } MINUS { } GRAPH ?g { } GRAPH <h> { { SELECT * { } } } }",
    "SELECT * { VALUES (?a ?b) { (1 UNDEF) (<c> 'd'@en) } VALUES () { () } } VALUES ?z { UNDEF }",
    "CONSTRUCT { ?s a [ ?p (1) ] . } WHERE { ?s ?p ?o }",
    "CONSTRUCT WHERE { ?s ?p ?o . }",
    "DESCRIBE ?s <a> { ?s ?p ?o } LIMIT 1",
    "DESCRIBE <a>",
    "ASK FROM <g> WHERE { BIND(IF(?x, 1, <f>(?y)) AS ?z) FILTER <f>(1) }",
)


@pytest.mark.parametrize("query", SOUND)
def test_what_the_engine_takes_follows_the_grammar(query: str) -> None:
    with suppress(RuntimeError):  # the engine has no function <f>, and says so when it runs what it has read
        Store().query(query, base_iri="http://example.org/")
    reading = read(query)
    assert (reading.stop, reading.unread, reading.whole) == (None, None, True)
