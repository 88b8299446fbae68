"""From a query to an HTTP response: out of the cache or by a worker, whole or streamed, compressed or not.

Everything that reads the store comes through here: SPARQL, the graph store, and pages that run saved queries.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import IDENTITY, CachedResponse
from rarekg.graph.endpoint.http.compression import CODINGS
from rarekg.graph.endpoint.http.conditional import VARY, cache_headers, cache_key, cached_response, complete
from rarekg.graph.endpoint.http.negotiation import coding, field
from rarekg.graph.endpoint.http.service import Datasets, Service, client
from rarekg.graph.endpoint.http.stream import Stream
from rarekg.graph.endpoint.log_fields import note
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.workers.spool import IN_MEMORY, SpooledResult
from rarekg.graph.process.frames import About
from rarekg.graph.process.frames import Request as WorkerRequest
from rarekg.graph.rdf.emptiness import is_empty
from rarekg.graph.rdf.formats import content_type
from rarekg.graph.rdf.offered import offered_for

NONE: Mapping[str, str] = MappingProxyType({})
NOTE = "Rarekg-Note"  # the header with what a program should know of an answer: followed ids, why it is empty


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRequest:
    """A query for a worker, and how its result is to be written.

    ``rows`` and ``graph`` are the formats for either kind of result, None where the client accepts none. ``datasets``
    is the protocol's dataset (default graphs, named graphs), which precedes the query's own; without either, the
    default graph is the union of all. ``must_exist`` is a graph that must exist, else the problem is a 404.
    ``changing`` is true of a query whose result may differ each time. ``max_bytes`` is a limit of the result below that
    of the service. ``about`` asks for what a document holds in place of a query, ``identify`` for what these IRIs stand
    for. ``if_empty`` is the note that a result without rows has. A ``whole`` result is complete
    before its response begins, so that one that fails has a status that says so.
    """

    query: str
    rows: str | None
    graph: str | None
    datasets: Datasets | None = None
    must_exist: str | None = None
    changing: bool = False
    max_bytes: int | None = None
    about: About | None = None
    if_empty: str = ""
    identify: tuple[str, ...] = ()
    whole: bool = False


# Makes a query and the headers that its response has.
Bind = Callable[[], Awaitable[tuple[QueryRequest, Mapping[str, str]]]]


async def respond(
    service: Service, request: Request, query: QueryRequest, headers: Mapping[str, str] | None = None
) -> Response:
    """Return the response to ``query``, with ``headers``.

    Raises:
        Problem: 406 if the client accepts none of the formats; another if the query fails or is over a limit.
    """
    _check_formats(query)
    key = _key(service, query)
    note(request.scope).query = key.hex()[:12]
    if query.changing:
        sent = {"Cache-Control": "no-store", "Vary": VARY, **(headers or {})}
        made = await _run(service, request, query, None, sent)
        return made if isinstance(made, Stream) else await complete(service, request, made, sent)
    sent = {**cache_headers(request, key), **(headers or {})}
    return await cached_response(service, request, key, partial(_run, service, request, query, key, sent), sent)


async def respond_bound(service: Service, request: Request, bind: Bind, *parts: str | None) -> Response:
    """Return the response to the query that ``bind`` makes, with its headers, where finding it takes a worker.

    The response to a GET is known by its address and ``parts``, so that one that a client or the cache has needs none.

    Raises:
        Problem: As :func:`respond` and ``bind`` do.
    """
    if request.method == "POST":
        return await respond(service, request, *await bind())
    key = cache_key(service, request, "bound", *parts)
    sent = cache_headers(request, key)

    async def make() -> CachedResponse | Stream:
        query, headers = await bind()
        _check_formats(query)
        return await _run(service, request, query, key, sent, headers)

    return await cached_response(service, request, key, make, sent)


def _check_formats(query: QueryRequest) -> None:
    if query.rows is None and query.graph is None:
        kinds = " and ".join(offered_for(graph=graph) for graph in (False, True))
        message = f"Accept allows nothing that is offered here: {kinds}"
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, "accept", message)


async def fetch(service: Service, request: Request, query: QueryRequest, *, written: bool = False) -> bytes:
    """Return the whole result of ``query``, for a response that is made from it.

    It runs on the workers for pages; if the client has ``written`` the query, on those for queries. It counts against
    the client as a query of its own does.

    Raises:
        Problem: if the query fails or is over a limit.
    """
    pool = service.pool.queries if written else service.pool.pages
    answer = await pool.submit(_for_worker(service, query), client(request))
    try:
        await _complete(service, answer)
        return await _read(service, answer)
    finally:
        service.pool.release(answer)


async def fetch_part(service: Service, request: Request, query: QueryRequest) -> tuple[bytes, bool]:
    """Return what a result has within its limit of bytes, and whether that is all of it.

    Raises:
        Problem: if the query fails, or is over a limit before the first part of its result.
    """
    answer = await service.pool.queries.submit(_for_worker(service, query), client(request))
    try:
        await answer.settled(service.limits.max_result_bytes + 1)
        cut = answer.problem is not None and answer.problem.kind == "max_result_bytes" and answer.size > 0
        if answer.problem is not None and not cut:
            raise answer.problem
        return await _read(service, answer), not cut
    finally:
        service.pool.release(answer)


async def _run(
    service: Service,
    request: Request,
    query: QueryRequest,
    key: bytes | None,
    headers: Mapping[str, str],
    stored: Mapping[str, str] = NONE,
) -> CachedResponse | Stream:
    """Have a worker answer; return its result if that is small, else a stream that stores it under ``key``.

    ``stored`` are headers that are kept with the result, beside the ``headers`` of each response to such a request.
    """
    answer = await service.pool.queries.submit(_for_worker(service, query), client(request))
    stream = None
    try:
        accepted = coding(field(request, "accept-encoding"), CODINGS)
        if request.scope["http_version"] == "1.0":
            # Without chunks the length is sent first, and so the whole result is needed.
            accepted = IDENTITY
        if query.whole or request.scope["http_version"] == "1.0":
            await _complete(service, answer)
        await answer.settled(1)
        if answer.problem is not None and not answer.size:
            raise answer.problem
        assert answer.format is not None
        if not answer.done or answer.problem is not None or answer.size > IN_MEMORY:
            stream = Stream(service, answer, key, accepted, headers, stored)
            return stream
        body = answer.whole()
        noted = {NOTE: query.if_empty} if query.if_empty and is_empty(body, answer.format) else {}
        return CachedResponse(body=body, headers={"Content-Type": content_type(answer.format), **stored, **noted})
    finally:
        if stream is None:
            service.pool.release(answer)


async def _complete(service: Service, answer: SpooledResult) -> None:
    await answer.settled(service.limits.max_result_bytes + 1)
    if answer.problem is not None:
        raise answer.problem


async def _read(service: Service, answer: SpooledResult) -> bytes:
    """Return a result that is done; a large one is in a file."""
    return await service.in_thread(answer.whole) if answer.size > IN_MEMORY else answer.whole()


def _for_worker(service: Service, query: QueryRequest) -> WorkerRequest:
    limits = service.limits
    return WorkerRequest(
        query=query.query,
        result_format=query.rows,
        graph_format=query.graph,
        datasets=query.datasets,
        must_exist=query.must_exist,
        declare_prefixes=True,
        max_bytes=min(limits.max_result_bytes, query.max_bytes or limits.max_result_bytes),
        seconds=limits.timeout,
        about=query.about,
        identify=query.identify,
    )


def _key(service: Service, query: QueryRequest) -> bytes:
    """Return the key of the result: its text to the byte, since only the engine knows which bytes make no difference.

    Address, path and parameters determine nothing further, so that a form and a URL share a result.
    """
    graphs = [] if query.datasets is None else [part for graphs in query.datasets for part in (*graphs, None)]
    return cache_key(
        service, None, "query", query.query, query.rows, query.graph, query.must_exist, query.if_empty, *graphs
    )
