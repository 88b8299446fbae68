"""SPARQL 1.1 Protocol: the query and the dataset of a request, read from its URL and its body.

https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import ClientDisconnect, Request

from rarekg.graph.endpoint.http.routing import MOST_PARAMETERS
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.http.threads import SMALL
from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.problem import Problem, bad_request, over

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolQuery:
    """A query and the dataset of the protocol (default graphs, named graphs), None if the request gives none."""

    query: str
    datasets: tuple[tuple[str, ...], tuple[str, ...]] | None


async def protocol_query(service: Service, request: Request) -> ProtocolQuery:
    """Return the query of ``request`` (GET, HEAD or POST).

    Raises:
        Problem: 400, 403, 408, 413 or 415 if it breaks a rule of the protocol.
    """
    pairs = list(await sent_parameters(service, request.scope["query_string"]))
    if request.method != "POST":
        return from_parameters(pairs)
    media_type = _media_type(request)
    body = await whole_body(request, service.limits)
    if media_type == DIRECT:
        if any(name == "query" for name, _ in pairs):
            raise bad_request("protocol", "the query is in the body already; leave query= out of the URL")
        return from_parameters([*pairs, ("query", _utf8(body))])
    return from_parameters([*pairs, *await sent_parameters(service, body)])


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

    >>> parameters(b"query=ASK%20%7B%7D&default")
    [('query', 'ASK {}'), ('default', '')]

    Raises:
        Problem: 400 if they are not UTF-8, or too many.
    """
    try:
        return parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS
        )
    except UnicodeDecodeError as error:
        raise bad_request("encoding", "parameters must be percent-encoded UTF-8") from error
    except ValueError as error:
        raise bad_request("protocol", f"there are more than {MOST_PARAMETERS} parameters") from error


def from_parameters(pairs: Pairs) -> ProtocolQuery:
    """Return the query that the parameters of a request give.

    >>> from_parameters([("query", "ASK {}"), ("default-graph-uri", "http://a/")])
    ProtocolQuery(query='ASK {}', datasets=(('http://a/',), ()))

    Raises:
        Problem: 400 if there is not one query or a graph is no IRI, 403 for an update.
    """
    if any(name == "update" for name, _ in pairs):
        raise _no_updates()
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1:
        raise bad_request("protocol", f"exactly one parameter query is needed, and there are {len(queries)}")
    defaults = tuple(_graph(value) for name, value in pairs if name == "default-graph-uri")
    named = tuple(_graph(value) for name, value in pairs if name == "named-graph-uri")
    return ProtocolQuery(query=queries[0], datasets=(defaults, named) if defaults or named else None)


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
        Problem: 413 if it is over ``max_head_bytes``, 408 if it takes longer than ``receive_timeout``.
    """
    body = bytearray()  # a list of parts would take forty times the bytes of a client that sends them one by one
    try:
        async with asyncio.timeout(limits.receive_timeout):
            async for part in request.stream():
                body += part
                if len(body) > limits.max_head_bytes:
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
