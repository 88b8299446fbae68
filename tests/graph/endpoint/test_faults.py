"""No request is answered by 500, and no error says where a file is or what the program was doing."""

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import served
from served import Endpoint
from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.routing import route
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.pages import routes as people
from rarekg.graph.endpoint.server.app import application
from rarekg.graph.home.builds import current

DIGITS, LONG = "9" * 5000, "a" * 300
CUSTOM = "SELECT (<http://example.org/f>(1) AS ?x) {}"
TRIPLE_TERM = "CONSTRUCT { <urn:a> <urn:b> ?t } { BIND(<<( <urn:a> <urn:b> 1 )>> AS ?t) }"
BATCH = '{"q": {"query": "a", "properties": [{"pid": "OMIM", "v": $}]}}'
HALVES = (r'{"\ud800": {"query": "a"}}', r'{"a": {"query": "\udfff"}}', BATCH.replace("$", r'"\udfff\ud800"'))
# An address, and the status that it has. The first ones were 500 when they were found.
REFUSED = {
    f"/search?q=a&limit=00001{DIGITS}": 400,
    f"/sitemap-{DIGITS}.xml": 404,
    "/static/%00.js": 404,
    "/static/vendor/%00.js": 404,
    f"/static/{LONG}.js": 404,
    f"/static/{quote('😀' * 100)}.css": 404,
    "/store/%20": 404,
    "/store/%00": 404,
    "/store/<": 400,
    "/store/%ff": 404,
    f"/sparql?query={quote(CUSTOM)}": 400,
    **{f"/reconcile?queries={quote(half)}": 400 for half in HALVES},
    f"/reconcile?queries={quote(BATCH.replace('$', DIGITS))}": 400,
    f"/reconcile?queries={'[' * 5000}": 400,
    **{
        f"/search?q=a&limit={limit}": 400
        for limit in ("", "0", "101", "-1", "1.5", "1e3", "%D9%A3", "+1", "%201", DIGITS)
    },
    **{f"/diseases?page={page}": 400 for page in ("", "0", "-1", "%D9%A3", DIGITS, f"0001{DIGITS}")},
    **{
        f"/static/{name}": 404
        for name in ("", "..", "../pages/routes.py", "%2e%2e%2frouting.py", ".js", "style", "nul.js")
    },
    **{
        f"/static/{name}": 404
        for name in ("vendor", "vendor/", "vendor/..", "vendor/../static/style.css", "/style.css")
    },
    f"/{LONG * 20}": 404,
    f"/HP:{DIGITS}": 404,
    "/HP:%00": 404,
    "/%ED%A0%80": 404,
    "/resource?iri=%00": 400,
    "/resource?iri=%20": 400,
    "/store?graph=%20": 400,
    f"/editor?saved={quote('../' * 9)}": 400,
    f"/table.csv?saved={LONG}": 400,
}
ACCEPTS = ("*/*", "application/problem+json, */*;q=0.1", "text/html, */*;q=0.1")


@pytest.fixture(scope="module")
def endpoint(linked_home: Path) -> Iterator[Endpoint]:
    with served.endpoint(linked_home, "--workers", "2") as running:
        yield running


def raw(endpoint: Endpoint, target: str, accept: str, more: Mapping[str, str] | None = None) -> httpx.Response:
    """Return the answer to a GET of ``target`` as it is, which a client would clean."""
    headers, extensions = {"Accept": accept, **(more or {})}, {"target": target.encode("latin-1")}
    with endpoint.client() as client:
        return client.send(httpx.Request("GET", endpoint.url, headers=headers, extensions=extensions))


def says_nothing_of_files(text: str, *folders: Path) -> None:
    for place in ("Traceback", "site-packages", ".py", ".sst", "sqlite", *map(str, folders)):
        assert place not in text


@pytest.mark.parametrize("accept", ACCEPTS)
@pytest.mark.parametrize("target", REFUSED, ids=lambda target: target[:40])
def test_a_request_that_cannot_be_answered_is_refused(endpoint: Endpoint, target: str, accept: str) -> None:
    answer = raw(endpoint, target, accept)
    page = accept.startswith("text/html") and answer.status_code == 200  # that of a search reads no limit
    assert page or answer.status_code == REFUSED[target]
    says_nothing_of_files(answer.text.replace("pages/routes.py", "").replace("routing.py", ""), endpoint.home)
    if accept.startswith("application/problem+json"):
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == REFUSED[target]
    assert raw(endpoint, target, accept, {"If-None-Match": "*"}).status_code == answer.status_code


