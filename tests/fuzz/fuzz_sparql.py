"""Fuzz the endpoint's SPARQL: saved queries with words changed, by GET and POST, in all formats."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from urllib.parse import quote

import served
from attempts import Attempt, Fault
from disguises import CLOSED, DISGUISES
from fuzz_http import OPTIONS
from mutations import mutated_tokens
from responses import check, sent

from rarekg.queries import catalog

ACCEPTS = (
    *("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"),
    *("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "text/html", "*/*"),
)
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
WRITTEN = (
    "SELECT * { ?s ?p ?o } LIMIT 3",
    "SELECT ?s (COUNT(*) AS ?n) (SAMPLE(?p) AS ?x) { ?s ?p ?o } GROUP BY ?s HAVING (?n > 3) ORDER BY ?n ?s LIMIT 5",
    f"SELECT * {{ ?s {LABEL} ?l FILTER(REGEX(?l, '^a.*b$', 'i') && STRLEN(?l) < 9) OPTIONAL {{ ?s a ?t }} }} LIMIT 9",
    f"ASK {{ GRAPH ?g {{ ?s ?p 1.5e3, 'a'@en, '''b''', <#c> }} MINUS {{ ?s !({LABEL}|^<urn:b>)/<urn:c>* ?o }} }}",
    "CONSTRUCT { ?s ?p [ a (1 2 'x') ] } { { ?s ?p ?o } UNION { VALUES (?s ?p) { (UNDEF <urn:a>) } } } LIMIT 3",
    "DESCRIBE <http://purl.obolibrary.org/obo/MONDO_0010580> # a comment",
    "SELECT (IF(BOUND(?x), STRDT('1', <urn:d>), IRI(CONCAT('urn:', STR(2)))) AS ?y) FROM <urn:g> FROM NAMED <urn:h> {}",
    "PREFIX : <urn:x#> SELECT DISTINCT ?s { ?s :a/:b?|:c+ ?o BIND(<rel> AS ?r) FILTER EXISTS { ?s ?p ?o } }",
    "SELECT * { BIND(<<( <urn:a> <urn:b> 'c'@en )>> AS ?t) { SELECT (MAX(?o) AS ?m) { ?s ?p ?o } } } OFFSET 1",
    "SELECT ('\\u0041\\n\\t\\\\' AS ?a) (NOW() AS ?n) (RAND() AS ?r) (SHA256('x') AS ?h) (UUID() AS ?u) {}",
)


REFUSED = tuple(text.replace("$", CLOSED) for text in DISGUISES.values())


@contextmanager
def sparql(home: Path) -> Iterator[Attempt]:
    """Yield the attempt to send a changed query to a server on the builds of ``home``."""
    with served.endpoint(home, *OPTIONS) as endpoint:
        yield lambda chance: attempt(endpoint, chance)


def attempt(endpoint: served.Endpoint, chance: Random) -> str:
    """Send one query; check the response, that the server lives, and that nothing was unexpected in its log."""
    logged, request = endpoint.log.stat().st_size, _request(chance, _query(chance))
    response = sent(endpoint.port, request)
    check(response, request, endpoint.home)
    if not response.status:
        raise Fault("no response", request)
    if response.status not in (200, 303, 400, 403, 404, 406, 413, 414, 429, 503, 504):
        raise Fault(f"status {response.status} of a query", request)
    with endpoint.log.open("rb") as log:
        log.seek(logged)
        text = log.read().decode("utf-8", "replace")
    if "Traceback" in text or "cannot be read" in text:
        raise Fault(f"in the log: {text.splitlines()[-1][:150]}", request)
    if endpoint.process.poll() is not None:
        raise Fault(f"the server ended with {endpoint.process.returncode}", request)
    ended = next((word for word in ("crash", "memory", "timeout") if f" ended: {word}" in text), "")
    return f"queries: {response.status}{f', the worker ended: {ended}' if ended else ''}"


@cache
def sound() -> tuple[str, ...]:
    """Return the queries that are changed; each has an answer."""
    return (*WRITTEN, *(query.text for query in catalog.load()))


def _query(chance: Random) -> str:
    text = chance.choice(sound())
    if chance.random() < 0.7:
        text = mutated_tokens(chance, text, (*sound(), *REFUSED))
    if chance.random() < 0.1:
        text = "".join(f"\\u{ord(letter):04x}" if chance.random() < 0.02 else letter for letter in text)
    return text


def _request(chance: Random, query: str) -> bytes:
    accept, body = chance.choice(ACCEPTS), query.encode("utf-8", "replace")
    head = f"Host: x.example\r\nConnection: close\r\nAccept: {accept}\r\n"
    kind = chance.random()
    if kind < 0.2:
        place = chance.choice(("/sparql", "/editor"))
        return f"GET {place}?query={quote(body, safe='')} HTTP/1.1\r\n{head}\r\n".encode()
    form = kind < 0.6
    media_type = "application/x-www-form-urlencoded" if form else "application/sparql-query"
    sent = b"query=" + quote(body, safe="").encode() if form else body
    head += f"Content-Type: {media_type}\r\nContent-Length: {len(sent)}\r\n"
    return f"POST /sparql HTTP/1.1\r\n{head}\r\n".encode() + sent
