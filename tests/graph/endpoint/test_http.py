"""HTTP done properly: methods, caching, compression, streaming, results that break off, heads that are malformed."""

import json
import re
import socket
from collections.abc import Iterator
from http.client import IncompleteRead
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import httpx
import pytest
from codings import expanded
from served import TERMS, Endpoint

LABELS = "SELECT ?s ?o { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o }"
# 10,000 solutions: more than one part, less than the limit of the shared endpoint.
LARGE = "SELECT ?a ?b { { SELECT ?a { ?a ?p ?o } LIMIT 100 } { SELECT ?b { ?b ?p ?o } LIMIT 100 } }"


def send(client: httpx.Client, query: str = LABELS, method: str = "GET", **headers: str) -> httpx.Response:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.request(method, "/sparql", params={"query": query}, headers={"Accept-Encoding": "identity", **sent})


@pytest.mark.parametrize(
    "path", ["/sparql", "/sparql?query=ASK%20%7B%7D", "/store?default", "/.well-known/void", "/healthz"]
)
def test_head_is_get_without_a_body(client: httpx.Client, path: str) -> None:
    got, headed = client.get(path), client.head(path)
    assert headed.content == b""
    assert headed.status_code == got.status_code == 200
    for name in ("content-type", "etag", "vary", "cache-control", "content-length"):
        assert headed.headers.get(name) == got.headers.get(name)


def test_head_of_a_stream_sends_nothing(client: httpx.Client) -> None:
    assert send(client, LARGE, "HEAD").status_code == 200
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/sparql", "/store", "/.well-known/void", "/.well-known/sparql-examples", "/healthz"])
def test_options_lists_the_allowed_methods(client: httpx.Client, path: str) -> None:
    preflight = {"Origin": "https://app.example.org", "Access-Control-Request-Method": "POST"}
    answer = client.options(path, headers=preflight)
    assert answer.status_code == 204
    methods = {"GET", "HEAD", "OPTIONS"} | ({"POST"} if path == "/sparql" else set())
    for name in ("allow", "access-control-allow-methods"):
        assert set(answer.headers[name].split(", ")) == methods
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Content-Type" in answer.headers["access-control-allow-headers"]


PATHS = ("/sparql", "/sparql.csv", "/store", "/reconcile", "/table.csv", "/MONDO:0010580", "/diseases", "/search", "/")
FIELDS = (
    "queryid",
    "authorization",
    "x-requested-with",
    "cache-control",
    "traceparent,tracestate",
    "content-type, if-none-match",
    "a ,\tb",
)


@pytest.mark.parametrize("fields", FIELDS)
@pytest.mark.parametrize("path", PATHS)
def test_a_page_of_another_site_may_send_any_field(client: httpx.Client, path: str, fields: str) -> None:
    preflight = {"Origin": "https://app.example.org", "Access-Control-Request-Headers": fields}
    answer = client.options(path, headers={**preflight, "Access-Control-Request-Method": "GET"})
    allowed = {name.strip(" \t") for name in answer.headers["access-control-allow-headers"].split(",")}
    assert (answer.status_code, allowed) == (204, {name.strip(" \t") for name in fields.split(",")})
    assert "Access-Control-Request-Headers" in answer.headers["vary"]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("fields", ["a b", "a,,b", ",", "é", "<script>", "a:b", "x" * 5000, ""])
def test_what_is_no_list_of_fields_is_not_repeated(client: httpx.Client, fields: str) -> None:
    sent = [(b"Access-Control-Request-Headers", fields.encode("latin-1"))]
    answer = client.options("/sparql", headers=sent)
    assert answer.status_code == 204
    assert "Authorization" in answer.headers["access-control-allow-headers"].split(", ")


def test_scripts_of_other_sites_read_what_clients_need(endpoint: Endpoint, client: httpx.Client) -> None:
    needed = {
        *("ETag", "Link", "Retry-After", "Location", "Content-Location", "Content-Disposition", "Warning"),
        *("Rarekg-Note", "Ignored-Parameters", "Missing-Sources", "Age"),
    }
    for path in ("/sparql?query=ASK%20%7B%7D", "/sparql?query=x", "/nowhere", "/store?default", "/reconcile"):
        exposed = client.get(path).headers["access-control-expose-headers"]
        assert needed <= set(exposed.split(", "))
    # What is refused before it is a request says so to them too.
    with pytest.raises(HTTPError) as caught:
        urlopen(f"{endpoint.url}/sparql?query=" + "x" * 70_000)
    with caught.value as refused:
        assert (refused.code, refused.headers["access-control-allow-origin"]) == (414, "*")


