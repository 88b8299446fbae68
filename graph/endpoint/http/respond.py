"""From a question to an HTTP response: out of the cache, or by a worker, whole or streamed, compressed or not.

Whatever shows what the graph holds comes through here: SPARQL, the graph store, and pages that ask saved queries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import Result, key
from rarekg.graph.endpoint.http.compression import CODINGS, SMALLEST, compressed
from rarekg.graph.endpoint.http.negotiation import coding
from rarekg.graph.endpoint.http.service import Service, client
from rarekg.graph.endpoint.http.stream import Stream
from rarekg.graph.endpoint.log_fields import note
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.workers.answer import IN_MEMORY
from rarekg.graph.process.frames import Request as Asked
from rarekg.graph.rdf.formats import content_type

FRESH = "public, max-age=0, must-revalidate"  # a cache asks again, and is mostly told that nothing changed
TAG_LENGTH = 32  # hexadecimal digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a worker is to answer, and how.

    ``query`` is SPARQL; ``normal`` tells it from others (its text with white space folded). ``rows`` and ``graph`` name
    the formats for either kind of answer, None where the client takes none. ``datasets`` is the protocol's dataset
    (default graphs, named graphs); where it is None and ``union`` is true, the default graph is the union of all.
    ``must_exist`` is a graph without which there is nothing to answer. ``changing`` says that the answer differs each
    time.
    """

    query: str
    normal: str
    rows: str | None
    graph: str | None
    datasets: tuple[list[str], list[str]] | None = None
    union: bool = True
    must_exist: str | None = None
    changing: bool = False


async def respond(service: Service, request: Request, question: Question) -> Response:
    """Return the response to ``question``; Problem where there is none to give."""
    if question.rows is None and question.graph is None:
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, "accept", "none of the media types that Accept allows is offered here")
    identity = _identity(service.pool.build.id, question)
    note(request.scope).query = identity.hex()[:12]
    headers = _headers(request, identity, question)
    if _unchanged(request, headers):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    wanted = coding(request.headers.get("accept-encoding"), CODINGS)
    if not question.changing:
        kept = _kept(service, identity, wanted)
        note(request.scope).cache = "hit" if kept else "miss"
        service.metrics.cache.labels("hit" if kept else "miss").inc()
        if kept:
            return _whole(kept, headers)
    return await _ask(service, request, question, identity, wanted, headers)


async def fetch(service: Service, request: Request, question: Question) -> bytes:
    """Return the whole answer to ``question``, for what is made from it; Problem where there is none.

    It counts against the client as a query of its own does.
    """
    identity = _identity(service.pool.build.id, question)
    answer = await service.pool.ask(_request(service, question), client(request), identity)
    try:
        await answer.settled(service.limits.max_result_bytes + 1)
        if answer.problem is not None:
            raise answer.problem
        return answer.whole()
    finally:
        service.pool.release(answer)


async def _ask(
    service: Service, request: Request, question: Question, identity: bytes, wanted: str, headers: Mapping[str, str]
) -> Response:
    answer = await service.pool.ask(_request(service, question), client(request), identity)
    kept = None if question.changing else identity
    streamed = False
    try:
        if request.scope["http_version"] == "1.0":
            # It knows no chunks: its length must be told first, and so all of it be there.
            wanted = "identity"
            await answer.settled(service.limits.max_result_bytes + 1)
            if answer.problem is not None:
                raise answer.problem
        await answer.settled(1)
        if answer.problem is not None and not answer.size:
            raise answer.problem
        assert answer.format is not None
        streamed = not answer.done or answer.problem is not None or answer.size > IN_MEMORY
        if streamed:
            return Stream(service, answer, kept, wanted, headers)
        plain = Result(format=answer.format, body=answer.whole())
    finally:
        if not streamed:
            service.pool.release(answer)
    if kept:
        service.cache.keep(kept, "identity", plain)
    return _whole(_in_coding(service, kept, wanted, plain), headers)


def _request(service: Service, question: Question) -> Asked:
    limits = service.limits
    asked = Asked(
        query=question.query,
        rows=question.rows,
        graph=question.graph,
        datasets=question.datasets,
        union=question.union and question.datasets is None,
        max_bytes=limits.max_result_bytes,
        max_rows=limits.max_rows,
        seconds=limits.timeout,
    )
    if question.must_exist is not None:
        asked["must_exist"] = question.must_exist
    return asked


def _identity(build: str, question: Question) -> bytes:
    datasets = [] if question.datasets is None else [part for graphs in question.datasets for part in (*graphs, None)]
    return key(
        build, question.normal, question.rows, question.graph, question.must_exist, str(question.union), *datasets
    )


def _headers(request: Request, identity: bytes, question: Question) -> dict[str, str]:
    if question.changing:
        return {"Cache-Control": "no-store", "Vary": "Accept, Accept-Encoding"}
    headers = {"Cache-Control": FRESH, "Vary": "Accept, Accept-Encoding"}
    if request.method != "POST":
        # Weak, because the order of solutions and the coding may differ between two equal answers.
        headers["ETag"] = f'W/"{identity.hex()[:TAG_LENGTH]}"'
    return headers


def _unchanged(request: Request, headers: Mapping[str, str]) -> bool:
    wanted = request.headers.get("if-none-match")
    if wanted is None or "ETag" not in headers:
        return False
    tags = {tag.strip().removeprefix("W/") for tag in wanted.split(",")}
    return "*" in tags or headers["ETag"].removeprefix("W/") in tags


def _kept(service: Service, identity: bytes, wanted: str) -> Result | None:
    found = service.cache.find(identity, wanted)
    if found is not None or wanted == "identity":
        return found
    plain = service.cache.find(identity, "identity")
    return _in_coding(service, identity, wanted, plain) if plain else None


def _in_coding(service: Service, kept: bytes | None, wanted: str, plain: Result) -> Result:
    """Return ``plain`` in the coding ``wanted``, and keep it so under ``kept`` unless that is None."""
    if wanted == "identity" or len(plain.body) < SMALLEST:
        return plain
    result = Result(format=plain.format, body=compressed(plain.body, wanted), coding=wanted)
    if kept:
        service.cache.keep(kept, wanted, result)
    return result


def _whole(result: Result, headers: Mapping[str, str]) -> Response:
    sent = {**headers, "Content-Type": content_type(result.format)}
    if result.coding != "identity":
        sent["Content-Encoding"] = result.coding
    return Response(result.body, headers=sent)
