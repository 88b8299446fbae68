"""What the engine raises becomes one sentence with the position and the cause."""

import socket
from typing import cast

import msgspec
import pytest
from pyoxigraph import Store

from rarekg.graph.process import sandbox
from rarekg.graph.process.failures import EXPECTED, Refusal, failure
from rarekg.graph.process.frames import FAILURE, QUERY, READY, Failure, Request, json_frame, split
from rarekg.graph.process.worker import serve
from rarekg.graph.remote.failures import RemoteStoreError
from rarekg.graph.remote.parsing import OfEngineError
from rarekg.ontology.errors import QueryError
from rarekg.queries.federation import FederationError

URL = "http://store.example.org/sparql"

PREFIXES = {"xsd": "http://www.w3.org/2001/XMLSchema#"}


def raised(query: str) -> Failure:
    with pytest.raises(EXPECTED) as caught:
        Store().query(query, prefixes=PREFIXES)
    return failure(caught.value, query, PREFIXES)


@pytest.mark.parametrize(
    ("query", "line", "column", "expected"),
    [
        ("SELECT *\n{ ?s ?p", 2, 8, "a } is missing"),
        ("SELEKT * {}", 1, 1, "did you mean SELECT?"),
        ("ASK { ?s ?p ?o", 1, 15, "a } is missing"),
    ],
)
def test_a_syntax_error_has_its_position_and_what_is_wrong(query: str, line: int, column: int, expected: str) -> None:
    found = raised(query)
    assert (found.kind, found.facts["line"], found.facts["column"]) == ("syntax", line, column)
    assert found.message.startswith(f"line {line}, column {column}: ")
    assert found.message.endswith(str(found.facts["advice"]))
    assert expected in found.message


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ASK { FILTER(<http://example.org/strlen>('a') > 0) }", ("no function <http://example.org/strlen>", "STRLEN")),
        ("PREFIX e: <http://example.org/> ASK { FILTER(e:f('a')) }", ("<http://example.org/f>", "SPARQL 1.1")),
        ("ASK { FILTER(xsd:foo('a')) }", ("http://www.w3.org/2001/XMLSchema#foo", "dateTime")),
    ],
)
def test_an_unknown_function_is_named_and_marked(query: str, words: tuple[str, ...]) -> None:
    found = raised(query)
    assert found.kind == "engine"
    assert [word for word in words if word not in found.message] == []
    line, caret = str(found.facts["source"]).split("\n")
    assert line[len(caret) - 1 :].startswith(("<http://example.org/strlen>(", "e:f(", "xsd:foo("))


def test_a_path_of_this_machine_is_not_shown() -> None:
    message = failure(ValueError("cannot read /srv/data/store/000012.sst: gone")).message
    assert message == "the query cannot be answered: cannot read a file: gone"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (SyntaxError("no position"), "syntax"),
        (PermissionError(13, "Permission denied"), "service"),
        (MemoryError(), "memory"),
        (OSError("JSON-LD does not support RDF 1.2 yet"), "accept"),
        (OSError(24, "Too many open files"), "store"),
        (RuntimeError("Corruption: block checksum mismatch: stored = 1, computed = 2 in /a/b.sst"), "store"),
        (RuntimeError("The custom function <http://x/> is not supported"), "engine"),
        (RuntimeError("The variable encoding the service name is unbound"), "engine"),
        (ValueError("no"), "engine"),
        (Refusal("accept", "no format"), "accept"),
    ],
)
def test_each_error_has_its_kind(error: Exception, kind: str) -> None:
    assert failure(error).kind == kind


@pytest.mark.parametrize(
    ("error", "kind", "message"),
    [
        (FederationError("SERVICE is not supported"), "service", "SERVICE is not supported"),
        (OfEngineError("bif:exec is not supported"), "engine", "bif:exec is not supported"),
        (
            RemoteStoreError(URL, "answers 400: no such function", status=400),
            "engine",
            "the engine behind this service ",
        ),
        (RemoteStoreError(URL, "broke off"), "bad-gateway", f"{URL} broke off"),
        (RemoteStoreError(URL, "sent nothing for too long", status=504), "gateway-timeout", f"{URL} sent nothing"),
    ],
)
def test_each_failure_of_a_remote_store_has_its_kind(error: QueryError, kind: str, message: str) -> None:
    found = failure(error)
    assert found.kind == kind
    assert found.message.startswith(message)


class PanicException(BaseException):
    """What the engine's binding raises for a panic: https://pyo3.rs/main/doc/pyo3/panic/struct.PanicException."""


class Panicking:
    """A store whose queries panic."""

    def query(self, *_: object, **__: object) -> None:
        raise PanicException("index out of bounds at /home/a/.cargo/registry/src/lib.rs:7")


def test_a_panic_of_the_engine_is_a_failure_and_ends_the_worker() -> None:
    ours, theirs = socket.socketpair()
    request = Request(query="ASK {}", result_format="csv", graph_format=None, seconds=60)
    with ours, theirs:
        ours.sendall(json_frame(QUERY, request) * 2)
        serve(cast(Store, Panicking()), theirs.fileno(), {}, "http://example.org/")
        sandbox.expire_in(0)  # this process does not end with the worker
        received = list(split(bytearray(ours.recv(10_000))))
    assert [kind for kind, _ in received] == [READY, FAILURE]
    found = msgspec.json.decode(received[1][1], type=Failure)
    assert found.kind == "engine"
    assert "/" not in found.message


def test_a_refusal_keeps_its_facts() -> None:
    assert failure(Refusal("max_result_bytes", "too large", value=7)).facts == {"value": 7}
