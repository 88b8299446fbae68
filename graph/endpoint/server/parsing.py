"""A parser of requests for which an offer to speak another protocol is an ordinary request.

Java's HTTP client offers HTTP/2 with each request (``Upgrade: h2c``), and so does Jena, which is built on it. A
server may ignore that (RFC 9110, section 7.8), and this one speaks HTTP/1.1 alone. httptools, however, stops behind the
head of such a request and leaves the body unread (https://github.com/MagicStack/httptools/issues/124), so that a query
sent by POST would arrive empty (https://github.com/Kludex/uvicorn/issues/2722).
"""

from typing import Protocol

from httptools import HttpParserUpgrade, HttpRequestParser

FRAMING = (b"content-length", b"transfer-encoding")  # the fields that say where a body ends: RFC 9112, section 6


class Target(Protocol):
    """The calls that report each piece of a request."""

    def on_message_begin(self) -> None:
        """Take the beginning of a request."""

    def on_url(self, url: bytes) -> None:
        """Take a piece of the address."""

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a field of the head or of the trailer."""

    def on_headers_complete(self) -> None:
        """Take the end of the head."""

    def on_body(self, body: bytes) -> None:
        """Take a piece of the body."""

    def on_message_complete(self) -> None:
        """Take the end of the request."""


class Parser:
    """httptools' parser of requests for ``target``, with the interface that uvicorn uses, and without upgrades."""

    def __init__(self, target: Target) -> None:
        """Begin a connection that has received nothing yet."""
        self._target = target
        self.on_body = target.on_body  # which httptools calls; it looks callbacks up when a parser is made
        self._framing: list[bytes] = []
        self._repeated = False  # whether the parser reads a head that the target has had
        self._parser = self._begun()

    def feed_data(self, data: bytes) -> None:
        """Read the next bytes of the connection.

        Raises:
            HttpParserError: They are no HTTP, or the target refuses them.
        """
        try:
            self._parser.feed_data(data)
        except HttpParserUpgrade as offer:
            self._read_on()
            rest = data[offer.args[0] :]
            if rest:
                self.feed_data(rest)

    def should_upgrade(self) -> bool:
        """Return False: no offer is taken."""
        return False

    def should_keep_alive(self) -> bool:
        """Return whether the client expects the connection to stay open."""
        return self._parser.should_keep_alive()

    def get_method(self) -> bytes:
        """Return the method of the request."""
        return self._parser.get_method()

    def get_http_version(self) -> str:
        """Return the version of HTTP that the request names."""
        return self._parser.get_http_version()

    def on_message_begin(self) -> None:
        """Pass on the beginning of a request."""
        if not self._repeated:
            self._framing = []
            self._target.on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Pass on a piece of the address."""
        if not self._repeated:
            self._target.on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Pass on a field, and keep it if it says where the body ends."""
        if not self._repeated:
            if name.lower() in FRAMING:
                self._framing.append(name + b": " + value + b"\r\n")
            self._target.on_header(name, value)

    def on_headers_complete(self) -> None:
        """Pass on the end of the head."""
        if not self._repeated:
            self._target.on_headers_complete()

    def on_message_complete(self) -> None:
        """Pass on the end of the request, but not the one that the parser sees behind the head of an offer."""
        if not self._parser.should_upgrade():
            self._target.on_message_complete()

    def _read_on(self) -> None:
        """Let a new parser read the body, for which it needs a head that frames it in the same way."""
        self._parser = self._begun()
        self._repeated = True
        try:
            self._parser.feed_data(b"POST / HTTP/1.1\r\n" + b"".join(self._framing) + b"\r\n")
        finally:
            self._repeated = False

    def _begun(self) -> HttpRequestParser:
        parser = HttpRequestParser(self)
        # As uvicorn has it: a request behind one that closes the connection does not spoil the answer to the first.
        parser.set_dangerous_leniencies(lenient_data_after_close=True)
        return parser
