"""A client's connection, with the limits that uvicorn lacks: on slow and endless heads, and on their number.

The application reaches it as the ASGI extension ``rarekg.connection``: ``serve`` takes the task that answers, which is
cancelled when the client disconnects; ``abort`` closes it without waiting for what the client has not read.
"""

import asyncio
import socket
from http import HTTPStatus
from typing import Any, ClassVar, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.server.middleware import CONNECTION

LONGEST_URL = 65535  # bytes; the parser counts in 16 bits
HEAD, URL = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, HTTPStatus.REQUEST_URI_TOO_LONG


class Connection(HttpToolsProtocol):
    """The protocol of :mod:`uvicorn` with the limits of :func:`bounded`."""

    limits: ClassVar[Limits]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - uvicorn's own arguments
        """Begin a connection that has received nothing yet."""
        super().__init__(*args, **kwargs)
        self._head_bytes = 0
        self._deadline: asyncio.TimerHandle | None = None
        self._serving: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Accept the connection, or close it if there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self.limits.max_connections:
            transport.abort()
            return
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
        self._got_head()
        if self._serving is not None and not self._serving.done():
            self._serving.cancel()

    def data_received(self, data: bytes) -> None:
        """Take bytes of the client; close the connection of one whose head does not end."""
        idle = self.cycle is None or self.cycle.response_complete
        if idle and self._deadline is None:
            self._await_head()
        self._head_bytes += len(data)
        super().data_received(data)
        if self._deadline is not None and self._head_bytes > self.limits.max_head_bytes:
            self._refuse(HEAD, "the request's head is too large")

    def on_message_begin(self) -> None:
        """Give the application access to this connection."""
        super().on_message_begin()
        extension = {"serve": self._serve, "abort": lambda _: self.transport.abort()}
        cast(dict[str, Any], self.scope)["extensions"] = {CONNECTION: extension}

    def on_headers_complete(self) -> None:
        """Pass the request to the application."""
        self._got_head()
        if len(self.url) > LONGEST_URL:
            self._refuse(URL, f"the address has more than {LONGEST_URL} bytes; send the query by POST")
        else:
            super().on_headers_complete()

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        head = f"HTTP/1.1 {status} {status.phrase}\r\ncontent-type: text/plain; charset=utf-8\r\n"
        body = f"content-length: {len(message) + 1}\r\nconnection: close\r\n\r\n{message}\n"
        self.transport.write(f"{head}{body}".encode("ascii"))
        self.transport.close()

    def _serve(self, task: asyncio.Task[None] | None) -> None:
        self._serving = task

    def _await_head(self) -> None:
        self._head_bytes = 0
        self._deadline = self.loop.call_later(self.limits.receive_timeout, self.transport.close)

    def _got_head(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def bounded(limits: Limits) -> type[Connection]:
    """Return the class of connections under ``limits``."""
    return type("BoundedConnection", (Connection,), {"limits": limits})
