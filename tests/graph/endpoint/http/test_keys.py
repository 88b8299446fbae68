"""A cached answer is given only to those who would get the same without a cache, whatever their requests differ in."""

import ast
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from types import SimpleNamespace
from typing import cast
from urllib.parse import quote

import httpx
import pytest
import served
import walked
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from imports import ROOT, modules
from starlette.requests import Request

from rarekg.graph.endpoint.http.conditional import cache_key
from rarekg.graph.endpoint.http.service import Service, is_host

EVIL = "evil.example"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
HOSTS = ["one.test", "ONE.test", "one.test:80", "two.test", "[::1]", "[:::]", "a b", "one.test/x?y", "one.test#x", EVIL]
ACCEPTS = [
    BROWSER,
    "*/*",
    "text/turtle",
    "application/rdf+xml",
    "application/n-triples",
    "application/json",
    "text/csv",
]
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
TEXTS = [
    f"SELECT ?o {{ <http://purl.obolibrary.org/obo/HP_0000964> {LABEL} ?o }}",
    "SELECT (COALESCE(1<2,'''a>''',1) AS ?x) {}",
    "SELECT (STRLEN('a  b') AS ?x) {}",
    "ASK { ?s ?p 'a  b' FILTER(1<2#>'''\n) } #'''",
    f"ASK FROM <https://w3id.org/rarekg/graph/hpo> {{ ?s {LABEL} ?o }}",
    "SELECT (NOW() AS ?x) (RAND() AS ?y) (STRUUID() AS ?z) {}",
]
PATHS = [
    "/",
    walked.IPEX,
    f"{walked.IPEX}.ttl",
    f"{walked.IPEX.replace('M', '%4D')}.ttl",
    f"{walked.ECZEMA}.ttl",
    f"{walked.ECZEMA}.ttl%3Fpage=1",
    f"{walked.ECZEMA}.ttl?page=1",
    f"{walked.ECZEMA}.ttl?page=2",
    "/dataset/hpo%23a.ttl",
    "/dataset/hpo%23b.ttl",
    "/dataset/hpo%2523a.ttl",
    "/resource?iri=http://example.org/",
    "/resource%3Firi=http://example.org/",
    "/diseases",
    "/diseases?page=1",
    "/diseases?page=%31",
    "/robots.txt",
    "/sitemap.xml",
    "/sparql",
    "/store?graph=https://w3id.org/rarekg/graph/hpo",
    "/store/graph",
    "/.well-known/void",
    "/.well-known/sparql-examples",
    "/about",
    "/table.csv?saved=phenotypes-by-frequency&disease=MONDO:0010580",
    "/table.csv?saved=phenotypes-by-frequency&disease=MONDO:0010518",
    "/search?q=eczema",
    "/reconcile",
    "/nothing",
]


@pytest.fixture(scope="module")
def both(linked_home: Path) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """Run an endpoint with a cache and one without, and return a client of each."""
    trusting = ("--trusted-proxy", "127.0.0.1")
    with (
        served.endpoint(linked_home, *trusting) as caching,
        served.endpoint(linked_home, *trusting, "--cache-bytes", "0") as plain,
        caching.client() as one,
        plain.client() as other,
    ):
        yield one, other


@st.composite
def queries(draw: st.DrawFn) -> str:
    """Draw a request for one of TEXTS, with a byte or two of white space, comment or quotation put in anywhere."""
    text = draw(st.sampled_from(TEXTS))
    at = draw(st.integers(0, len(text)))
    cut = draw(st.integers(0, 1))
    put = draw(st.sampled_from(["", " ", "  ", "\n", "\t", "#\n", "#'''", "'", "<", ">", "\\u004E", "a"]))
    return f"/sparql?query={quote(text[:at] + put + text[at + cut :])}"


REQUESTS = st.tuples(
    st.one_of(st.sampled_from(PATHS), queries()),
    st.sampled_from(HOSTS),
    st.sampled_from([None, "http", "https"]),
    st.sampled_from(ACCEPTS),
    st.sampled_from([None, "de", "en"]),
    st.sampled_from(["identity", "gzip", "br"]),
)
Asked = tuple[str, str, str | None, str, str | None, str]


def ask(client: httpx.Client, asked: Asked) -> httpx.Response:
    path, host, proto, accept, language, coding = asked
    sent = {"Host": host, "Accept": accept, "Accept-Encoding": coding}
    sent |= {"X-Forwarded-Proto": proto} if proto else {}
    sent |= {"Accept-Language": language} if language else {}
    return client.get(path, headers=sent)


def shown(response: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    """Return what a client sees of a response, except when it came and which server listens where."""
    port = f":{response.url.port}".encode()  # with its colon: a hash may have the same digits
    headers = {name: value for name, value in response.headers.items() if name not in ("date", "content-length")}
    return response.status_code, response.content.replace(port, b":PORT"), headers


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(REQUESTS, min_size=1, max_size=4))
@example([("/", EVIL, None, BROWSER, None, "identity"), ("/", "one.test", None, BROWSER, None, "identity")])
@example(
    [
        (f"/sparql?query={quote(query)}", "one.test", None, "text/csv", None, "identity")
        for query in ("SELECT (1<2#>'''\n AS ?x) (3 AS ?y) {} #'''", "SELECT (1<2#>'''\n AS ?x) (4 AS ?y) {} #'''")
    ]
)
def test_a_cache_changes_no_answer(both: tuple[httpx.Client, httpx.Client], requests: list[Asked]) -> None:
    caching, plain = both
    for asked in requests:
        cached, made, again = ask(caching, asked), ask(plain, asked), ask(plain, asked)
        if shown(made) == shown(again):
            assert shown(cached) == shown(made), asked
        else:
            rule = "no-cache" if "html" in cached.headers["content-type"] else "no-store"
            assert (cached.headers["cache-control"], "etag" in cached.headers) == (rule, False)
            assert shown(cached) != shown(ask(caching, asked))


