"""A remote store that dies, stalls, answers HTML or nonsense, or lies: one line, exit 1; for clients 502 or 504."""

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import commands
import httpx
import pytest
import served
from pyoxigraph import NamedNode, QueryResultsFormat, QueryTriples, RdfFormat, Store

from rarekg.graph.home.builds import Build

QUERY = "SELECT ?label { HP:0000964 rdfs:label ?label }"
JSON = "application/sparql-results+json"


class Remote(ThreadingHTTPServer):
    """A store over HTTP that answers from ``store`` while ``mood`` is '', and else badly."""

    daemon_threads = True
    mood = ""

    def __init__(self, store: Store) -> None:
        """Listen on a free port."""
        super().__init__(("127.0.0.1", 0), Answering)
        self.store, self.served = store, 0

    @property
    def url(self) -> str:
        """The address of its queries."""
        return f"http://127.0.0.1:{self.server_address[1]}/query"


class Answering(BaseHTTPRequestHandler):
    """One request to a Remote."""

    server: Remote
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""

    def do_POST(self) -> None:
        """Answer a query in the mood of the server."""
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.served += 1
        mood = self.server.mood
        if mood == "stalls":
            time.sleep(4)
            self.close_connection = True
        elif mood == "dies":
            self.close_connection = True
        elif mood == "html":
            self._send("text/html", b"<!doctype html><title>Welcome</title>")
        elif mood == "nonsense":
            self._send(JSON, b"<sparql/>")
        elif mood == "breaks off":
            self._send(JSON, self._answer(form)[1], missing=7)
        elif mood == "cuts":
            self._send(*self._answer(form), cut=True)
        elif mood == "lies":
            self._send(JSON, self._answer(form)[1].replace(b'"value":"', b'"value":"1'))
        elif mood == "other":
            self._send(JSON, b'{"head":{},"boolean":false}')
        else:
            self._send(*self._answer(form))

    def _answer(self, form: dict[str, list[str]]) -> tuple[str, bytes]:
        graphs = {
            name: [NamedNode(graph) for graph in form[parameter]]
            for name, parameter in (("default_graph", "default-graph-uri"), ("named_graphs", "named-graph-uri"))
            if parameter in form
        }
        result = self.server.store.query(form["query"][0], **graphs)  # type: ignore[arg-type]
        if isinstance(result, QueryTriples):
            return "application/n-triples", result.serialize(format=RdfFormat.N_TRIPLES) or b""
        return JSON, result.serialize(format=QueryResultsFormat.JSON) or b""

    def _send(self, kind: str, body: bytes, missing: int = 0, *, cut: bool = False) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if cut:
            self.send_header("X-SPARQL-MaxRows", "100")
        self.end_headers()
        self.wfile.write(body[: len(body) - missing])
        self.close_connection = missing > 0


