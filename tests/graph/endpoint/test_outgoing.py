"""No query makes this machine send anything: not by the endpoint, and not by a worker that is handed it directly."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest
from disguises import CLOSED, DISGUISES
from pyoxigraph import QuerySolutions, Store
from served import Endpoint

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.metrics import Metrics
from rarekg.graph.endpoint.workers.pools import Pools
from rarekg.graph.endpoint.workers.spool import SpooledResult
from rarekg.graph.home import builds
from rarekg.graph.process.frames import Request
from rarekg.graph.process.sandbox import can_shut_off_network


@contextmanager
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """Listen on a port; give it and the connections received."""
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        stop: list[bool] = []

        def listen() -> None:
            while not stop:
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    received.append(b"connected")

        thread = Thread(target=listen)
        thread.start()
        try:
            yield server.getsockname()[1], received
        finally:
            stop.append(True)
            thread.join()


def at(query: str, port: int) -> str:
    return query.replace("$", CLOSED).replace("127.0.0.1:9", f"127.0.0.1:{port}")


def test_the_listener_would_receive_it() -> None:
    with listener() as (port, received):
        found = Store().query(at(DISGUISES["silent"], port))
        assert isinstance(found, QuerySolutions)
        list(found)
    assert received


@pytest.mark.parametrize("name", DISGUISES)
def test_the_endpoint_sends_nothing(endpoint: Endpoint, name: str) -> None:
    with listener() as (port, received), endpoint.client() as client:
        query = at(DISGUISES[name], port)
        answers = [
            client.post("/sparql", data={"query": query}),
            client.get(f"/sparql?query={quote(query)}"),
            client.post("/sparql", content=query, headers={"Content-Type": "application/sparql-query"}),
        ]
        assert {answer.status_code for answer in answers} == {400}
        assert received == []


@pytest.mark.parametrize(
    "query",
    [
        "ASK FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
        "ASK FROM NAMED <http://127.0.0.1:9/> { GRAPH ?g { ?s ?p ?o } }",
        "ASK { GRAPH <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "DESCRIBE <http://127.0.0.1:9/>",
    ],
)
def test_graphs_are_not_fetched(endpoint: Endpoint, query: str) -> None:
    with listener() as (port, received), endpoint.client() as client:
        assert client.get("/sparql", params={"query": at(query, port)}).status_code == 200
        named = {"query": "ASK { ?s ?p ?o }", "default-graph-uri": f"http://127.0.0.1:{port}/"}
        assert client.get("/sparql", params=named).json()["boolean"] is False
        assert client.get("/store", params={"graph": f"http://127.0.0.1:{port}/"}).status_code == 404
        load = client.post("/sparql", data={"update": f"LOAD <http://127.0.0.1:{port}/>"})
        assert load.status_code == 403
        assert received == []


@pytest.mark.skipif(not can_shut_off_network(), reason="the lock on sockets is for Linux on x86-64 and ARM64")
def test_a_worker_that_is_handed_the_query_sends_nothing(published: Path) -> None:
    async def all_disguises(port: int) -> dict[str, str]:
        pool = Pools(builds.current(published), Limits(workers=1), {}, Metrics())
        await pool.start()
        found = {}
        try:
            for name, query in DISGUISES.items():
                result = await pool.queries.submit(request(at(query, port)), "client")
                await result.settled(1 << 20)
                found[name] = outcome(result)
                pool.release(result)
        finally:
            await pool.close()
        return found

    with listener() as (port, received):
        found = asyncio.run(all_disguises(port))
    assert received == []
    # Without SILENT, and outside of EXISTS, which hide it, the worker reports the refusal.
    assert found["plain"] == found["long string that is none"] == "service"
    assert found["silent"] == "complete"
    assert set(found.values()) <= {"service", "complete", "syntax", "engine"}


def request(query: str) -> Request:
    return Request(
        query=query,
        result_format="json",
        graph_format="turtle",
        max_bytes=1 << 20,
        seconds=10.0,
    )


def outcome(result: SpooledResult) -> str:
    return "complete" if result.problem is None else result.problem.kind
