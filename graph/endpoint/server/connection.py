"""A client's connection, with the limits that uvicorn lacks, in every state of a connection.

A request is bounded while it is received, in time, in bytes and in header fields, also behind one that runs and in the
trailer of a chunked body. What all of them hold in memory is shared out by :class:`Shares`.

The application reaches it as the ASGI extension ``rarekg.connection``: ``serve`` takes the task that answers, which is
cancelled when the client disconnects; ``abort`` closes it without waiting for what the client has not read; ``hold``
counts memory for the response, and is False if there is none for this client.
"""

import asyncio
import socket
from collections import deque
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from rarekg.graph.endpoint.http.client_key import client_key
from rarekg.graph.endpoint.http.memory import CONNECTION
from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.server.middleware import HEADERS
from rarekg.graph.endpoint.server.parsing import Parser
from rarekg.graph.endpoint.server.shares import Shares

LONGEST_URL = 65535  # bytes; the parser counts in 16 bits
MOST_PIPELINED = 64  # requests behind one that runs; browsers send none, and load generators up to 32
SLICE = 8 << 10  # bytes that the parser gets at once, so that it is stopped soon after a limit
SEND_BUFFER = 32 << 10  # bytes that wait for a client to read before the application waits too
# Memory of a request and of one of its header fields beside their bytes; tracemalloc shows 2.8 KB, without the task
# that answers, and 170 bytes.
REQUEST_COST, FIELD_COST = 6 << 10, 200
HEAD, URL = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, HTTPStatus.REQUEST_URI_TOO_LONG
LARGE, FULL = HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.SERVICE_UNAVAILABLE


class Refused(Exception):
    """Stops the parser at a request over a limit."""


