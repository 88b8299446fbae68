"""SPARQL 1.1 Protocol: the query and the dataset of a request, read from its URL and its body.

https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from sys import getsizeof
from urllib.parse import unquote_to_bytes

from pyoxigraph import NamedNode
from starlette.requests import ClientDisconnect, Request

from rarekg.graph.endpoint.http.memory import hold
from rarekg.graph.endpoint.http.routing import MOST_PARAMETERS
from rarekg.graph.endpoint.http.service import Datasets, Service
from rarekg.graph.endpoint.http.threads import SMALL
from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.problem import Problem, bad_request, over

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"

GRAPHS = ("default", "named")
KNOWN = {"query", "format", *(f"{kind}-graph-uri" for kind in GRAPHS)}
PIECE = 64 << 10  # bytes of a form that are decoded at once

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolQuery:
    """A query and the datasets of the protocol, None if the request gives none.

    ``formats`` are the values of ``format``; ``ignored`` are the names of parameters without a meaning here, each once.
    """

    query: str
    datasets: Datasets | None
    formats: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


async def sent_pairs(service: Service, request: Request) -> Pairs:
    """Return the parameters of ``request`` (GET, HEAD or POST), of its address and of its body.

    Raises:
        Problem: 400, 403, 408, 413 or 415 if it breaks a rule of the protocol.
    """
    pairs = await sent_parameters(service, request.scope["query_string"])
    if request.method != "POST":
        return pairs
    media_type = _media_type(request)
    body = await whole_body(request, service.limits)
    if media_type == DIRECT:
        if any(name == "query" for name, _ in pairs):
            raise bad_request("protocol", "the query is in the body already; leave query= out of the URL")
        return [*pairs, ("query", _utf8(body))]
    return [*pairs, *await sent_parameters(service, body)]


def protocol_query(service: Service, request: Request, pairs: Pairs) -> ProtocolQuery:
    """Return the query of ``request``, whose parameters are ``pairs``.

    Raises:
        Problem: 400 or 403 if it breaks a rule of the protocol, 414 if it is too long for an address, 503 if its client
            has no memory left for it.
    """
    sent, limits = from_parameters(pairs), service.limits
    if request.method != "POST" and len(sent.query.encode()) > limits.max_get_query_bytes:
        message, status = "the query is too long for an address; send it by POST", HTTPStatus.REQUEST_URI_TOO_LONG
        raise over("max_get_query_bytes", limits.max_get_query_bytes, message, status=status)
    if len(sent.query) > SMALL:
        hold(request, getsizeof(sent.query))  # one rare character makes four bytes of each other one
    return sent


async def sent_parameters(service: Service, encoded: bytes) -> Pairs:
    """Return what :func:`parameters` does, in a thread if there is much to decode.

    Raises:
        Problem: 400 if they are not UTF-8, or too many.
    """
    if len(encoded) > SMALL:
        return await service.in_thread(parameters, encoded, kind="queries")
    return parameters(encoded)


def parameters(encoded: bytes) -> Pairs:
    """Return the names and values of a URL's query or of a form.

    >>> parameters(b"query=ASK%20%7B+%7D&default")
    [('query', 'ASK { }'), ('default', '')]

    Raises:
        Problem: 400 if they are not UTF-8, or too many.
    """
    if encoded.count(b"&") >= MOST_PARAMETERS:
        raise bad_request("protocol", f"there are more than {MOST_PARAMETERS} parameters")
    try:
        encoded.decode("ascii")
        parts = (part.partition(b"=") for part in encoded.split(b"&") if part)
        return [(_unquoted(name), _unquoted(value)) for name, _, value in parts]
    except UnicodeDecodeError as error:
        raise bad_request("encoding", "parameters must be percent-encoded UTF-8") from error


def _unquoted(part: bytes) -> str:
    """Return a name or a value without its encoding, decoded piece by piece: a whole one takes forty times its bytes.

    >>> _unquoted(b"a+" + b"%C3%A9" * PIECE) == "a " + "é" * PIECE
    True

    Raises:
        UnicodeDecodeError: It is not UTF-8.
    """
    plain, at, pieces = part.replace(b"+", b" "), 0, []
    while at < len(plain):
        end = at + PIECE
        cut = plain.rfind(b"%", end - 2, end) if end < len(plain) else -1  # no escape may lie in two pieces
        end = end if cut < 0 else cut
        pieces.append(unquote_to_bytes(plain[at:end]))
        at = end
    return b"".join(pieces).decode()


def from_parameters(pairs: Pairs) -> ProtocolQuery:
    """Return the query that the parameters of a request give.

    >>> from_parameters([("query", "ASK {}"), ("default-graph-uri", "http://a/"), ("debug", "on")])
    ProtocolQuery(query='ASK {}', datasets=(('http://a/',), ()), formats=(), ignored=('debug',))

    Raises:
        Problem: 400 if there is not one query, or a graph is no IRI; 403 for an update.
    """
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise _no_updates()
    queries, formats = values.get("query", []), values.get("format", [])
    ignored = tuple(name for name in values if name not in KNOWN)
    if len(queries) != 1:
        others = f"; not known here: {', '.join(ignored)[:200]}" if ignored else ""
        raise bad_request("protocol", f"exactly one parameter query is needed, and there are {len(queries)}{others}")
    defaults, named = (tuple(_graph(value) for value in values.get(f"{kind}-graph-uri", [])) for kind in GRAPHS)
    return ProtocolQuery(
        query=queries[0],
        datasets=(defaults, named) if defaults or named else None,
        formats=tuple(dict.fromkeys(filter(None, formats))),
        ignored=ignored,
    )


def _media_type(request: Request) -> str:
    header = request.headers.get("content-type")
    if header is None:
        raise bad_request("protocol", f"a POST needs a Content-Type: {FORM} or {DIRECT}")
    message = Message()
    message["content-type"] = header
    charset = message.get_param("charset", "utf-8")
    if str(charset).lower() not in ("utf-8", "utf8"):
        raise _unsupported(f"charset {charset} is not supported; send UTF-8")
    media_type = message.get_content_type()
    if media_type == UPDATE:
        raise _no_updates()
    if media_type not in (FORM, DIRECT):
        raise _unsupported(f"a query is sent as {FORM} or as {DIRECT}, and not as {media_type}")
    return media_type


async def whole_body(request: Request, limits: Limits) -> bytes:
    """Return the body.

    Raises:
        Problem: 413 if it is over ``max_body_bytes``, 408 if it takes longer than ``receive_timeout``.
    """
    body = bytearray()  # a list of parts would take forty times the bytes of a client that sends them one by one
    try:
        async with asyncio.timeout(limits.receive_timeout):
            async for part in request.stream():
                body += part
                if len(body) > limits.max_body_bytes:
                    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
                    raise over("max_query_bytes", limits.max_query_bytes, "the body is too large", status=status)
    except TimeoutError as error:
        message = "the body took too long"
        raise over("receive_timeout", limits.receive_timeout, message, status=HTTPStatus.REQUEST_TIMEOUT) from error
    except ClientDisconnect as error:
        raise bad_request("disconnect", "the connection closed before the body was complete") from error
    return bytes(body)


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise bad_request("encoding", f"the query is not UTF-8: byte {error.start + 1}") from error


def _graph(iri: str) -> str:
    try:
        return NamedNode(iri).value
    except ValueError as error:
        raise bad_request("protocol", f"{iri!r} is no IRI of a graph: {error}") from error


def _no_updates() -> Problem:
    return Problem(HTTPStatus.FORBIDDEN, "update", "this service only reads: updates are not supported")


def _unsupported(message: str) -> Problem:
    return Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media-type", message)
