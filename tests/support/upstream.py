"""A publisher's HTTP server on this machine that answers well, or badly in each way that servers do."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Handler = BaseHTTPRequestHandler
Answer = Callable[[Handler], None]
MODIFIED = "Sat, 06 Jun 2026 10:00:00 GMT"


@dataclass(slots=True)
class Upstream:
    """The answers for each path, in their order, the last one again and again; and the requests so far."""

    url: str
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, Message]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def serve(self, path: str, *answers: Answer) -> str:
        """Answer requests for ``path`` so from now on; return its URL."""
        self.answers[path] = list(answers)
        return self.url + path

    def headers(self, name: str) -> list[str]:
        """Return the values of the header ``name`` in the requests so far, "" where there was none."""
        return [headers.get(name, "") for _, headers in self.asked]


@contextmanager
def upstream() -> Iterator[Upstream]:
    """Run the server."""

    class Serving(Handler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            made.asked.append((self.path, self.headers))
            answers = made.answers.get(self.path.partition("?")[0], [status(404)])
            (answers.pop(0) if len(answers) > 1 else answers[0])(self)

        do_POST = do_PUT = do_DELETE = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Serving)
    server.daemon_threads = True
    server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]  # connections break here
    made = Upstream(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield made
    finally:
        made.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


def status(code: int, **headers: str) -> Answer:
    """Answer with a status and no file."""
    return lambda handler: _send(handler, code, b"", headers)


def redirect(target: str) -> Answer:
    """Lead to the URL or path ``target``."""
    return status(302, Location=target)


def file(
    content: bytes,
    *,
    etag: str = '"1"',
    modified: str = MODIFIED,
    ranges: bool = True,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Serve a file as a good server does: conditions, and ranges unless it ignores them."""

    def answer(handler: Handler) -> None:
        known = {"ETag": etag, "Last-Modified": modified, **(headers or {})}
        sent = {name: value for name, value in known.items() if value}
        asked = handler.headers
        unchanged = asked["If-None-Match"] == etag if etag else modified and asked["If-Modified-Since"] == modified
        if unchanged:
            _send(handler, 304, b"", sent)
        elif ranges and asked["Range"] and asked["If-Range"] in (etag, modified):
            start = int(asked["Range"].removeprefix("bytes=").removesuffix("-"))
            part = {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"}
            _send(handler, 206, content[start:], sent | part)
        else:
            _send(handler, 200, content, sent)

    return answer


def broken(content: bytes, after: int, *, etag: str = '"1"', modified: str = "", reset: bool = True) -> Answer:
    """Send the head of a whole file and ``after`` bytes, then reset the connection, or close it."""

    def answer(handler: Handler) -> None:
        headers = {"ETag": etag, "Last-Modified": modified}
        _head(handler, 200, len(content), {name: value for name, value in headers.items() if value})
        handler.wfile.write(content[:after])
        handler.wfile.flush()
        if reset:
            # Without lingering, closing a socket sends RST; first the bytes must have been read.
            while _unsent(handler.connection):
                pass
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.close_connection = True
        handler.connection.close()

    return answer


def rest(content: bytes, start: int, total: int | str) -> Answer:
    """Answer any request by ``content`` as the part of a file that begins at ``start``."""
    place = f"bytes {start}-{start + len(content) - 1}/{total}"
    return lambda handler: _send(handler, 206, content, {"Content-Range": place, "ETag": '"1"'})


def endless(made: Upstream, size: int) -> Answer:
    """Send at least ``size`` bytes in chunks, without stating the size, until the client leaves."""

    def answer(handler: Handler) -> None:
        _head(handler, 200, None, {"Transfer-Encoding": "chunked"})
        for _ in range(size // 65536 + 1):
            handler.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")
        made.stop.wait()

    return answer


def stalled(made: Upstream, content: bytes, after: int) -> Answer:
    """Send ``after`` bytes of a file, and then nothing."""

    def answer(handler: Handler) -> None:
        _head(handler, 200, len(content), {"ETag": '"1"'})
        handler.wfile.write(content[:after])
        handler.wfile.flush()
        made.stop.wait()

    return answer


def trickling(made: Upstream, size: int, pause: float) -> Answer:
    """Send a byte every ``pause`` seconds."""

    def answer(handler: Handler) -> None:
        _head(handler, 200, size, {})
        while not made.stop.wait(pause):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    return answer


def silent(made: Upstream) -> Answer:
    """Send nothing at all."""

    def answer(handler: Handler) -> None:
        made.stop.wait()

    return answer


def _send(handler: Handler, code: int, body: bytes, headers: dict[str, str]) -> None:
    _head(handler, code, None if code == 304 else len(body), headers)
    handler.wfile.write(body)


def _head(handler: Handler, code: int, length: int | None, headers: dict[str, str]) -> None:
    handler.send_response(code)
    if length is not None:
        handler.send_header("Content-Length", str(length))
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()


def _unsent(connection: socket.socket) -> int:
    import fcntl
    import termios

    return int(struct.unpack("i", fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, b"\0" * 4))[0])


def http_date(seconds: float) -> str:
    """Return a time as HTTP writes it."""
    return formatdate(seconds, usegmt=True)
