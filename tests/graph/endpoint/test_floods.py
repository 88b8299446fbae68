"""Clients that send or leave unread as much as they can hold no more memory, and no more connections, than they may."""

import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from served import Endpoint, resident, until

from rarekg.graph.endpoint.limits import Limits

MIB = 1 << 20
ALLOWED = 100 * MIB  # what a flood may add to the server's memory; without bounds each adds 400 MB and more
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
RUNNING = f"GET /sparql?query={quote(LONG)} HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n"
FIELDS = b"".join(b"%c:\r\n" % (97 + number % 26) for number in range(13_000))  # 52 KB
HEAD = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture(scope="module")
def flooded(endpoint: Endpoint) -> Iterator[Endpoint]:
    """Run an endpoint with a query limit so long that a flood behind a query has time."""
    with endpoint.like("--workers", "2", "--timeout", "6") as running:
        yield running


def connect(endpoint: Endpoint, client: int = 1) -> socket.socket:
    return socket.create_connection(("127.0.0.1", endpoint.port), timeout=10, source_address=(f"127.0.2.{client}", 0))


def send(raw: socket.socket, data: bytes, times: int = 1) -> int:
    """Send ``data`` so many times, or until the server closes the connection; return the bytes sent."""
    sent = 0
    with suppress(ConnectionError, TimeoutError):
        for _ in range(times):
            raw.sendall(data)
            sent += len(data)
    return sent


def answer(raw: socket.socket) -> bytes:
    """Return what the server sends until it closes the connection."""
    received = b""
    with suppress(ConnectionError, TimeoutError):
        while part := raw.recv(1 << 16):
            received += part
    return received


def grown(endpoint: Endpoint, flood: Callable[[], None]) -> int:
    """Return by how many bytes ``flood`` makes the server's own process grow at most, and see that it serves others."""
    process = Path(f"/proc/{endpoint.process.pid}")
    (process / "clear_refs").write_text("5", encoding="ascii")  # the peak begins anew (proc_pid_clear_refs(5))
    before = resident(endpoint.process.pid)
    flood()
    with endpoint.client("127.0.0.9") as innocent:
        until(lambda: innocent.get("/healthz").status_code == 200, 20)  # on a busy machine a worker may be late once
    peak = re.search(r"VmHWM:\s*(\d+) kB", (process / "status").read_text(encoding="ascii"))
    assert peak
    grew = (int(peak[1]) << 10) - before
    print(f"the server grew by {grew / MIB:.0f} MiB")  # shown by pytest -s
    return grew


def test_heads_behind_a_running_request_are_bounded(flooded: Endpoint) -> None:
    sent = 0

    def flood() -> None:
        nonlocal sent
        with connect(flooded) as raw:
            raw.sendall(RUNNING.encode() + HEAD)
            sent = send(raw, FIELDS, 400)

    assert grown(flooded, flood) < ALLOWED
    assert sent < 10 * MIB  # it was not read, or the connection was closed


def test_trailers_are_bounded(flooded: Endpoint) -> None:

    def flood() -> None:
        with connect(flooded) as raw:
            raw.sendall(POST + b"\r\n3\r\nASK\r\n0\r\n")
            assert send(raw, FIELDS, 400) < 10 * MIB

    assert grown(flooded, flood) < ALLOWED


def test_a_trailer_adds_no_field_to_the_head(flooded: Endpoint) -> None:
    with connect(flooded) as raw:
        raw.sendall(POST + b"Connection: close\r\n\r\n6\r\nASK {}\r\n0\r\nAccept: text/html\r\nX: y\r\n\r\n")
        assert b'"boolean":true' in answer(raw)


def test_many_unfinished_heads_of_tiny_fields_are_bounded(flooded: Endpoint) -> None:
    def flood() -> None:
        with ExitStack() as stack:
            for number in range(150):
                raw = stack.enter_context(connect(flooded, number % 4 + 1))
                send(raw, HEAD + FIELDS, 5)
            time.sleep(0.5)

    assert grown(flooded, flood) < ALLOWED


@pytest.mark.parametrize("many", [101, 5000])
def test_too_many_fields_are_refused(flooded: Endpoint, many: int) -> None:
    with connect(flooded) as raw:
        send(raw, b"GET /healthz HTTP/1.1\r\n" + b"X: y\r\n" * many + b"\r\n")
        assert answer(raw).startswith(b"HTTP/1.1 431 ")


def test_as_many_fields_as_allowed_are_taken(flooded: Endpoint) -> None:
    with connect(flooded) as raw:
        raw.sendall(b"GET /healthz HTTP/1.1\r\nConnection: close\r\n" + b"X: y\r\n" * 99 + b"\r\n")
        assert answer(raw).startswith(b"HTTP/1.1 200 ")