@contextmanager
def running(store: Store) -> Iterator[Remote]:
    """Run a Remote until the block ends."""
    remote = Remote(store)
    thread = Thread(target=remote.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield remote
    finally:
        remote.shutdown()
        remote.server_close()


@pytest.fixture(scope="module")
def beside(built: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the manifest and the search index of the build."""
    folder = tmp_path_factory.mktemp("beside") / "build"
    return shutil.copytree(built.folder, folder, ignore=shutil.ignore_patterns("store"))


@pytest.fixture(scope="module")
def remote(store: Store) -> Iterator[Remote]:
    """Run a store with the build."""
    with running(store) as started:
        yield started


@pytest.fixture(scope="module")
def front(remote: Remote, beside: Path) -> Iterator[served.Endpoint]:
    """Serve the build from that store."""
    options = ("--store", remote.url, "--build", str(beside), "--timeout", "1.5", "--workers", "1", "--slice", "0")
    with served.endpoint(beside.parent, *options, "--cache-bytes", "0", "--page-workers", "1") as started:
        yield started


@pytest.mark.parametrize(
    ("mood", "status"),
    [("html", 502), ("nonsense", 502), ("dies", 502), ("breaks off", 502), ("cuts", 502), ("stalls", 504)],
)
def test_clients_get_a_bad_gateway_or_a_time_out_until_it_passes(
    remote: Remote, front: served.Endpoint, mood: str, status: int
) -> None:
    before = front.log.read_text(encoding="utf-8").count(" ERROR ")
    remote.mood = mood
    answers = [front.ask(QUERY) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [status, status], answers[0].text
    problem = answers[0].json()
    assert problem["kind"] == ("gateway-timeout" if status == 504 else "bad-gateway")
    assert remote.url not in answers[0].text
    document = httpx.get(f"{front.url}/HP:0000964.ttl", timeout=30)
    assert document.status_code == status, document.text
    health = httpx.get(f"{front.url}/healthz", timeout=30)
    assert health.status_code == 503
    assert "the store behind this service" in health.json()["status"]
    lines = [line for line in front.log.read_text(encoding="utf-8").splitlines() if " ERROR " in line]
    assert len(lines) - before == 2  # one for queries, one for pages
    assert all(remote.url in line and "Traceback" not in line for line in lines)
    remote.mood = ""
    assert front.ask(QUERY).json()["results"]["bindings"]
    assert httpx.get(f"{front.url}/HP:0000964.ttl", timeout=30).status_code == 200
    assert httpx.get(f"{front.url}/healthz", timeout=30).json()["status"] == "ok"


def test_a_query_without_a_mistake_is_not_blamed_for_nonsense(remote: Remote, front: served.Endpoint) -> None:
    remote.mood = "nonsense"
    answer = front.ask("DESCRIBE HP:0000964")
    remote.mood = ""
    assert answer.status_code == 502


def test_search_needs_no_store(remote: Remote, front: served.Endpoint) -> None:
    remote.mood = "dies"
    found = httpx.get(f"{front.url}/search", params={"q": "eczema"}, headers={"Accept": "application/json"})
    remote.mood = ""
    assert found.status_code == 200
    assert json.loads(found.content)


def test_health_tells_that_the_store_was_given_another_build(remote: Remote, front: served.Endpoint) -> None:
    remote.mood = "other"
    health = httpx.get(f"{front.url}/healthz")
    remote.mood = ""
    assert (health.status_code, health.json()["status"]) == (503, "the store does not hold this build")


def test_no_service_clause_and_no_mistake_reaches_the_store(remote: Remote, front: served.Endpoint) -> None:
    before = remote.served
    for query in (
        "SELECT * { SERVICE <urn:x> { ?s ?p ?o } }",
        "SELECT * { ?s ?p }",
        "SELECT (bif:http_get('x') AS ?x) {}",
    ):
        assert front.ask(query).status_code == 400
    assert remote.served == before


@pytest.mark.parametrize(
    ("mood", "words"), [("html", "web page"), ("nonsense", "cannot be read"), ("dies", "broke off"), ("lies", "not ")]
)
def test_a_server_does_not_start_on_such_a_store(remote: Remote, beside: Path, mood: str, words: str) -> None:
    remote.mood = mood
    done = commands.run("serve", "--store", remote.url, "--build", beside, home=beside.parent)
    remote.mood = ""
    assert words in commands.one_line(done)


def test_a_server_tells_graphs_that_are_short_of_quads(built: Build, store: Store, beside: Path) -> None:
    less = Store()
    less.bulk_extend(store)
    graph = NamedNode("https://w3id.org/rarekg/graph/hpo")
    less.remove(next(less.quads_for_pattern(None, None, None, graph)))
    with running(less) as short:
        done = commands.run("serve", "--store", short.url, "--build", beside, home=beside.parent)
    count = built.manifest.graphs[graph.value]
    assert f"holds {count - 1:,} quads of <{graph.value}>, not {count:,}" in commands.one_line(done)


def test_what_is_missing_or_wrong_is_said_at_once(remote: Remote, beside: Path, tmp_path: Path) -> None:
    for given in (("--store", remote.url), ("--build", str(beside))):
        assert commands.run("serve", *given, home=tmp_path).returncode == 2
    done = commands.run("serve", "--store", remote.url, "--build", tmp_path, home=tmp_path)
    assert "has no manifest.json" in commands.one_line(done)
    done = commands.run("serve", "--store", "ftp://example.org/", "--build", beside, home=tmp_path)
    assert "begins with http://" in commands.one_line(done)
    assert commands.run("up", "--store", remote.url, "--build", beside, home=tmp_path).returncode == 2


def test_search_is_refused_while_its_index_is_damaged(remote: Remote, beside: Path, tmp_path: Path) -> None:
    damaged = shutil.copytree(beside, tmp_path / "damaged")
    with (damaged / "search.sqlite").open("ab") as file:
        file.write(b"more")
    with served.endpoint(tmp_path, "--store", remote.url, "--build", str(damaged), "--workers", "1") as running_front:
        served.until(lambda: "search.sqlite has" in running_front.log.read_text(encoding="utf-8"))
        assert httpx.get(f"{running_front.url}/search", params={"q": "eczema"}).status_code == 503
        assert running_front.ask(QUERY).status_code == 200
