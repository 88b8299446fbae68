"""A worker process: it runs one query after another on a read-only store, and may be killed at any time.

It opens no socket, has bounded memory, and ends itself if a query overruns and no one else ends it. It imports as
little as it can, so that a replacement starts fast.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from types import MappingProxyType
from typing import IO, Any, BinaryIO, cast

import msgspec
from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from rarekg.graph.process import describing, memory, sandbox
from rarekg.graph.process.counted import faster
from rarekg.graph.process.dataset import names_dataset
from rarekg.graph.process.failures import EXPECTED, Refusal, failure, is_panic
from rarekg.graph.process.frames import DATA, END, FAILURE, HEAD, HEADER, READY, Request, frame, json_frame
from rarekg.graph.process.membership import joined_lists
from rarekg.graph.process.sorting import sorted_by_keys
from rarekg.graph.rdf import prefixed
from rarekg.graph.rdf.formats import GRAPHS, RESULTS
from rarekg.graph.rdf.offered import offered_for
from rarekg.graph.rdf.xml import XML, UnwritableError, XmlOutput, expressible
from rarekg.ontology.structs import to_json

# Under which queries by others name every term of the OBO library; results have the prefix of each ontology.
OBO: Mapping[str, str] = MappingProxyType({"obo": "http://purl.obolibrary.org/obo/"})
PART = 64 << 10  # bytes of a DATA frame
SWOLLEN = 48 << 20  # bytes of memory that a query may leave behind before free memory goes back to the system
BLOATED = 256 << 20  # bytes of memory left even so, beyond which a fresh process takes over
SORTED = 20_000  # triples of a graph in JSON-LD that are put in order, so that each thing has one object


class Output:
    """The file that the engine writes a result to: it counts bytes against the limit and sends them on in parts.

    Nothing is sent before the first part is full, so that an early failure is the only response.
    """

    def __init__(self, channel: int, form: str, max_bytes: int | None) -> None:
        """Begin a result in the format ``form``."""
        self._channel, self._max_bytes = channel, max_bytes
        self._head, self._parts = json_frame(HEAD, form), list[bytes]()
        self._buffered = self._bytes = 0

    def write(self, data: bytes) -> int:
        """Take the next bytes.

        Raises:
            Refusal: The result is over the limit.
        """
        self._bytes += len(data)
        if self._max_bytes is not None and self._bytes > self._max_bytes:
            raise Refusal("max_result_bytes", "the result is too large", value=self._max_bytes)
        self._parts.append(data)
        self._buffered += len(data)
        if self._buffered >= PART:
            self.send()
        return len(data)

    def flush(self) -> None:
        """Do nothing: the engine calls this at its end, and what is buffered then goes out with the last frame."""

    def send(self, last: bytes = b"") -> None:
        """Send what is buffered, then the frame ``last``."""
        data = b"".join(self._parts)
        _write(self._channel, self._head + (frame(DATA, data) if data else b"") + last)
        self._head, self._parts, self._buffered = b"", [], 0


def run(store: Store, request: Request, channel: int, prefixes: Mapping[str, str], base: str) -> None:
    """Write the result of ``request`` to ``channel``.

    Raises:
        Refusal: The graph does not exist, the client takes no fitting format, the format cannot hold the result, or the
            result is over the limit.
        SyntaxError: The query is not SPARQL.
        OSError, ValueError, RuntimeError, MemoryError, OverflowError: The engine cannot run it.
    """
    if request.identify:
        _identify(store, request, channel, base)
        return
    required = request.must_exist
    if required is not None and not store.contains_named_graph(NamedNode(required)):
        raise Refusal("no-graph", f"there is no graph <{required}>")
    if request.about is not None:
        output = Output(channel, "about", request.max_bytes)
        output.write(describing.found(store, request.about, base))
        output.send(frame(END))
        return
    declared = _declared(request, prefixes)
    result = _result(store, request, base, declared)
    form = request.graph_format if isinstance(result, QueryTriples | list) else request.result_format
    if form is None:
        offer = offered_for(graph=isinstance(result, QueryTriples | list))
        raise Refusal("accept", f"the result has none of the formats that the request allows: {offer}")
    output = Output(channel, form, request.max_bytes)
    out = cast(IO[bytes], XmlOutput(cast(BinaryIO, output)) if form in XML else output)
    try:
        if isinstance(result, QuerySolutions | QueryBoolean):
            result.serialize(out, RESULTS[form].engine)
        else:
            _write_graph(iter(result), form, out, prefixes)
    except UnwritableError as error:
        raise Refusal("accept", f"{error}; take another format") from error
    output.send(frame(END))


def _declared(request: Request, prefixes: Mapping[str, str]) -> dict[str, str] | None:
    """Return the prefixes that the query of ``request`` need not declare; None if it has to declare them all."""
    return {**OBO, **prefixes} if request.declare_prefixes else None


def _result(
    store: Store, request: Request, base: str, declared: dict[str, str] | None
) -> QuerySolutions | QueryBoolean | QueryTriples | list[Triple]:
    """Return the result of the query, by another one with the same result where that takes less time."""
    dataset = _dataset(request, base, declared)
    described = describing.described(store, request.query, base, declared, dataset)
    if described is not None:
        return described

    def ask(query: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        return store.query(query, base_iri=base, prefixes=declared, **dataset)

    query = request.query
    if dataset.get("use_default_graph_as_union", False):
        query = faster(store, query, base, declared)
    query = joined_lists(query)
    return ask(sorted_by_keys(query, ask) or query)


def _write_graph(triples: Iterator[Triple], form: str, out: IO[bytes], prefixes: Mapping[str, str]) -> None:
    if form in XML:
        triples = expressible(triples)
    elif form == "jsonld":
        first = list(islice(triples, SORTED))
        triples = chain(first if len(first) == SORTED else sorted(first, key=str), triples)
    prefixed.write(triples, GRAPHS[form].engine, out, prefixes)


def _identify(store: Store, request: Request, channel: int, base: str) -> None:
    from rarekg.graph.rdf.identification import identify  # not before: a replacement starts without it

    output = Output(channel, "json", request.max_bytes)
    output.write(to_json(list(identify(store, request.identify, base))))
    output.send(frame(END))


def _dataset(request: Request, base: str, declared: Mapping[str, str] | None) -> dict[str, Any]:
    if request.datasets is None:
        # With the union the engine would pass over a query's FROM.
        return {"use_default_graph_as_union": not names_dataset(request.query, base, declared)}
    default, named = ([NamedNode(graph) for graph in graphs] for graphs in request.datasets)
    return {"default_graph": default, "named_graphs": named}


def serve(store: Store, channel: int, prefixes: Mapping[str, str], base: str) -> None:
    """Run requests until the client closes the channel or this process has grown too large."""
    _write(channel, frame(READY))
    settled = memory.resident()
    while (request := _read(channel)) is not None:
        sandbox.expire_in(request.seconds)
        try:
            run(store, request, channel, prefixes, base)
        except (BrokenPipeError, ConnectionResetError):
            return  # the client is gone
        except (Refusal, *EXPECTED) as error:
            _write(channel, json_frame(FAILURE, failure(error, request.query, _declared(request, prefixes))))
        except BaseException as error:
            if not is_panic(error):
                raise
            _write(channel, json_frame(FAILURE, failure(error, request.query)))
            return  # what a panic leaves behind is not known, so a fresh process takes over
        sandbox.expire_in(0)
        if memory.resident() > settled + SWOLLEN:
            memory.give_back()
            settled = memory.resident()
            if settled > BLOATED:
                return


def _read(channel: int) -> Request | None:
    header = _exactly(channel, HEADER.size)
    payload = None if header is None else _exactly(channel, HEADER.unpack(header)[1])
    return None if payload is None else msgspec.json.decode(payload, type=Request)


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
    """Serve the store named on the command line: folder, channel, bytes of memory, niceness, base IRI, prefixes."""
    folder, channel, max_memory, niceness, base, prefixes = sys.argv[1:]
    if sandbox.can_shut_off_network():
        sandbox.shut_off_network()
    sandbox.bound(int(max_memory))
    try:
        store = Store.read_only(folder)
    except OSError as error:
        sys.exit(str(error))
    os.nice(int(niceness))  # not before, so that a replacement starts fast beside long queries
    serve(store, int(channel), msgspec.json.decode(prefixes, type=dict[str, str]), base)


if __name__ == "__main__":
    main()