@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "POST"])
@pytest.mark.parametrize("path", ["/store?default", "/store?graph=http://a/", "/store/a"])
def test_the_store_cannot_be_changed(client: httpx.Client, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert answer.status_code == 405
    assert {allowed.strip() for allowed in answer.headers["allow"].split(",")} == {"GET", "HEAD", "OPTIONS"}


def test_any_web_page_may_read_and_none_with_credentials(client: httpx.Client) -> None:
    for path in ("/sparql?query=ASK%20%7B%7D", "/sparql?query=x", "/nowhere", "/sparql"):
        answer = client.get(path, headers={"Origin": "https://app.example.org"})
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_tag_is_of_a_query_a_dataset_and_a_format(client: httpx.Client) -> None:
    tags = [
        send(client, query, Accept=accept).headers["etag"]
        for query in (LABELS, f"{LABELS} LIMIT 1", LABELS.replace("{", "FROM <http://a/> {"))
        for accept in ("text/csv", "application/sparql-results+xml")
    ]
    assert len(set(tags)) == len(tags)
    again = send(client, LABELS, Accept="text/csv")
    assert again.headers["etag"] == tags[0]


def test_a_result_that_changes_has_no_tag_and_is_not_cached(client: httpx.Client) -> None:
    query = "SELECT (RAND() AS ?r) (STRUUID() AS ?u) {}"
    one, two = send(client, query), send(client, query)
    assert one.content != two.content
    assert "etag" not in one.headers
    assert one.headers["cache-control"] == "no-store"


def test_a_repeated_query_touches_no_worker(endpoint: Endpoint, client: httpx.Client) -> None:
    query = f"{LABELS} LIMIT 7"
    first = send(client, query)
    hits = endpoint.metric("rarekg_cache_total", outcome="hit")
    stopped = endpoint.workers()
    try:
        for pid in stopped:
            endpoint.signal(pid, "SIGSTOP")
        assert send(client, query).content == first.content
        assert client.post("/sparql", data={"query": query}).json() == first.json()
    finally:
        for pid in stopped:
            endpoint.signal(pid, "SIGCONT")
    assert endpoint.metric("rarekg_cache_total", outcome="hit") == hits + 2


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
@pytest.mark.parametrize("query", [LABELS, LARGE])
def test_results_are_compressed_whole_and_streamed(client: httpx.Client, query: str, coding: str) -> None:
    plain = send(client, query).content
    for _ in range(2):  # from a worker, then from the cache
        with client.stream("GET", "/sparql", params={"query": query}, headers={"Accept-Encoding": coding}) as answer:
            raw = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == coding
        assert "Accept-Encoding" in answer.headers["vary"]
        assert expanded(raw, coding) == plain
        assert len(raw) < len(plain) / 3


def test_small_results_are_not_compressed(client: httpx.Client) -> None:
    assert "content-encoding" not in send(client, "ASK {}", Accept_Encoding="gzip").headers


def test_a_large_result_is_streamed_and_whole(client: httpx.Client) -> None:
    answer = send(client, LARGE)
    assert answer.headers["transfer-encoding"] == "chunked"
    assert len(answer.json()["results"]["bindings"]) == 100 * 100


def test_a_client_of_http_1_0_gets_all_of_a_large_result_and_its_length(endpoint: Endpoint) -> None:
    request = f"GET /sparql?query={quote(LARGE)} HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n"
    with socket.create_connection(("127.0.0.1", endpoint.port), timeout=10) as raw:
        raw.sendall(request.encode())
        head, _, body = b"".join(iter(lambda: raw.recv(1 << 20), b"")).partition(b"\r\n\r\n")
    assert b"transfer-encoding" not in head
    assert f"content-length: {len(body)}".encode() in head
    assert len(json.loads(body)["results"]["bindings"]) == 100 * 100
    with socket.create_connection(("127.0.0.1", endpoint.port), timeout=10) as raw:
        raw.sendall(request.replace(quote(LARGE), quote(TOO_LARGE)).encode())
        assert b" 413 " in raw.recv(1 << 20)


TOO_LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


@pytest.mark.parametrize("coding", ["identity", "gzip", "br", "zstd"])
def test_a_limit_met_in_the_middle_breaks_the_body(endpoint: Endpoint, client: httpx.Client, coding: str) -> None:
    before = endpoint.metric("rarekg_problems_total", kind="max_result_bytes")
    with client.stream("GET", "/sparql", params={"query": TOO_LARGE}, headers={"Accept-Encoding": coding}) as answer:
        assert answer.status_code == 200
        with pytest.raises(httpx.RemoteProtocolError, match="incomplete chunked read"):
            list(answer.iter_raw())
    assert endpoint.metric("rarekg_problems_total", kind="max_result_bytes") == before + 1


def test_other_clients_can_tell_too(endpoint: Endpoint) -> None:
    with urlopen(f"{endpoint.sparql}?query={quote(TOO_LARGE)}") as answer, pytest.raises(IncompleteRead):
        answer.read()


@pytest.mark.parametrize(
    ("options", "query", "kind", "status"),
    [
        (("--max-result-bytes", "1000"), LABELS, "max_result_bytes", 413),
        (("--max-result-bytes", "1000"), "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 101", "max_result_bytes", 413),
        (
            ("--timeout", "0.5"),
            "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f) }",
            "timeout",
            504,
        ),
    ],
)
def test_a_limit_met_before_the_first_part_has_a_status(
    endpoint: Endpoint, options: tuple[str, str], query: str, kind: str, status: int
) -> None:
    with endpoint.like(*options) as limited, limited.client() as client:
        answer = send(client, query, Accept="application/json")
        assert (answer.status_code, answer.json()["kind"]) == (status, kind)
        assert (answer.json()["limit"], answer.json()["value"]) == (kind, float(options[1]))
        assert "retry-after" not in answer.headers
        assert send(client, f"{LABELS} LIMIT 5").status_code == 200
        exact = send(client, f"{LABELS} LIMIT 100")
        assert exact.status_code == (413 if kind == "max_result_bytes" else 200)


MALFORMED = {
    "no HTTP": b"hello\r\n\r\n",
    "binary": bytes(range(256)) + b"\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "a bad header": b"GET /sparql HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n",
    "a NUL in a header": b"GET /sparql HTTP/1.1\r\nHost: x\r\nAccept: a\x00b\r\n\r\n",
    "two lengths": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nASK {}",
    "length and chunks": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n",
    "a bad chunk": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "a raw byte in the URL": b"GET /sparql?query=\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    "a raw byte in the path": b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n",
    "a space in the URL": b"GET /sparql?query=ASK {} HTTP/1.1\r\nHost: x\r\n\r\n",
    "a bad version": b"GET /sparql HTTP/9.9\r\nHost: x\r\n\r\n",
    "another protocol": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a proxy's request": b"CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n",
    "an endless header": b"GET /sparql HTTP/1.1\r\nX: " + b"x" * 400_000,
    "endless headers": b"GET /sparql HTTP/1.1\r\n" + b"X: y\r\n" * 100_000,
    "an endless URL": b"GET /sparql?query=" + b"x" * 400_000,
    "an upgrade": b"GET /sparql?query=x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_request_disturbs_no_other_client(endpoint: Endpoint, client: httpx.Client, name: str) -> None:
    with socket.create_connection(("127.0.0.1", endpoint.port), timeout=5) as raw:
        try:
            raw.sendall(MALFORMED[name])
            raw.shutdown(socket.SHUT_WR)
            received = raw.recv(65536)
        except OSError:  # reset, broken pipe, not connected any more: the server may hang up at any step of these
            received = b""
    assert not received or re.match(rb"HTTP/1\.1 4\d\d ", received), received
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
    assert "Traceback" not in endpoint.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("header", ["Accept", "Accept-Encoding", "If-None-Match", "Content-Type", "Origin", "Host"])
@pytest.mark.parametrize(
    "value", ["", ";", ",,,;;;", "\x80\xff", "a" * 10_000, '"', 'q="', "*/*;q=é", "%00", "../../etc"]
)
def test_no_header_makes_an_error_of_the_servers(client: httpx.Client, header: str, value: str) -> None:
    sent = [(header.encode(), value.encode("latin-1"))]
    for answer in (
        client.get("/sparql", params={"query": "ASK {}"}, headers=sent),
        client.post("/sparql", content=b"query=ASK%20%7B%7D", headers=sent),
    ):
        assert answer.status_code < 500
        assert answer.status_code in (200, 304, 400, 406, 415)


def test_too_large_a_body_is_refused_and_not_read(client: httpx.Client) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    large = client.post("/sparql", content=b"ASK {} #" + b"x" * MEGABYTE, headers=headers)
    assert (large.status_code, "max_query_bytes" in large.text) == (413, True)
    huge = client.post("/sparql", content=(b"x" * 65536 for _ in range(10_000)), headers=headers)
    assert huge.status_code == 413


MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def patient(endpoint: Endpoint) -> Iterator[httpx.Client]:
    """Return a client of an endpoint that has time for long texts on a busy machine too."""
    with endpoint.like("--timeout", "30", "--workers", "1") as running, running.client(timeout=60) as opened:
        yield opened


@pytest.mark.parametrize("letter", ["x", "é", "日", "🧬"])
def test_a_query_of_the_largest_size_fits_into_a_body(patient: httpx.Client, letter: str) -> None:
    size = len(letter.encode())
    query = "ASK {} #" + letter * ((MEGABYTE - 8) // size)
    assert len(query.encode()) > MEGABYTE - size
    assert patient.post("/sparql", data={"query": query}).json()["boolean"] is True
    direct = {"Content-Type": "application/sparql-query"}
    assert patient.post("/sparql", content=query.encode(), headers=direct).json()["boolean"] is True
    more = patient.post("/sparql", data={"query": query + letter})
    assert (more.status_code, "max_query_bytes" in more.text) == (413, True)


def test_a_long_list_of_values_is_counted(patient: httpx.Client) -> None:
    numbers = " ".join(str(number) for number in range(165_000))
    query = f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ VALUES ?x {{ {numbers} }} }}"
    assert len(query) > 1_000_000
    answer = patient.post("/sparql", data={"query": query, "format": "csv"})
    assert answer.text.split() == ["n", "165000"]


def test_an_address_may_hold_a_shorter_query_than_a_body(endpoint: Endpoint) -> None:
    with endpoint.like("--max-get-query-bytes", "1000", "--workers", "1") as small, small.client() as client:
        query = "ASK {} #" + "x" * 992
        assert client.get("/sparql", params={"query": query}).status_code == 200
        long = client.get("/sparql", params={"query": f"{query}x"}, headers={"Accept": "application/json"})
        assert (long.status_code, long.json()["kind"], long.json()["value"]) == (414, "max_get_query_bytes", 1000)
        assert "POST" in long.text
        assert client.post("/sparql", data={"query": f"{query}x"}).status_code == 200


def test_an_address_may_be_as_long_as_its_parser_counts(endpoint: Endpoint) -> None:
    address = f"{endpoint.url}/sparql?query=ASK%20%7B%7D%23"
    longest = 65535 + len(endpoint.url)
    with urlopen(address + "x" * (longest - len(address))) as answer:
        assert answer.status == 200
    for length in (longest + 1, 150_000):
        with pytest.raises(HTTPError) as caught:
            urlopen(address + "x" * (length - len(address)))
        with caught.value as refused:
            assert (refused.code, b"POST" in refused.read()) == (414, True)


def test_requests_one_behind_the_other_are_answered_in_order(endpoint: Endpoint) -> None:
    lines = [f"GET /sparql?query=ASK%20%7B%20FILTER({at}=2)%20%7D HTTP/1.1\r\nHost: x\r\n\r\n" for at in range(5)]
    with socket.create_connection(("127.0.0.1", endpoint.port), timeout=10) as raw:
        raw.sendall("".join(lines).encode())
        received = b""
        while received.count(b'"boolean":') < 5:
            received += raw.recv(65536)
    assert re.findall(rb'"boolean":(true|false)', received) == [b"false", b"false", b"true", b"false", b"false"]


def test_there_are_as_many_labels_as_were_stored(client: httpx.Client) -> None:
    assert len(send(client).json()["results"]["bindings"]) == TERMS + 1
