"""A query runs in a process of its own that has bounds, and ends with it whatever happens."""

import os
import signal
import socket
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from served import BASE, TERMS

from rarekg.graph.home.builds import current
from rarekg.graph.process.client import Result, WorkerError, running
from rarekg.graph.process.frames import Request
from rarekg.graph.process.sandbox import can_shut_off_network

MEMORY = 1 << 30
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
PREFIXES = {"rdfs": "http://www.w3.org/2000/01/rdf-schema#"}


def request(query: str, *, seconds: float = 30.0, max_bytes: int | None = None) -> Request:
    return Request(
        query=query,
        result_format="csv",
        graph_format=None,
        declare_prefixes=True,
        max_bytes=max_bytes,
        seconds=seconds,
    )


def start(home: Path, sent: Request, max_memory: int = MEMORY) -> AbstractContextManager[Result]:
    return running(current(home).store, BASE, sent, max_memory=max_memory, prefixes=PREFIXES)


def failure(home: Path, sent: Request, max_memory: int = MEMORY) -> WorkerError:
    with pytest.raises(WorkerError) as caught, start(home, sent, max_memory) as result:
        list(result.parts)
    return caught.value


def children() -> set[int]:
    return set(map(int, Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text(encoding="ascii").split()))


def test_a_result_arrives_in_parts(published: Path) -> None:
    with start(published, request("SELECT ?s ?label { ?s rdfs:label ?label }")) as result:
        assert result.format == "csv"
        body = b"".join(result.parts)
    assert body.count(b"http://purl.obolibrary.org/obo/HP_") == TERMS + 1


def test_the_process_ends_with_the_block(published: Path) -> None:
    before = children()
    with start(published, request(LARGE)) as result:
        assert next(result.parts)
        assert len(children() - before) == 1
    assert children() == before


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("SELECT", "syntax"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "accept"),
        (f"SELECT * {'{' * 20_000}{'}' * 20_000}", "crash"),
    ],
)
def test_a_failure_has_its_kind(published: Path, query: str, kind: str) -> None:
    assert failure(published, request(query)).kind == kind


def test_a_result_that_is_too_large_is_a_failure(published: Path) -> None:
    assert failure(published, request(LARGE, max_bytes=1_000_000)).kind == "max_result_bytes"


@pytest.mark.parametrize("query", [SLOW, LARGE + " ORDER BY ?c ?f"])
def test_a_query_ends_in_time(published: Path, query: str) -> None:
    error = failure(published, request(query, seconds=0.3))
    assert (error.kind, str(error)) == ("timeout", "the query took longer than 0.3 s")


def test_a_process_that_is_killed_is_a_failure(published: Path) -> None:
    before = children()
    with start(published, request(LARGE)) as result:
        next(result.parts)
        (worker,) = children() - before
        os.kill(worker, signal.SIGKILL)
        with pytest.raises(WorkerError, match="signal 9") as caught:
            list(result.parts)
    assert caught.value.kind == "crash"


def test_too_little_memory_is_a_failure(published: Path) -> None:
    doubled = " ".join(f"BIND(CONCAT(?x{at}, ?x{at}) AS ?x{at + 1})" for at in range(30))
    query = f"SELECT (STRLEN(?x30) AS ?n) {{ BIND('aaaaaaaaaaaaaaaa' AS ?x0) {doubled} }}"
    assert failure(published, request(query), 500 << 20).kind == "memory"
    assert failure(published, request("ASK {}"), 100 << 20).kind == "start"


def test_a_store_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    with (
        pytest.raises(WorkerError, match="none cannot be opened: ") as caught,
        running(tmp_path / "none", BASE, request("ASK {}"), max_memory=MEMORY, prefixes={}),
    ):
        pass
    assert caught.value.kind == "start"


@pytest.mark.skipif(not can_shut_off_network(), reason="the lock on sockets is for Linux on x86-64 and ARM64")
@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_it_makes_no_connection(published: Path, silent: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        clause = f"SERVICE {silent}<http://127.0.0.1:{listener.getsockname()[1]}/> {{ ?s ?p ?o }}"
        if silent:
            with start(published, request(f"SELECT ?s {{ {clause} }}")) as result:
                list(result.parts)
        else:
            assert failure(published, request(f"SELECT ?s {{ {clause} }}")).kind == "service"
        with pytest.raises(TimeoutError):
            listener.accept()
