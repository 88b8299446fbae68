"""With --allowed-hosts, requests for other hosts are refused on every path but that of the health check."""

import socket
from collections.abc import Iterator
from pathlib import Path

import commands
import httpx
import pytest
import served
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.endpoint.server.hosts import allowed, read

HOSTS = "graph.example.org, Other.test:8000, [2001:db8::1]"
# Each Host header with whether it is for one of HOSTS.
HEADERS = {
    "graph.example.org": True,
    "GRAPH.example.ORG": True,
    "graph.example.org.": True,
    "graph.example.org:443": True,
    "graph.example.org.:443": True,
    "other.test:8000": True,
    "[2001:db8::1]": True,
    "[2001:DB8::1]:8000": True,
    "other.test": False,
    "other.test:80": False,
    "evil.example": False,
    "graph.example.org.evil.example": False,
    "evil.example:graph.example.org": False,
    "graph.example.org/evil": False,
    "graph.example.org@evil.example": False,
    "xgraph.example.org": False,
    "127.0.0.1": False,
    "[2001:db8::2]": False,
    "": False,
}


@pytest.fixture(scope="module")
def restricted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[served.Endpoint]:
    """Run an endpoint that answers for HOSTS."""
    home: Path = tmp_path_factory.mktemp("restricted")
    served.publish(home, "one")
    with served.endpoint(home, "--allowed-hosts", HOSTS) as running:
        yield running


@pytest.mark.parametrize("host", HEADERS)
@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK{}", "/nothing", "/metrics", "/static/style.css"])
def test_other_hosts_are_misdirected(restricted: served.Endpoint, host: str, path: str) -> None:
    with restricted.client() as client:
        response = client.get(path, headers={"Host": host})
    assert (response.status_code == 421) == (not HEADERS[host])
    assert allowed([host], read(HOSTS)) == HEADERS[host]


@pytest.mark.parametrize(("accept", "kind"), [("*/*", "text/plain"), ("text/html", "text/html")])
def test_the_refusal_names_no_host_and_is_not_kept(restricted: served.Endpoint, accept: str, kind: str) -> None:
    with restricted.client() as client:
        for method in ("GET", "POST", "OPTIONS", "DELETE"):
            response = client.request(method, "/", headers={"Host": "evil.example", "Accept": accept})
            assert (response.status_code, response.headers["cache-control"]) == (421, "no-store")
            assert response.headers["content-type"].startswith(kind)
            assert "evil.example" not in response.text
    assert restricted.metric("rarekg_problems_total", kind="host") == 0  # /metrics itself is refused by this client


@pytest.mark.parametrize("host", HEADERS)
def test_health_is_told_to_all(restricted: served.Endpoint, host: str) -> None:
    with restricted.client() as client:
        assert client.get("/healthz", headers={"Host": host}).status_code == 200


def test_a_request_with_no_host_or_two_is_for_none(restricted: served.Endpoint) -> None:
    for hosts in (b"", b"Host: graph.example.org\r\nHost: evil.example\r\n"):
        with socket.create_connection(("127.0.0.1", restricted.port)) as raw:
            raw.sendall(b"GET / HTTP/1.1\r\n" + hosts + b"Connection: close\r\n\r\n")
            assert raw.recv(1000).split()[1] in (b"421", b"400")


def test_all_hosts_are_answered_for_where_none_is_named(restricted: served.Endpoint) -> None:
    with restricted.like() as open_to_all, open_to_all.client() as client:
        assert {client.get("/", headers={"Host": host}).status_code for host in HEADERS} == {200}
    with restricted.like(changed={"RAREKG_ALLOWED_HOSTS": "one.test"}) as named, named.client() as client:
        statuses = [client.get("/", headers={"Host": host}).status_code for host in ("one.test", "two.test")]
        assert statuses == [200, 421]


@pytest.mark.parametrize("listed", ["https://example.org", "a b", "example.org/", "[:::]", "*", "example.org,x:y"])
def test_what_is_no_host_is_one_clear_line(restricted: served.Endpoint, listed: str) -> None:
    done = commands.run("serve", "--allowed-hosts", listed, home=restricted.home)
    assert done.returncode != 0
    assert "--allowed-hosts" in done.stderr
    assert "Traceback" not in done.stderr


@given(st.text(max_size=20))
def test_any_header_can_be_judged(host: str) -> None:
    assert not allowed([host], read("a-host-that-is-longer-than-that.example"))


@given(st.from_regex(r"[a-z0-9]([a-z0-9.-]{0,20}[a-z0-9])?", fullmatch=True), st.none() | st.integers(0, 65535))
def test_a_host_is_allowed_for_every_port_unless_it_names_one(name: str, port: int | None) -> None:
    header = name if port is None else f"{name}:{port}"
    assert allowed([header], read(name))
    assert allowed([header], read(header.upper()))
    assert not allowed([f"x{header}"], read(f"{name},{header}"))
    assert allowed([name], read(f"{name}:1")) is False


def test_the_metrics_count_refusals(restricted: served.Endpoint) -> None:
    with restricted.client() as client:
        client.get("/", headers={"Host": "evil.example"})
        counted = httpx.get(f"{restricted.url}/metrics", headers={"Host": "graph.example.org"}).text
    assert 'kind="host"' in counted
