"""Clients that are slow or do nothing hold neither a worker nor the server, and are let go in their time."""

import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import quote

import httpx
import pytest
from served import Endpoint, until

QUERY = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 25000"  # some 9 MB of JSON, which no buffer of the system holds
REQUEST = f"GET /sparql?query={quote(QUERY)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
TOLERANCE = 3.0  # seconds, because the machine has other work too


@pytest.fixture(scope="module")
def strict(endpoint: Endpoint) -> Iterator[Endpoint]:
    """Run an endpoint that waits for no one long."""
    limits = ("--workers", "2", "--receive-timeout", "1.5", "--send-timeout", "1.5")
    connections = ("--max-connections", "700", "--max-connections-per-client", "700")
    with endpoint.like(*limits, *connections) as running:
        yield running


def connect(endpoint: Endpoint) -> socket.socket:
    return socket.create_connection(("127.0.0.1", endpoint.port), timeout=10)


def closed_after(raw: socket.socket) -> float:
    """Return the seconds until the server closes ``raw``, whatever it says before that."""
    began = time.monotonic()
    try:
        while raw.recv(1 << 20):
            pass
    except ConnectionResetError:
        pass
    return time.monotonic() - began


@pytest.mark.parametrize(
    "beginning",
    [
        b"",
        b"GET /sparql HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 9\r\n\r\nASK",
    ],
    ids=["silent", "slow head", "slow body"],
)
def test_a_connection_without_a_request_is_closed(strict: Endpoint, beginning: bytes) -> None:
    with connect(strict) as raw:
        raw.sendall(beginning)
        assert 1.0 < closed_after(raw) < 1.5 + TOLERANCE


def test_drop_by_drop_is_no_way_to_stay(strict: Endpoint) -> None:
    began = time.monotonic()
    with connect(strict) as raw:
        raw.sendall(b"GET /sparql HTTP/1.1\r\n")
        try:
            while time.monotonic() - began < 10:
                raw.sendall(b"X: y\r\n")
                time.sleep(0.2)
        except (BrokenPipeError, ConnectionResetError):
            pass
    assert 1.0 < time.monotonic() - began < 1.5 + TOLERANCE


def test_a_second_request_is_no_slower_than_the_first_may_be(strict: Endpoint) -> None:
    with connect(strict) as raw:
        raw.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert raw.recv(65536).startswith(b"HTTP/1.1 200")
        raw.sendall(b"GET /healthz HTTP/1.1\r\nHost: ")
        assert 1.0 < closed_after(raw) < 1.5 + TOLERANCE


def test_a_connection_may_be_used_again_before_its_time_is_up(strict: Endpoint) -> None:
    with connect(strict) as raw:
        for _ in range(4):
            raw.sendall(b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n")
            received = b""
            while b'"boolean":true' not in received:
                received += raw.recv(65536)
            time.sleep(0.6)


def test_slow_readers_hold_no_worker_and_are_let_go(strict: Endpoint) -> None:
    with ExitStack() as stack:
        readers = [stack.enter_context(connect(strict)) for _ in range(6)]
        for raw in readers:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            raw.sendall(REQUEST)
        # More of them than there are workers: all results are written all the same, and the workers are free.
        spooled = [0.0]

        def written() -> bool:
            spooled.append(strict.metric("rarekg_spool_bytes"))
            return strict.metric("rarekg_workers_busy") == 0 and strict.metric("rarekg_queries_waiting") == 0

        until(written, 20)
        assert strict.ask("ASK {}", "127.0.0.2").status_code == 200
        assert max(spooled) > 1_000_000
        until(lambda: strict.metric("rarekg_spool_bytes") == 0, 1.5 + 2 * TOLERANCE)
    assert strict.metric("rarekg_workers") == 2


def test_a_reader_that_takes_its_time_gets_everything(strict: Endpoint) -> None:
    with connect(strict) as raw:
        raw.sendall(REQUEST.replace(b"Host: x", b"Host: x\r\nConnection: close"))
        received = 0
        while part := raw.recv(1 << 20):
            received += len(part)
            last = part
            time.sleep(0.05)
    assert received > 4_000_000
    assert last.endswith(b"0\r\n\r\n")


def test_five_hundred_idle_connections_change_nothing(strict: Endpoint) -> None:
    with ExitStack() as stack:
        idle = [stack.enter_context(connect(strict)) for _ in range(500)]
        for number in range(20):
            began = time.monotonic()
            assert strict.ask(f"ASK {{ VALUES ?x {{ {number} }} }}", "127.0.0.2").status_code == 200
            assert time.monotonic() - began < TOLERANCE
        assert all(closed_after(raw) < 1.5 + TOLERANCE for raw in idle)


def test_connections_beyond_the_limit_are_closed_at_once(strict: Endpoint) -> None:
    with ExitStack() as stack:
        for _ in range(700):
            stack.enter_context(connect(strict))
        with connect(strict) as one_more:
            began = time.monotonic()
            closed_after(one_more)
            assert time.monotonic() - began < 1.0
    until(lambda: strict.ask("ASK {}").status_code == 200)


def test_a_full_disk_is_reported(endpoint: Endpoint) -> None:
    with endpoint.like("--workers", "1") as full:
        # The largest file that the server may write stands for what is left of the disk.
        resource.prlimit(full.process.pid, resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))
        with full.client() as client, pytest.raises(httpx.RemoteProtocolError):
            client.get("/sparql", params={"query": QUERY})
        until(lambda: full.metric("rarekg_problems_total", kind="spool") == 1)
        assert full.metric("rarekg_workers_ended_total", cause="spool") == 1
        assert full.ask("SELECT * { ?s ?p ?o }").status_code == 200
        assert "Traceback" not in full.log.read_text(encoding="utf-8")


def test_results_on_their_way_are_bounded(endpoint: Endpoint) -> None:
    with endpoint.like("--workers", "2", "--spool-bytes", "1000000") as small:
        answer = small.ask("SELECT * { ?s ?p ?o }")
        assert answer.status_code == 200
        with connect(small) as raw:
            raw.sendall(REQUEST)
            until(lambda: small.metric("rarekg_problems_total", kind="spool_bytes") == 1)
        until(lambda: small.metric("rarekg_spool_bytes") == 0)
        assert small.ask("ASK {}").status_code == 200