def test_pipelined_requests_are_answered_in_order(flooded: Endpoint) -> None:
    queries = [f"SELECT ({number} AS ?n) {{}}" for number in range(40)]
    head = "GET /sparql?query={} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n{}\r\n"
    requests = "".join(head.format(quote(query), "") for query in queries[:-1]) + head.format(
        quote(queries[-1]), "Connection: close\r\n"
    )
    with connect(flooded) as raw:
        raw.sendall(requests.encode())
        text = answer(raw).decode()
    found = [int(part.split()[0]) for part in text.split("n\r\n")[1:] if part.strip()]
    assert found == list(range(40))


def test_a_connection_with_many_requests_holds_nothing_in_the_end(flooded: Endpoint) -> None:
    one = b"GET /healthz HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 90 + b"\r\n"
    with connect(flooded) as raw:  # 25 KB each: together more than a client may hold
        for _ in range(150):
            raw.sendall(one * 10)
            received = b""
            while received.count(b"HTTP/1.1 200") < 10:
                received += raw.recv(1 << 16)


def test_endless_pipelined_requests_are_refused(flooded: Endpoint) -> None:
    def flood() -> None:
        with ExitStack() as stack:
            for _ in range(40):
                raw = stack.enter_context(connect(flooded))
                send(raw, RUNNING.encode() + b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 10_000)
            time.sleep(0.5)

    assert grown(flooded, flood) < ALLOWED


def test_extensions_of_chunks_are_bounded(flooded: Endpoint) -> None:
    with connect(flooded) as raw:
        raw.sendall(RUNNING.replace("\r\nHost", "\r\nTransfer-Encoding: chunked\r\nHost").encode() + b"1;")
        assert send(raw, b"x" * 65536, 200) < Limits().max_message_bytes + 6 * MIB  # what the sockets hold beside it


def test_a_body_in_tiny_parts_is_taken(flooded: Endpoint) -> None:
    query = b"ASK { } # " + b"x" * 2000
    chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in query)
    with connect(flooded) as raw:
        raw.sendall(POST + b"Connection: close\r\n\r\n" + chunks + b"0\r\n\r\n")
        assert b'"boolean":true' in answer(raw)


def test_one_client_has_a_share_of_the_connections(endpoint: Endpoint) -> None:
    with endpoint.like("--workers", "1", "--max-connections", "80") as small, ExitStack() as stack:
        own = [stack.enter_context(connect(small)) for _ in range(20)]
        own[-1].sendall(HEAD + b"\r\n")
        assert own[-1].recv(100).startswith(b"HTTP/1.1 200")
        with connect(small) as further:
            assert answer(further) == b""
        assert small.ask("ASK {}", "127.0.2.2").status_code == 200


def test_where_connections_run_out_the_client_with_most_gives_way(endpoint: Endpoint) -> None:
    with endpoint.like("--workers", "1", "--max-connections", "40") as small, ExitStack() as stack:
        for client in range(1, 6):
            for _ in range(10):
                stack.enter_context(connect(small, client))
        for client in range(10, 16):
            assert small.ask("ASK {}", f"127.0.2.{client}").status_code == 200


def test_unread_responses_are_bounded(flooded: Endpoint) -> None:
    """Results of just under a megabyte, each of another query, are the largest that stay in memory."""
    query = "SELECT ?a ?c ({} AS ?n) {{ ?a ?b ?c . ?d ?e ?f }} LIMIT 4500"

    def flood() -> None:
        with ExitStack() as stack:
            for number in range(240):
                raw = stack.enter_context(connect(flooded, number % 4 + 1))
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                raw.sendall(f"GET /sparql?query={quote(query.format(number))} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            until(lambda: flooded.metric("rarekg_queries_waiting") == 0, 30)
            time.sleep(0.5)

    assert grown(flooded, flood) < ALLOWED + 64 * MIB  # the cache has as much by itself
    until(lambda: flooded.metric("rarekg_spool_bytes") == 0, 40)


def test_long_queries_that_wait_are_bounded(flooded: Endpoint) -> None:
    """One letter beyond the first plane makes four bytes of each other one: a megabyte of text takes four in memory."""
    text = f"{LONG} # 🧬".encode()
    text += b"x" * (MIB - len(text))
    head = POST.replace(b"Transfer-Encoding: chunked", b"Content-Length: %d" % len(text)) + b"\r\n"

    def flood() -> None:
        with ExitStack() as stack:
            for number in range(120):
                raw = stack.enter_context(connect(flooded, number % 4 + 1))
                send(raw, head + text)
            time.sleep(1)

    # What clients hold, and the texts that are read or are on their way to workers; uncounted they would take 480 MB.
    assert grown(flooded, flood) < 2 * ALLOWED
