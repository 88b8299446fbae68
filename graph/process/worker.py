"""A worker process: it runs one query after another on a read-only store, and may be killed at any time.

It opens no socket, has bounded memory, and ends itself if a query overruns and no one else ends it. It imports as
little as it can, so that a replacement starts fast. Only with a remote store it may open sockets; that a query has no
SERVICE is then known from its text, and because the engine reads it without that word before the store gets it.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast

import msgspec
from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, Store, Triple

from rarekg.graph.process import describing, memory, sandbox
from rarekg.graph.process.counted import faster
from rarekg.graph.process.dataset import names_dataset
from rarekg.graph.process.failures import EXPECTED, Refusal, failure, is_panic
from rarekg.graph.process.frames import DATA, END, FAILURE, HEAD, HEADER, READY, Request, frame, json_frame
from rarekg.graph.process.launch import SELF_DESTRUCT
from rarekg.graph.process.membership import joined_lists
from rarekg.graph.process.reads import Readable, remote_store
from rarekg.graph.process.sorting import sorted_by_keys
from rarekg.graph.rdf import prefixed
from rarekg.graph.rdf.formats import GRAPHS, RESULTS
from rarekg.graph.rdf.offered import offered_for
from rarekg.graph.rdf.xml import XML, UnwritableError, XmlOutput, expressible
from rarekg.graph.remote import place
from rarekg.ontology.errors import QueryError
from rarekg.ontology.structs import to_json

if TYPE_CHECKING:  # a worker with an embedded store starts without it
    from rarekg.graph.remote.store import RemoteStore

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


def run(store: Readable, request: Request, channel: int, prefixes: Mapping[str, str], base: str) -> None:
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
    graph = not isinstance(result, QuerySolutions | QueryBoolean)
    form = request.graph_format if graph else request.result_format
    if form is None:
        offer = offered_for(graph=graph)
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
    store: Readable, request: Request, base: str, declared: dict[str, str] | None
) -> QuerySolutions | QueryBoolean | Iterable[Triple]:
    """Return the result of the query, by another one with the same result where that takes less time."""
    dataset = _dataset(request, base, declared)
    described = describing.described(store, request.query, base, declared, dataset)
    if described is not None:
        return described

    def ask(query: str) -> QuerySolutions | QueryBoolean | Iterator[Triple]:
        return store.query(query, base_iri=base, prefixes=declared, **dataset)

    query = request.query
    if dataset.get("use_default_graph_as_union", False):
        query = faster(store, query, base, declared)
    if remote_store(store) is None:
        query = joined_lists(query)
        return ask(sorted_by_keys(query, ask) or query)
    try:  # how another engine runs a query best, that engine knows
        return ask(query)
    except QueryError:
        if query == request.query:
            raise
        return ask(request.query)


def _write_graph(triples: Iterator[Triple], form: str, out: IO[bytes], prefixes: Mapping[str, str]) -> None:
    if form in XML:
        triples = expressible(triples)
    elif form == "jsonld":
        first = list(islice(triples, SORTED))
        triples = chain(first if len(first) == SORTED else sorted(first, key=str), triples)
    prefixed.write(triples, GRAPHS[form].engine, out, prefixes)


def _identify(store: Readable, request: Request, channel: int, base: str) -> None:
    from rarekg.graph.rdf.identification import identify  # not before: a replacement starts without it

    output = Output(channel, "json", request.max_bytes)
    output.write(to_json(list(identify(cast(Store, store), request.identify, base))))
    output.send(frame(END))


def _dataset(request: Request, base: str, declared: Mapping[str, str] | None) -> dict[str, Any]:
    if request.datasets is None:
        # With the union the engine would pass over a query's FROM.
        return {"use_default_graph_as_union": not names_dataset(request.query, base, declared)}
    default, named = ([NamedNode(graph) for graph in graphs] for graphs in request.datasets)
    return {"default_graph": default, "named_graphs": named}


def serve(store: Readable, channel: int, prefixes: Mapping[str, str], base: str) -> None:
    """Run requests until the client closes the channel or this process has grown too large."""
    remote = remote_store(store)
    _write(channel, frame(READY))
    settled = memory.resident()
    while (request := _read(channel)) is not None:
        sandbox.expire_in(request.seconds)
        if remote is not None:
            remote.begin(request.seconds - SELF_DESTRUCT)
        try:
            run(store, request, channel, prefixes, base)
        except (BrokenPipeError, ConnectionResetError):
            return  # the client is gone
        except (Refusal, *EXPECTED) as error:
            known: Exception = error if remote is None else remote.judged(error)
            _write(channel, json_frame(FAILURE, failure(known, request.query, _declared(request, prefixes))))
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
    """Serve the store named on the command line: its place, channel, bytes of memory, niceness, base IRI, prefixes."""
    where, channel, max_memory, niceness, base, prefixes = sys.argv[1:]
    remote = place.read(where)
    if remote is None and sandbox.can_shut_off_network():
        sandbox.shut_off_network()
    sandbox.bound(int(max_memory))
    try:
        with _opened(where) if remote is None else _reached(remote) as store:
            os.nice(int(niceness))  # not before, so that a replacement starts fast beside long queries
            serve(store, int(channel), msgspec.json.decode(prefixes, type=dict[str, str]), base)
    except _UnopenedError as error:
        sys.exit(str(error))


class _UnopenedError(Exception):
    """The store cannot be opened."""


@contextmanager
def _opened(folder: str) -> Iterator[Store]:
    try:
        store = Store.read_only(folder)
    except OSError as error:
        raise _UnopenedError(str(error)) from error
    yield store


@contextmanager
def _reached(where: place.Place) -> "Iterator[RemoteStore]":
    from rarekg.graph.remote.client import Addresses, Limits, connected
    from rarekg.graph.remote.store import RemoteStore

    # What time a query has left bounds the attempts, and the end of this process all of them.
    limits = Limits(connect=2.0, attempts=3, wait=0.1, longest_wait=1.0)
    with connected(Addresses(query=where.url), limits=limits) as client:
        yield RemoteStore(client, where)


if __name__ == "__main__":
    main()
