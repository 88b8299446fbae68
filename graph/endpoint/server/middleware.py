"""The middleware of every request: log line, metrics, CORS, and closing connections that cannot continue."""

import asyncio
import logging
from collections.abc import Callable
from http import HTTPStatus
from time import perf_counter
from typing import Any
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rarekg.graph.endpoint.http.memory import CONNECTION
from rarekg.graph.endpoint.http.stream import BrokenOff
from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.log_fields import Note, note
from rarekg.graph.endpoint.metrics import Metrics
from rarekg.graph.endpoint.server.sending import NoMemory, in_parts

log = logging.getLogger("rarekg.endpoint")
access = logging.getLogger("rarekg.access")

CLOSED = 499  # as nginx logs a client that did not wait
# What scripts of other sites may read beside the fields that every browser shows them (https://fetch.spec.whatwg.org/).
EXPOSED = (
    b"Accept-Ranges, Age, Allow, Content-Disposition, Content-Location, Content-Range, ETag, Ignored-Parameters, Link, "
    b"Location, Missing-Sources, Rarekg-Note, Repr-Digest, Retry-After, Warning"
)
HEADERS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", EXPOSED),
    (b"x-content-type-options", b"nosniff"),
]

FULL_TEXT = b"your responses take all memory that there is for them (limit client_bytes); read them, and try again\n"
FULL: tuple[Message, ...] = (
    {
        "type": "http.response.start",
        "status": 503,
        "headers": [
            *HEADERS,
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", b"%d" % len(FULL_TEXT)),
            (b"retry-after", b"5"),
        ],
    },
    {"type": "http.response.body", "body": FULL_TEXT},
)


def observed(app: ASGIApp, limits: Limits, metrics: Metrics) -> ASGIApp:
    """Return ``app`` with every request logged, counted and bounded in time and memory."""

    async def observe(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        sent = _Sent()
        connection: _Extension = scope.get("extensions", {}).get(CONNECTION, {})
        parts = in_parts(send, connection.get("hold", _no_bound), limits.send_timeout)
        if "serve" in connection:
            connection["serve"](asyncio.current_task())
        fields = note(scope)
        try:
            await app(scope, receive, _counted(parts, sent))
        except BrokenOff:
            pass  # the server closes the connection of a response that is not complete
        except NoMemory:
            fields.kind, sent.status = "client_bytes", HTTPStatus.SERVICE_UNAVAILABLE
            for message in FULL:
                await send(message)
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


_Extension = dict[str, Callable[[Any], Any]]


class _Sent:
    """The part of a response that was sent."""

    def __init__(self) -> None:
        self.began = perf_counter()
        self.status: int = HTTPStatus.INTERNAL_SERVER_ERROR
        self.bytes = 0


def _counted(send: Send, sent: _Sent) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            sent.status = message["status"]
            message["headers"] = [*message.get("headers", ()), *HEADERS]
        await send(message)
        sent.bytes += len(message.get("body", b""))

    return sending


def _no_bound(amount: int) -> bool:
    return True  # another server has limits of its own


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