class Connection(HttpToolsProtocol):
    """The protocol of :mod:`uvicorn` with the limits of :func:`bounded`."""

    limits: ClassVar[Limits]
    shares: ClassVar[Shares]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - uvicorn's own arguments
        """Begin a connection that has received nothing yet."""
        super().__init__(*args, **kwargs)
        self.parser: Parser = Parser(self)  # type: ignore[assignment]  # has what uvicorn uses of its own
        self.key, self.held = "-", 0
        self._received = self._fields = 0  # of the request that is being received
        self._in_head = True
        self._costs: deque[int] = deque()  # what each request without a complete response holds, the oldest first
        self._deadline: asyncio.TimerHandle | None = None
        self._serving: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        """Whether no request is being received or answered."""
        return self._answered and not self._received

    @property
    def _answered(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Accept the connection, or close it if its client has its share."""
        super().connection_made(transport)
        self.key = client_key(self.client[0] if self.client else "-")
        if not self.shares.enter(self):
            transport.abort()
            return
        transport.set_write_buffer_limits(high=SEND_BUFFER)
        raw = transport.get_extra_info("socket")
        # Head and body are two writes; without this the second waits 40 ms for the client to acknowledge the first.
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # The system's own deadline for what was sent and never read, even if it fits into a buffer.
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(self.limits.send_timeout * 1000))
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel the answer that nobody reads any more."""
        super().connection_lost(exc)
        self.shares.leave(self)
        self._got_head()
        if self._serving is not None and not self._serving.done():
            self._serving.cancel()

    def shed(self) -> None:
        """Close at once, because others need the room."""
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take bytes of the client; refuse a request over a limit."""
        if self._answered and self._deadline is None:
            self._await_head()
        for start in range(0, len(data), SLICE):
            part = data[start : start + SLICE]
            self._received += len(part)
            super().data_received(part)  # which ends in send_400_response if a limit is exceeded
            if self.transport.is_closing():
                return
            self._check_size(len(part))

    def _check_size(self, new: int) -> None:
        """Refuse a request with too many bytes; those of a body whose response was sent already are thrown away."""
        if self._in_head and self._received > self.limits.max_head_bytes:
            self._refuse(HEAD, "the request's head is too large")
        elif not self._answered and self._received > self.limits.max_message_bytes:
            self._refuse(LARGE, "the request is too large")
        elif self._costs:
            self._hold(new)

    def send_400_response(self, msg: str) -> None:
        """Refuse a request that is no HTTP; one that was refused already has its response."""
        if not self.transport.is_closing():
            self._refuse(HTTPStatus.BAD_REQUEST, "this is not an HTTP request")

    def on_message_begin(self) -> None:
        """Give the application access to this connection.

        Raises:
            Refused: There is no memory for the request.
        """
        super().on_message_begin()
        self._in_head, self._fields = True, 0
        extension: dict[str, Callable[[Any], Any]] = {
            "serve": self._serve,
            "abort": lambda _: self.transport.abort(),
            "hold": self._hold_for_response,
        }
        cast(dict[str, Any], self.scope)["extensions"] = {CONNECTION: extension}
        self._costs.append(0)
        if not self._hold(REQUEST_COST):
            raise Refused

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a field of the head; those of a trailer are counted and left out.

        Raises:
            Refused: There are too many.
        """
        self._fields += 1
        if self._fields > self.limits.max_fields:
            self._refuse(HEAD, f"the request has more than {self.limits.max_fields} header fields")
            raise Refused
        if self._in_head:
            if not self._hold(FIELD_COST):
                raise Refused
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Pass the request to the application."""
        self._got_head()
        self._in_head, self._fields = False, 0
        if len(self.url) > LONGEST_URL:
            self._refuse(URL, f"the address has more than {LONGEST_URL} bytes; send the query by POST")
            raise Refused
        if len(self.pipeline) >= MOST_PIPELINED:
            self._refuse(HTTPStatus.TOO_MANY_REQUESTS, f"more than {MOST_PIPELINED} requests wait on this connection")
            raise Refused
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Begin to count anew for the next request."""
        super().on_message_complete()
        self._received, self._in_head = 0, True

    def on_response_complete(self) -> None:
        """Give back what the request and its response held."""
        if self._costs:
            self.shares.give(self, self._costs.popleft())
        super().on_response_complete()
        if self._costs and not self.pipeline and not self.transport.is_closing():
            self._await_head()  # the head of the next request began to arrive meanwhile

    def _hold(self, amount: int) -> bool:
        """Count memory for the request that is being received; if there is none, refuse it and return False."""
        if not self.shares.take(self, amount):
            self._refuse(FULL, "requests and responses take all memory that there is for them (limit client_bytes)")
            return False
        self._costs[-1] += amount
        return True

    def _hold_for_response(self, amount: int) -> bool:
        """Count memory for the response that is being sent; return False if there is none."""
        held = bool(self._costs) and self.shares.take(self, amount)
        if held:
            self._costs[0] += amount
        return held

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        if self.transport.is_closing():
            return
        if not self._answered:  # a second response cannot begin in the middle of another one
            self.transport.abort()
            return
        head = f"HTTP/1.1 {status} {status.phrase}\r\ncontent-type: text/plain; charset=utf-8\r\n"
        head += "".join(f"{name.decode()}: {value.decode()}\r\n" for name, value in HEADERS)
        retry = "retry-after: 5\r\n" if status is FULL else ""
        body = f"{retry}content-length: {len(message) + 1}\r\nconnection: close\r\n\r\n{message}\n"
        self.transport.write(f"{head}{body}".encode("ascii"))
        self.transport.close()

    def _serve(self, task: asyncio.Task[None] | None) -> None:
        self._serving = task

    def _await_head(self) -> None:
        self._deadline = self.loop.call_later(self.limits.receive_timeout, self.transport.close)

    def _got_head(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def bounded(limits: Limits, shares: Shares) -> type[Connection]:
    """Return the class of connections under ``limits`` that share what ``shares`` has."""
    return type("BoundedConnection", (Connection,), {"limits": limits, "shares": shares})
