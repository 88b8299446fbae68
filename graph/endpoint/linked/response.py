"""Documents as HTTP responses: kept until the next build, compressed, told to be unchanged where they are."""

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import Result, key
from rarekg.graph.endpoint.http.compression import CODINGS, SMALLEST, compressed
from rarekg.graph.endpoint.http.negotiation import coding
from rarekg.graph.endpoint.http.respond import FRESH, TAG_LENGTH
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.home.code_hash import serving

VARY = "Accept, Accept-Encoding"
_PLAIN, _HEADERS = "identity", "headers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A document as it was made: its body, and the headers that hang on what is in it."""

    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


async def kept(
    service: Service,
    request: Request,
    content_type: str,
    make: Callable[[], Awaitable[Made | Response]],
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return the document that ``make`` makes, which is the same for a build, an address and a content type.

    A client that has it already is told so without its being made. A Response that ``make`` returns goes out as it is;
    it raises a Problem where there is none.
    """
    identity = _identity(service, request, content_type)
    tag = f'W/"{identity.hex()[:TAG_LENGTH]}"'
    sent = {"ETag": tag, "Vary": VARY, "Cache-Control": FRESH, "Content-Type": content_type, **(headers or {})}
    if tag.removeprefix("W/") in request.headers.get("if-none-match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=sent)
    plain, about = service.cache.find(identity, _PLAIN), service.cache.find(identity, _HEADERS)
    if plain is None or about is None:
        made = await make()
        if isinstance(made, Response):
            return made
        plain = Result(format=content_type, body=made.body)
        about = Result(format=content_type, body=json.dumps(dict(made.headers)).encode())
        service.cache.keep(identity, _PLAIN, plain)
        service.cache.keep(identity, _HEADERS, about)
    return _coded(service, request, identity, plain, sent | json.loads(about.body))


def links(found: Iterable[tuple[str, Mapping[str, str]]]) -> str:
    """Return the value of a Link header: targets with their parameters (RFC 8288)."""
    return ", ".join(
        f"<{target}>" + "".join(f'; {name}="{value}"' for name, value in its.items()) for target, its in found
    )


def _identity(service: Service, request: Request, content_type: str) -> bytes:
    query = request.scope["query_string"].decode("latin-1")
    build, address = service.pool.build.id, service.address(request)
    return key(build, serving(), address, request.url.path, query, content_type)


def _coded(service: Service, request: Request, identity: bytes, plain: Result, headers: Mapping[str, str]) -> Response:
    wanted = coding(request.headers.get("accept-encoding"), CODINGS) if len(plain.body) >= SMALLEST else _PLAIN
    if wanted == _PLAIN:
        return Response(plain.body, headers=headers)
    found = service.cache.find(identity, wanted)
    if found is None:
        found = Result(format=plain.format, body=compressed(plain.body, wanted), coding=wanted)
        service.cache.keep(identity, wanted, found)
    return Response(found.body, headers={**headers, "Content-Encoding": wanted})
