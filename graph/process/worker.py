"""A worker process: answers one query after another on a read-only store, in a process that may be killed at any time.

It opens no socket, has bounded memory, and ends itself when a query overruns and no one else ends it. It imports as
little as it can, so that its replacement is there soon.
"""

import json
import os
import re
import sys
from collections.abc import Mapping
from itertools import chain, islice
from typing import IO, Any, cast

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from rarekg.graph.process import sandbox
from rarekg.graph.process.frames import DATA, END, HEAD, HEADER, PROBLEM, READY, Request, frame, said

PART = 64 << 10  # bytes of a DATA frame
SWOLLEN = 48 << 20  # bytes of memory that a query may leave behind before what is free goes back to the system
BLOATED = 256 << 20  # bytes of memory left even so, beyond which a fresh process takes over
FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPHS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
PREFIXED = ("turtle", "rdfxml")
LOOKED_AT = 500  # triples of a graph, for the prefixes that it needs
_PLACE = re.compile(r"at (\d+):(\d+)")
_EXPECTED = re.compile(r"""(?:\[(?:'[^']+'|[^\]])*\])|("(?:[^"\\]|\\.)+")|\b([A-Z]{2,}(?: [A-Z]+)*)\b""")


class Refused(Exception):
    """Carries what the web process tells the client: a kind and what belongs to it."""

    def __init__(self, kind: str, message: str, **facts: int) -> None:
        """Keep the parts."""
        self.said: dict[str, Any] = {"kind": kind, "message": message, "facts": facts}
        super().__init__(message)


class Output:
    """Takes what the engine writes, counts it against the limits, and sends it on in parts.

    What is held back until the first part is full makes an early failure an answer of its own.
    """

    def __init__(self, channel: int, head: str, request: Request) -> None:
        """Begin an answer in the format ``head``."""
        self._channel, self._request = channel, request
        self._head, self._parts = said(HEAD, head), list[bytes]()
        self._held = self._bytes = 0

    def write(self, data: bytes) -> int:
        """Take the next bytes; Refused where the result is over a limit."""
        self._bytes += len(data)
        if self._bytes > self._request["max_bytes"]:
            raise Refused("max_result_bytes", "the result is too large", value=self._request["max_bytes"])
        self._parts.append(data)
        self._held += len(data)
        if self._held >= PART:
            self.send()
        return len(data)

    def flush(self) -> None:
        """Do nothing: the engine calls this at its end, and what is held then goes out with the last frame."""

    def send(self, last: bytes = b"") -> None:
        """Send what is held, then the frame ``last``."""
        data = b"".join(self._parts)
        _write(self._channel, self._head + (frame(DATA, data) if data else b"") + last)
        self._head, self._parts, self._held = b"", [], 0


def answer(store: Store, request: Request, channel: int, prefixes: Mapping[str, str], base: str) -> None:
    """Answer ``request`` into ``channel``; Refused where it cannot be."""
    required = request.get("must_exist")
    if required is not None and not store.contains_named_graph(NamedNode(required)):
        raise Refused("no-graph", f"there is no graph <{required}>")
    datasets = request["datasets"]
    chosen: dict[str, Any] = {"use_default_graph_as_union": request["union"]}
    if datasets is not None:
        chosen = {
            name: [NamedNode(graph) for graph in graphs]
            for name, graphs in zip(("default_graph", "named_graphs"), datasets, strict=True)
        }
    found = store.query(request["query"], base_iri=base, **chosen)
    wanted = request["graph"] if isinstance(found, QueryTriples) else request["rows"]
    if wanted is None or (isinstance(found, QueryBoolean) and wanted not in FORMATS):
        raise Refused("accept", "the query's answer cannot be written in a media type that Accept allows")
    output = Output(channel, wanted, request)
    if isinstance(found, QueryTriples):
        first = list(islice(found, LOOKED_AT))
        used = _used(first, prefixes) if wanted in PREFIXED else {}
        serialize(chain(first, found), cast(IO[bytes], output), GRAPHS[wanted], prefixes=used)
    elif isinstance(found, QuerySolutions | QueryBoolean):
        found.serialize(cast(IO[bytes], output), FORMATS[wanted])
    output.send(frame(END))


def _used(first: list[Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes that the ``first`` triples need; all of them where there may be more triples."""
    if len(first) == LOOKED_AT:
        return dict(prefixes)
    text = "\n".join(map(str, first))
    return {prefix: namespace for prefix, namespace in prefixes.items() if f"<{namespace}" in text}


def _problem(error: Exception) -> dict[str, Any]:
    if isinstance(error, Refused):
        return error.said
    if isinstance(error, SyntaxError):
        return _syntax(str(error))
    if isinstance(error, PermissionError):
        return {"kind": "service", "message": "this service does not federate: SERVICE is not supported", "facts": {}}
    if isinstance(error, MemoryError):
        return {"kind": "memory", "message": "the query needed too much memory", "facts": {}}
    return {"kind": "engine", "message": f"the query cannot be answered: {error}", "facts": {}}


def _syntax(message: str) -> dict[str, Any]:
    place = _PLACE.search(message)
    if place is None:
        return {"kind": "syntax", "message": f"this is not SPARQL: {message}", "facts": {}}
    # Of what the engine expected, sets of characters tell no one anything; words and marks do.
    found = _EXPECTED.findall(message[place.end() :])
    expected = [mark or word for mark, word in found if mark or word]
    said = f"this is not SPARQL: error in line {place[1]}, column {place[2]}"
    if expected:
        said += f": expected {'one of ' if len(expected) > 1 else ''}{', '.join(expected)}"
    return {"kind": "syntax", "message": said, "facts": {"line": int(place[1]), "column": int(place[2])}}


def serve(store: Store, channel: int, prefixes: Mapping[str, str], base: str) -> None:
    """Answer requests until the web process closes the channel or this process has grown too large."""
    _write(channel, frame(READY))
    settled = sandbox.resident()
    while (request := _read(channel)) is not None:
        sandbox.expire_in(request["seconds"])
        try:
            answer(store, request, channel, prefixes, base)
        except (Refused, SyntaxError, ValueError, OSError, RuntimeError, MemoryError, OverflowError) as error:
            if isinstance(error, BrokenPipeError | ConnectionResetError):
                return  # the web process is gone
            _write(channel, said(PROBLEM, _problem(error)))
        sandbox.expire_in(0)
        if sandbox.resident() > settled + SWOLLEN:
            sandbox.give_back()
            settled = sandbox.resident()
            if settled > BLOATED:
                return


def _read(channel: int) -> Request | None:
    header = _exactly(channel, HEADER.size)
    if header is None:
        return None
    _, length = HEADER.unpack(header)
    payload = _exactly(channel, length)
    if payload is None:
        return None
    request: Request = json.loads(payload)
    return request


def _exactly(channel: int, length: int) -> bytes | None:
    parts = []
    while length:
        part = os.read(channel, length)
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _write(channel: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(channel, view) :]


def main() -> None:
    """Serve the store named on the command line: folder, channel, bytes of memory, base IRI, prefixes as JSON."""
    folder, channel, memory, base, prefixes = sys.argv[1:]
    if sandbox.can_shut_off_network():
        sandbox.shut_off_network()
    sandbox.bound(int(memory))
    try:
        store = Store.read_only(folder)
    except OSError as error:
        sys.exit(str(error))
    serve(store, int(channel), json.loads(prefixes), base)


if __name__ == "__main__":
    main()
