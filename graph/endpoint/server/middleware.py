"""The middleware of every request: log line, metrics, CORS, and closing connections that cannot continue."""

import asyncio
import logging
from collections.abc import Callable
from http import HTTPStatus
from time import perf_counter
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rarekg.graph.endpoint.http.stream import BrokenOff
from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.log_fields import Note, note
from rarekg.graph.endpoint.metrics import Metrics

log = logging.getLogger("rarekg.endpoint")
access = logging.getLogger("rarekg.access")

CONNECTION = "rarekg.connection"  # the ASGI extension of our own server
CLOSED = 499  # as nginx logs a client that did not wait
EXPOSED = b"ETag, Link, Retry-After"
HEADERS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", EXPOSED),
    (b"x-content-type-options", b"nosniff"),
]


def observed(app: ASGIApp, limits: Limits, metrics: Metrics) -> ASGIApp:
    """Return ``app`` with every request logged, counted and bounded in time."""

    async def observe(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        sent = _Sent()
        connection: _Extension = scope.get("extensions", {}).get(CONNECTION, {})
        if "serve" in connection:
            connection["serve"](asyncio.current_task())
        fields = note(scope)
        try:
            await app(scope, receive, _sending(send, sent, limits))
        except BrokenOff:
            pass  # the server closes the connection of a response that is not complete
        except TimeoutError:
            fields.kind = "send_timeout"
            if "abort" in connection:
                connection["abort"](None)
        except asyncio.CancelledError:
            sent.status = CLOSED  # the connection is gone, or the server stops
        except Exception:  # a fault of ours: it must end in the log and the metrics, and not the server
            sent.status = HTTPStatus.INTERNAL_SERVER_ERROR
            log.exception("unhandled exception while serving a request: please report it")
        finally:
            _account(scope, sent, fields, metrics)

    return observe


_Extension = dict[str, Callable[[asyncio.Task[None] | None], None]]


class _Sent:
    """The part of a response that was sent."""

    def __init__(self) -> None:
        self.began = perf_counter()
        self.status: int = HTTPStatus.INTERNAL_SERVER_ERROR
        self.bytes = 0


def _sending(send: Send, sent: _Sent, limits: Limits) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            sent.status = message["status"]
            message["headers"] = [*message.get("headers", ()), *HEADERS]
        else:
            sent.bytes += len(message.get("body", b""))
        async with asyncio.timeout(limits.send_timeout):
            await send(message)

    return sending


def _account(scope: Scope, sent: _Sent, fields: Note, metrics: Metrics) -> None:
    seconds = perf_counter() - sent.began
    endpoint = scope.get("endpoint")
    route = getattr(endpoint, "__name__", "none")
    metrics.requests.labels(route, scope["method"], sent.status).inc()
    metrics.seconds.labels(route).observe(seconds)
    if fields.kind != "-":
        metrics.problems.labels(fields.kind).inc()
    client = scope.get("client")
    access.info(
        "client=%s method=%s path=%s status=%d bytes=%d ms=%.1f query=%s cache=%s problem=%s",
        client[0] if client else "-",
        scope["method"],
        quote(scope["path"][:200]),  # a path must not forge lines of the log
        sent.status,
        sent.bytes,
        seconds * 1000,
        fields.query,
        fields.cache,
        fields.kind,
    )
