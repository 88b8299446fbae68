"""Responses that stay the same for a build: conditional requests, the cache, and compression, for every route.

A client that has the current response gets 304; a cached response is sent without a worker; only then is it made.
"""

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rarekg.graph.endpoint.http.cache import IDENTITY, CachedResponse, digest
from rarekg.graph.endpoint.http.compression import CODINGS, SMALLEST, compressed
from rarekg.graph.endpoint.http.entity_tags import entity_tag, names, names_any
from rarekg.graph.endpoint.http.negotiation import coding, field
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.http.stream import Stream
from rarekg.graph.endpoint.http.threads import SMALL
from rarekg.graph.endpoint.log_fields import note
from rarekg.graph.home.releases import state

VARY = "Accept, Accept-Encoding"
REVALIDATE = "public, max-age=0, must-revalidate"  # caches revalidate, mostly by a 304
# What a 304 repeats of the response that it stands for (RFC 9110, section 15.4.5); the server adds Date.
_NOT_MODIFIED_HEADERS = ("Cache-Control", "Content-Location", "ETag", "Expires", "Vary")


def cache_key(service: Service, request: Request | None, kind: str, *parts: str | None) -> bytes:
    """Return the key of a cached response: a digest of all that determines it.

    Args:
        service: Its build and its code are part of every key.
        request: The request whose address, path and parameters an answer may depend on; None for what depends on
            ``parts`` alone.
        kind: A word for what is cached, which keeps the keys of different kinds apart.
        parts: What else determines it: the text of a query, formats, graphs, an IRI.
    """
    asked: tuple[str | bytes, ...] = ()
    if request is not None:
        # Not request.url: there `?` in a path and an escaped `?` are the same.
        asked = service.address(request), request.scope["path"], request.scope["query_string"]
    build = service.pool.build
    # A build that was made again has the same id: what was answered while its files were damaged is another answer.
    return digest(build.id, build.finished, service.code, kind, *asked, *parts)


def cache_headers(request: Request, key: bytes) -> dict[str, str]:
    """Return what every cacheable response to ``request`` has: its rules for caches and its entity tag."""
    tag = {} if request.method == "POST" else {"ETag": entity_tag(key)}
    return {**tag, "Vary": VARY, "Cache-Control": REVALIDATE}


async def cached_document(
    service: Service,
    request: Request,
    content_type: str,
    make: Callable[[], Awaitable[CachedResponse]],
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return what build, its release, address and ``content_type`` determine.

    ``headers`` are known before it is made.
    """
    key = cache_key(service, request, "document", content_type, state(service.home, service.pool.build.id))
    sent = {**cache_headers(request, key), "Content-Type": content_type, **(headers or {})}
    return await cached_response(service, request, key, make, sent)


async def cached_response(
    service: Service,
    request: Request,
    key: bytes,
    make: Callable[[], Awaitable[CachedResponse | Stream]],
    headers: Mapping[str, str],
) -> Response:
    """Return the response to ``request`` that ``key`` determines: 304, or from the cache, or by ``make``.

    ``headers``, those of :func:`cache_headers` among them, go with a response of status 200 and in part with a 304. A
    stream stores itself when it is complete. What is made while another build takes over may be of either, and so is
    neither stored nor tagged.
    """
    build = service.pool.build
    condition = field(request, "if-none-match") or ""
    if "ETag" in headers and names(condition, headers["ETag"]):
        return _not_modified(headers)
    accepted = coding(field(request, "accept-encoding"), CODINGS)
    response = await _find(service, key, accepted)
    outcome = note(request.scope).cache = "hit" if response else "miss"
    service.metrics.cache.labels(outcome).inc()
    made = response or await make()
    if service.pool.build is not build:
        return await _once(service, made, headers, accepted)
    if response is None and isinstance(made, CachedResponse):
        service.cache.store(key, made)
        made = await _encoded(service, key, made, accepted)
    if "ETag" in headers and names_any(condition) and made.status == HTTPStatus.OK:
        if isinstance(made, Stream):
            await made.ended()
        return _not_modified(headers)
    return made if isinstance(made, Stream) else _sent(made, headers)


async def _once(service: Service, made: CachedResponse | Stream, headers: Mapping[str, str], accepted: str) -> Response:
    """Return a response that nothing may keep."""
    if isinstance(made, Stream):
        made.keep_nowhere()
        return made
    kept = {name: value for name, value in headers.items() if name != "ETag"}
    return _sent(await _coded(service, made, accepted), {**kept, "Cache-Control": "no-store"})


async def complete(
    service: Service, request: Request, response: CachedResponse, headers: Mapping[str, str]
) -> Response:
    """Return ``response``, which is not to be cached, in the coding that ``request`` accepts, with ``headers``."""
    return _sent(await _coded(service, response, coding(field(request, "accept-encoding"), CODINGS)), headers)


def redirect(location: str) -> CachedResponse:
    """Return a 303 that leads to ``location``, a path and query of this service."""
    quoted = RedirectResponse(location).headers["location"]
    return CachedResponse(status=HTTPStatus.SEE_OTHER, headers={"Vary": VARY, "Location": quoted})


async def _find(service: Service, key: bytes, accepted: str) -> CachedResponse | None:
    response = service.cache.find(key, accepted)
    if response is not None or accepted == IDENTITY:
        return response
    plain = service.cache.find(key)
    return await _encoded(service, key, plain, accepted) if plain else None


async def _encoded(service: Service, key: bytes, plain: CachedResponse, accepted: str) -> CachedResponse:
    response = await _coded(service, plain, accepted)
    if response is not plain:
        service.cache.store(key, response)
    return response


async def _coded(service: Service, plain: CachedResponse, accepted: str) -> CachedResponse:
    if len(plain.body) > SMALL and accepted != IDENTITY:
        return await service.in_thread(encoded, plain, accepted, kind="codings")
    return encoded(plain, accepted)


def encoded(plain: CachedResponse, accepted: str) -> CachedResponse:
    """Return ``plain`` in the coding ``accepted``; a body of less than SMALLEST bytes stays as it is.

    >>> encoded(CachedResponse(body=b"x" * 511), "gzip").coding, encoded(CachedResponse(body=b"x" * 512), "gzip").coding
    ('identity', 'gzip')
    """
    if accepted == IDENTITY or len(plain.body) < SMALLEST:
        return plain
    body = compressed(plain.body, accepted)
    return CachedResponse(body=body, headers=plain.headers, status=plain.status, coding=accepted)


def _sent(response: CachedResponse, headers: Mapping[str, str]) -> Response:
    known = headers if response.status == HTTPStatus.OK else {}
    coded = {} if response.coding == IDENTITY else {"Content-Encoding": response.coding}
    return Response(response.body, response.status, headers={**known, **response.headers, **coded})


def _not_modified(headers: Mapping[str, str]) -> Response:
    repeated = {name: headers[name] for name in _NOT_MODIFIED_HEADERS if name in headers}
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=repeated)
