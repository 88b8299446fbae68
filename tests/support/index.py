"""A local package index: generated wheels in a folder or on a slow and faulty server."""

import base64
import hashlib
import os
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


def make_wheel(folder: Path, distribution: str, version: str, members: Mapping[str, bytes]) -> Path:
    """Write a wheel that pip accepts, with ``members`` in it."""
    info = f"{distribution}-{version}.dist-info"
    texts = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    contents = {**members, **{name: text.encode() for name, text in texts.items()}}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{distribution}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
        archive.writestr(f"{info}/RECORD", "".join(_record(name, content) for name, content in contents.items()))
    return path


def _record(name: str, content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}\n"


@dataclass(slots=True)
class Served:
    """The response of the server.

    It pauses ``pause`` seconds between pieces, and breaks the first answer off after ``break_at`` bytes. Unless
    ``announced``, it does not say how large the wheel is. ``asked`` are the ranges of the wheel that were asked for,
    ``sent`` is the number of bytes of it that are out, ``sending`` is set once there are any.
    """

    wheel: Path
    pause: float = 0.0
    break_at: int | None = None
    announced: bool = True
    sent: int = 0
    asked: list[str] = field(default_factory=list)
    sending: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serve(served: Served) -> Iterator[str]:
    """Serve one wheel as a simple index (PEP 503) over HTTP; yield the index's URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.endswith(".whl"):
                _send_wheel(self, served)
            else:
                page = f'<!DOCTYPE html><a href="/{served.wheel.name}">{served.wheel.name}</a>'.encode()
                _send(self, 200, page, {"Content-Type": "text/html"})

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]  # clients disconnect here
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/simple"
    finally:
        served.pause = 0.0
        server.shutdown()
        server.server_close()
        thread.join()


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: Mapping[str, str]) -> None:
    handler.send_response(status)
    for name, value in {**headers, "Content-Length": str(len(body))}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def _send_wheel(handler: BaseHTTPRequestHandler, served: Served) -> None:
    asked = handler.headers.get("Range", "")
    served.asked.append(asked)
    whole = served.wheel.read_bytes()
    start = int(asked.removeprefix("bytes=").partition("-")[0]) if asked else 0
    handler.send_response(206 if asked else 200)
    if served.announced:
        handler.send_header("Content-Length", str(len(whole) - start))
    handler.send_header("Accept-Ranges", "bytes")
    handler.send_header("ETag", '"1"')
    if asked:
        handler.send_header("Content-Range", f"bytes {start}-{len(whole) - 1}/{len(whole)}")
    handler.end_headers()
    end = served.break_at if served.break_at is not None and len(served.asked) == 1 else len(whole)
    for position in range(start, end, 64 << 10):
        served.sent += handler.wfile.write(whole[position : min(position + (64 << 10), end)])
        served.sending.set()
        time.sleep(served.pause)


def environment(**settings: str) -> dict[str, str]:
    """Return this process's environment with pip's settings replaced by ``settings`` alone."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return {**kept, "PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0", **settings}
