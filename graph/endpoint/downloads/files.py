"""A file of a release on its way to a client: opened below its folder, read in threads, sent part by part."""

import os
import zlib
from collections.abc import AsyncIterator, Mapping
from http import HTTPStatus
from io import FileIO
from pathlib import Path
from stat import S_ISREG

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.http.stream import BrokenOff
from rarekg.graph.endpoint.log_fields import note
from rarekg.graph.endpoint.problem import Problem

PART = 128 << 10  # bytes that are read at once, and that a response holds
GZIP = 16 + zlib.MAX_WBITS  # for zlib: a gzip header, of any window


def opened(folder: Path, path: str, size: int | None) -> FileIO:
    """Open the file at ``path`` below ``folder``, reached without following any link.

    Raises:
        Problem: 404 if it is gone, 503 if it does not have ``size`` bytes or cannot be read.
    """
    *steps, name = path.split("/")
    try:
        at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        for step in steps:
            at = _below(at, step, os.O_DIRECTORY)
        # A pipe of that name would wait for its writer. An object, so that it is closed if nobody takes it.
        file = FileIO(_below(at, name, os.O_NONBLOCK))
    except FileNotFoundError as error:
        raise Problem(HTTPStatus.NOT_FOUND, "unknown", f"{path} is gone from the release") from error
    except OSError as error:
        raise _unfit(path, error.strerror or "it cannot be read") from error
    found = os.fstat(file.fileno())
    if S_ISREG(found.st_mode) and size in (None, found.st_size):
        return file
    file.close()
    raise _unfit(path, f"it has {found.st_size} bytes, not {size}" if S_ISREG(found.st_mode) else "it is no file")


def _below(at: int, name: str, flags: int) -> int:
    try:
        return os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | flags, dir_fd=at)
    finally:
        os.close(at)


def _unfit(path: str, reason: str) -> Problem:
    message = f"{path} is not as the release describes it: {reason}"
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "damaged", message)


class Download(Response):
    """Bytes ``start`` to ``end`` of an open file, which is closed at the end; unpacked if ``unpack``."""

    def __init__(
        self,
        service: Service,
        file: FileIO,
        span: tuple[int, int],
        status: HTTPStatus,
        headers: Mapping[str, str],
        *,
        unpack: bool = False,
    ) -> None:
        """Prepare the response; its length is that of the span, and unknown of what is unpacked."""
        self._service, self._file, self._span, self._unpack = service, file, span, unpack
        super().__init__(status_code=status, headers=headers)
        if unpack:
            del self.headers["Content-Length"]
        else:
            self.headers["Content-Length"] = str(span[1] - span[0])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the response.

        Raises:
            BrokenOff: The file cannot be read to the end.
        """
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            if scope["method"] != "HEAD":
                async for part in self._parts():
                    await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except (OSError, Problem, zlib.error) as error:
            note(scope).kind = "damaged"
            raise BrokenOff(str(error)) from error
        finally:
            self._file.close()

    async def _parts(self) -> AsyncIterator[bytes]:
        at, end = self._span
        unpacked = zlib.decompressobj(GZIP) if self._unpack else None
        while at < end:
            part = await self._service.in_thread(os.pread, self._file.fileno(), min(PART, end - at), at, kind="files")
            if not part:
                raise OSError("the file became shorter while it was read")
            at += len(part)
            if unpacked is None:
                yield part
                continue
            packed, more = part, True
            while packed or more:
                if unpacked.eof:  # a file may have several members
                    unpacked = zlib.decompressobj(GZIP)
                content, packed = await self._service.in_thread(_unpacked, unpacked, packed, kind="files")
                more = len(content) == PART and not unpacked.eof  # it may hold back more
                if content:
                    yield content
        if unpacked is not None and not unpacked.eof:
            raise OSError("the file ends too early")


def _unpacked(stream: "zlib._Decompress", packed: bytes) -> tuple[bytes, bytes]:
    """Return at most PART bytes of content, and what is left to unpack."""
    content = stream.decompress(packed, PART)
    return content, stream.unused_data if stream.eof else stream.unconsumed_tail