@pytest.mark.parametrize("accept", [BROWSER, "text/turtle", "application/json", "*/*"])
@pytest.mark.parametrize("path", [*PATHS, "/editor", "/static/none.js", "/diseases?page=99", "/sparql?query=x"])
def test_nobody_sees_the_host_of_another(both: tuple[httpx.Client, httpx.Client], path: str, accept: str) -> None:
    caching, _ = both
    evil = caching.get(path, headers={"Host": EVIL, "Accept": accept})
    good = caching.get(path, headers={"Host": "good.example", "Accept": accept})
    assert EVIL not in good.text + str(good.headers)
    assert EVIL not in str(evil.headers)
    if evil.headers.get("content-type", "").startswith("text/html") or evil.status_code >= 400:
        assert EVIL not in evil.text
    elif EVIL in evil.text:
        # Whoever keeps it must ask again, or keep it for the one who asked.
        assert evil.headers.get("etag") != good.headers.get("etag") or "private" in evil.headers["cache-control"]


@pytest.mark.parametrize("path", ["/store/a%zz", "/store/a|b", "/store/{", "/%zz", "/nothing?a=%zz"])
def test_a_path_that_no_client_library_sends_is_refused_without_the_host(
    both: tuple[httpx.Client, httpx.Client], path: str
) -> None:
    connection = HTTPConnection(both[0].base_url.host, both[0].base_url.port)
    connection.request("GET", path, headers={"Host": EVIL})
    response = connection.getresponse()
    assert 400 <= response.status < 500
    assert EVIL.encode() not in response.read()
    connection.close()


def test_a_page_shows_the_public_address_or_where_the_server_listens(linked_home: Path) -> None:
    sent = {"Host": EVIL, "Accept": BROWSER}
    with served.endpoint(linked_home) as running, running.client() as client:
        assert f"<span data-origin>{running.url}</span>/sparql" in client.get("/", headers=sent).text
    public = "https://graph.example.org"
    with served.endpoint(linked_home, "--public-url", f"{public}/") as running, running.client() as client:
        page = client.get("/", headers=sent).text
        assert f"curl {public}/sparql" in page
        assert "origin.js" not in page
        assert client.get("/search?q=eczema").headers["cache-control"] == "public, max-age=300"
    with served.endpoint(linked_home, "--host", "0.0.0.0") as running, running.client() as client:
        assert f"<span data-origin>http://localhost:{running.port}</span>" in client.get("/", headers=sent).text


PARTS = st.sampled_from(["", "a", "b", "ab", "/a", "?a", "#a", "é", "\udc80"])
MADE = st.tuples(
    st.tuples(st.sampled_from(["one", "two"]), st.sampled_from(["2026", "2027"])),  # the build: id and end
    st.sampled_from(["document", "query"]),
    st.none() | st.tuples(st.sampled_from(["http", "https"]), st.sampled_from(HOSTS), PARTS, PARTS),
    st.lists(st.none() | PARTS, max_size=3).map(tuple),
)
Made = tuple[tuple[str, str], str, tuple[str, str, str, str] | None, tuple[str | None, ...]]


def key(made: Made) -> bytes:
    (identity, finished), kind, asked, parts = made
    build = SimpleNamespace(id=identity, finished=finished)
    service = Service.__new__(Service)
    service.public_url, service.code = "", "code"
    service.pool = cast("Service", SimpleNamespace(build=build))  # type: ignore[assignment]
    request = None
    if asked is not None:
        scheme, host, path, query = asked
        headers = [(b"host", host.encode("latin-1"))]
        raw = query.encode(errors="surrogatepass")
        request = Request({"type": "http", "scheme": scheme, "path": path, "query_string": raw, "headers": headers})
    return cache_key(service, request, kind, *parts)


def known(made: Made) -> Made:
    """Return ``made`` with what an answer can see of its host."""
    build, kind, asked, parts = made
    if asked is not None:
        scheme, host, path, query = asked
        asked = scheme, host if is_host(host) else "localhost", path, query
    return build, kind, asked, parts


@given(MADE, MADE)
def test_two_keys_are_equal_where_all_that_an_answer_can_see_is(one: Made, other: Made) -> None:
    assert (key(one) == key(other)) == (known(one) == known(other))


def calls(name: str) -> dict[str, int]:
    """Return how often each module of the endpoint calls a function or method ``name``."""
    found: dict[str, int] = {}
    for module in modules():
        if module.parts[:2] == ("graph", "endpoint"):
            nodes = [*ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8")))]
            called = [node.func for node in nodes if isinstance(node, ast.Call)]
            names = [call.id if isinstance(call, ast.Name) else getattr(call, "attr", "") for call in called]
            if count := names.count(name):
                found[module.name] = count
    return found


def test_one_function_makes_every_key() -> None:
    # The second and the fourth are those of the hash, the third that of a query which is no response.
    assert calls("digest") == {"conditional.py": 1, "cache.py": 1, "overruns.py": 1, "serving.py": 1}


def test_the_host_is_read_in_two_places_and_the_address_never_taken_from_starlette() -> None:
    text = {module: (ROOT / module).read_text(encoding="utf-8") for module in modules() if module.parts[0] == "graph"}
    assert sorted(str(module) for module in text if '"host"' in text[module].replace('kind="host"', "")) == [
        "graph/endpoint/http/service.py",
        "graph/endpoint/server/hosts.py",
    ]
    for taken in ("request.url", "base_url", "url_for(", "make_absolute_url"):
        assert not [module for module in text if taken in text[module].replace("Not request.url:", "")]