def test_a_graph_that_its_format_cannot_hold_is_refused(endpoint: Endpoint) -> None:
    assert endpoint.ask(TRIPLE_TERM, accept="text/turtle").status_code == 200
    answer = endpoint.ask(TRIPLE_TERM, accept="application/ld+json")
    assert (answer.status_code, answer.json()["kind"]) == (406, "accept")


def test_a_description_that_is_asked_for_as_a_table_names_the_formats_of_graphs(endpoint: Endpoint) -> None:
    answer = endpoint.ask("DESCRIBE <http://example.org/a>", accept="text/csv")
    assert answer.status_code == 406
    assert "text/turtle" in answer.text
    assert "text/csv (csv)" not in answer.text


def test_nothing_of_it_was_a_fault(endpoint: Endpoint) -> None:
    assert "Traceback" not in endpoint.log.read_text(encoding="utf-8")


def test_files_of_the_package_are_served_under_their_names_alone(endpoint: Endpoint) -> None:
    with endpoint.client() as client:
        for name in ("style.css", "editor.js", "icon.svg", "vendor/yasgui.min.js", "vendor/LICENSE.txt"):
            assert client.get(f"/static/{name}").status_code == 200


def damaged(home: Path, to: Path) -> Path:
    """Return a home with the current build of ``home``, in whose store each file with quads has a damaged block."""
    served.copied(home, to)
    for path in current(to).store.glob("*.sst"):
        if path.stat().st_size < 4096:  # the engine's own notes, without which it does not open the store
            continue
        content = bytearray(path.read_bytes())
        content[:16] = bytes(byte ^ 0x55 for byte in content[:16])
        path.write_bytes(content)
    return to


def test_a_damaged_store_is_unavailable_and_its_files_are_named_in_the_log_alone(tmp_path: Path) -> None:
    served.publish(tmp_path / "sound", "one")
    home = damaged(tmp_path / "sound", tmp_path / "damaged")
    paths = (
        "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D",
        "/store?default",
        "/HP:0000001",
        "/.well-known/void",
    )
    with served.endpoint(home, "--workers", "1") as running, running.client() as client:
        for path in paths:
            for accept in ("text/turtle, application/json;q=0.9", "text/html, */*;q=0.1"):
                answer = client.get(path, headers={"Accept": accept})
                assert answer.status_code == 503, (path, answer.text)
                says_nothing_of_files(answer.text, home, home.resolve())
        assert ".sst" in running.log.read_text(encoding="utf-8")


def test_a_build_without_its_index_does_not_say_where_it_was(linked_home: Path, tmp_path: Path) -> None:
    home = served.copied(linked_home, tmp_path / "home")
    current(home).search.unlink()
    with served.endpoint(home, "--workers", "1") as running, running.client() as client:
        for path in ("/search?q=a", "/sitemap.xml", "/diseases", "/reconcile/suggest/entity?prefix=a"):
            answer = client.get(path, headers={"Accept": "application/json, text/turtle"})
            assert answer.status_code == 503, path
            says_nothing_of_files(answer.text, home, home.resolve())


@pytest.mark.parametrize(
    "error", [OSError(2, "No such file", "/secret/place"), ValueError("in /secret/place.py"), KeyError()]
)
@pytest.mark.parametrize("accept", ACCEPTS)
def test_a_fault_of_the_server_is_told_to_its_log(
    linked_home: Path, caplog: pytest.LogCaptureFixture, accept: str, error: Exception
) -> None:
    async def failing(service: Service, request: Request) -> Response:
        raise error

    service = Service(linked_home, Limits(workers=1), people.html())
    app = application(service, [route(service, "/failing", failing)])

    async def get() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as client:
            return await client.get("http://x.example/failing", headers={"Accept": accept})

    answer = asyncio.run(get())
    assert answer.status_code == 500
    assert "the server failed at this request; its log says why" in answer.text.lower()
    says_nothing_of_files(answer.text, Path("/secret"))
    assert answer.headers["access-control-allow-origin"] == "*"
    if accept.startswith("application/problem+json"):
        assert (answer.json()["kind"], answer.json()["status"]) == ("fault", 500)
    assert [record.exc_info[1] for record in caplog.records if record.exc_info] == [error]
