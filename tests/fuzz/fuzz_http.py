"""Fuzz the endpoint over HTTP: every route with sound and broken parameters, headers, bodies, and raw bytes."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from urllib.parse import quote, urlencode

import served
import walked
from attempts import Attempt, Fault
from mutations import PIECES, mutated, mutated_tokens
from responses import Response, check, sent

OPTIONS = ("--workers", "3", "--timeout", "2", "--receive-timeout", "2", "--send-timeout", "3")
# A path of every route (tests/fuzz/test_fuzz.py compares them), and further ones that are documents.
PATHS = (
    *("/", "/about", "/complete", "/editor", "/table.csv", "/saved", "/static/style.css"),
    *("/static/vendor/yasgui.min.js", "/sparql.csv"),
    *("/sparql", "/sparql/", "/store", "/store/a", "/.well-known/void", "/.well-known/sparql-examples", "/healthz"),
    *("/sparql.csv", "/sparql.nq", "/help", "/llms.txt", "/context.jsonld"),
    *("/saved/names-of-disease", "/saved/everything-about-disease.ttl", "/describe", "/FOXP3", "/mondo_10580/"),
    *("/metrics", "/search", "/reconcile", "/reconcile/suggest/entity", "/reconcile/suggest/type", "/robots.txt"),
    *("/reconcile/extend/propose", "/reconcile/view", "/downloads/", "/downloads/datapackage.json", "/downloads/a/b"),
    *("/reconcile/suggest/property", "/reconcile/preview", "/reconcile/flyout", "/sitemap.xml", "/sitemap-1.xml"),
    *("/vocab", "/vocab.ttl", "/vocab/1", "/shapes", "/shapes.jsonld", "/diseases", "/diseases.ttl", "/phenotypes"),
    *(
        "/phenotypes.nt",
        "/genes",
        "/genes.rdf",
        "/inheritance",
        "/inheritance.ttl",
        "/terms",
        "/terms.ttl",
        "/resource",
    ),
    *(
        "/resource.ttl",
        walked.IPEX,
        walked.ECZEMA,
        walked.FOXP3,
        "/MONDO:0010580.ttl",
        "/HP:0000964.csv",
        "/OMIM:304790",
    ),
    *("/Orphanet:37042", "/page/GARD_0001850", "/graph/hpo", "/dataset/rarekg.jsonld", "/association/0", "/disease/0"),
)
QUERY = "SELECT * { ?s ?p ?o } LIMIT 3"
BATCH = {"q0": {"query": "ipex", "type": "disease", "limit": 3, "properties": [{"pid": "OMIM", "v": "304790"}]}}
EXTENSION = {"ids": ["MONDO_0010580", "x"], "properties": [{"id": "genes", "settings": {"limit": 1}}, {"id": "OMIM"}]}
VALUES = (
    *(
        "",
        "1",
        "2",
        "10",
        "true",
        "false",
        "disease",
        "phenotype",
        "class",
        "property",
        "ipex",
        "ipxe sindrome",
        "HP:0000964",
    ),
    *(QUERY, "ASK {}", "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 3", "http://purl.obolibrary.org/obo/MONDO_0010580"),
    *(
        "https://w3id.org/rarekg/graph/hpo",
        "phenotypes-by-frequency",
        json.dumps(BATCH),
        json.dumps(EXTENSION),
        "done",
        "{}",
        "javascript:harm()",
    ),
)
NAMES = (
    *("query", "default-graph-uri", "named-graph-uri", "graph", "default", "q", "kind", "limit", "all", "prefix", "id"),
    *("iri", "page", "saved", "queries", "v", "disease", "phenotype", "update", "cursor", "text", "sort", "format"),
    *("extend", "callback", "type", "thing"),
)
HEADERS = {
    "Accept": (
        *("*/*", "text/html", "application/json", "application/problem+json", "text/turtle", "application/ld+json"),
        *("application/rdf+xml", "text/csv", "application/sparql-results+xml", "image/png", "text/*;q=0.3, */*;q=0.1"),
    ),
    "Accept-Encoding": ("gzip", "br", "zstd", "identity", "*", "*;q=0", "gzip;q=2", "br, gzip"),
    "Accept-Language": ("de", "en;q=0.5"),
    "If-None-Match": ("*", '"x"', 'W/"x"', "x", '"', "W/"),
    "Content-Type": (
        *("application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update", "text/plain"),
        *("application/sparql-query; charset=latin-1", "multipart/form-data; boundary=x", ";", "application/json"),
    ),
    "Range": ("bytes=0-1", "bytes=5-1"),
    "Origin": ("null", "http://x.example"),
    "X-Forwarded-For": ("127.0.0.9", "x"),
    "X-Forwarded-Proto": ("https", "javascript"),
    "Expect": ("100-continue",),
    "Upgrade": ("websocket", "h2c"),
}
METHODS = (*("GET",) * 12, *("POST",) * 5, "HEAD", "HEAD", "OPTIONS", "PUT", "FOO")
HOSTS = (
    "x.example",
    "127.0.0.1",
    "[::1]:80",
    "[",
    "a b",
    "x.example:99999999",
    "@",
    "a@b",
    "",
    "%00",
    "\xff",
    "x/y?z#",
)


@contextmanager
def http(home: Path) -> Iterator[Attempt]:
    """Yield the attempt to send a request to a server on the builds of ``home``."""
    with served.endpoint(home, *OPTIONS) as endpoint:
        yield lambda chance: attempt(endpoint, chance)


def attempt(endpoint: served.Endpoint, chance: Random) -> str:
    """Send one request; check the response, that the server lives, and that its log has no traceback."""
    logged, request = endpoint.log.stat().st_size, _request(chance)
    tampered = chance.random() < 0.3
    if tampered:
        request = mutated(chance, request)
    response = sent(endpoint.port, request, patient=not tampered)
    check(response, request, endpoint.home)
    if not tampered:
        _answered(endpoint, response, request)
    with endpoint.log.open("rb") as log:
        log.seek(logged)
        if b"Traceback" in (text := log.read()):
            raise Fault(f"a traceback in the log: {text.decode().splitlines()[-1][:150]}", request)
    if endpoint.process.poll() is not None:
        raise Fault(f"the server ended with {endpoint.process.returncode}", request)
    return f"{'raw bytes' if tampered else 'requests'}: {response.status or 'no response'}"


def _answered(endpoint: served.Endpoint, response: Response, request: bytes) -> None:
    """Check that a request with nothing wrong in its bytes has a response, and that a 304 stands for a success."""
    if not response.status:
        raise Fault("no response", request)
    if response.status == 304:
        plain = b"\r\n".join(line for line in request.split(b"\r\n") if not line.startswith(b"If-None-Match"))
        if (full := sent(endpoint.port, plain)).status >= 400:
            raise Fault(f"304 instead of {full.status}", request)


def _request(chance: Random) -> bytes:
    method, body = chance.choice(METHODS), b""
    target = _path(chance) + (f"?{_parameters(chance)}" if chance.random() < 0.6 else "")
    headers = {"Host": chance.choice(HOSTS) if chance.random() < 0.2 else "x.example", "Connection": "close"}
    for name, values in HEADERS.items():
        if chance.random() < 0.25:
            headers[name] = (
                mutated_tokens(chance, chance.choice(values)) if chance.random() < 0.2 else chance.choice(values)
            )
    if method in ("POST", "PUT"):
        body = _body(chance)
        headers["Content-Length"] = str(len(body))
        headers.setdefault("Content-Type", HEADERS["Content-Type"][0])
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {_clean(value)}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace") + body


def _clean(value: str) -> str:
    """Return a value without the characters that no header may have: those are for raw bytes."""
    return "".join(letter for letter in value if letter >= " " and letter != "\x7f").strip()


def _path(chance: Random) -> str:
    path = chance.choice(PATHS)
    if chance.random() < 0.4:
        return path
    changed = chance.choice(
        (mutated_tokens(chance, path), path + chance.choice(PIECES), path + "/" + chance.choice(PIECES))
    )
    return "/" + quote(changed.encode("utf-8", "surrogatepass"), safe="/:@%!$&'()*+,;=~.-_").lstrip("/")


def _parameters(chance: Random) -> str:
    pairs = [(chance.choice(NAMES), _value(chance)) for _ in range(chance.choice((1, 1, 2, 3)))]
    text = urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in pairs])
    return quote(mutated_tokens(chance, text), safe="%&=+;,:@/?-._~*") if chance.random() < 0.2 else text


def _value(chance: Random) -> str:
    value, kind = chance.choice(VALUES), chance.random()
    if kind < 0.35:
        return value
    return chance.choice(PIECES) if kind < 0.7 else mutated_tokens(chance, value)


def _body(chance: Random) -> bytes:
    batch = json.dumps(BATCH)
    form = urlencode([(chance.choice(("query", "queries", *NAMES)), _value(chance).encode("utf-8", "surrogatepass"))])
    bodies: Sequence[str] = (form, QUERY, batch, urlencode({"queries": mutated_tokens(chance, batch)}), "")
    body = chance.choice(bodies).encode("utf-8", "surrogatepass")
    return mutated(chance, body) if chance.random() < 0.3 else body
