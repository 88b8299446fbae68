"""The spool: results between a worker, which writes as fast as it can, and a client, which may read slowly.

The first part of a result stays in memory while there is room; what a slow client has not taken yet goes to a file
without a name. All results together hold no more bytes than their budget.
"""

import asyncio
from collections.abc import AsyncIterator
from http import HTTPStatus
from io import SEEK_END, RawIOBase
from tempfile import TemporaryFile

from rarekg.graph.endpoint.problem import Problem, busy

IN_MEMORY = 1 << 20  # bytes of one result
ALL_IN_MEMORY = 32 << 20  # bytes of all results
PART = 64 << 10  # bytes handed out at once


class Budget:
    """The number of bytes that all spooled results hold, and its limit; ``in_memory`` of them are not in a file."""

    def __init__(self, limit: int) -> None:
        """Begin with no bytes held."""
        self.limit, self.held, self.in_memory = limit, 0, 0

    def take(self, size: int) -> None:
        """Count ``size`` more bytes.

        Raises:
            Problem: 503 if that is over the limit.
        """
        if self.held + size > self.limit:
            raise busy("spool_bytes", "too many results wait for slow clients", after=5)
        self.held += size


class SpooledResult:
    """One result while it arrives.

    ``format`` is its format's name, known with the first byte; ``size`` its bytes so far; ``done`` is true when no more
    arrive, and ``problem`` is then None if the result is complete.
    """

    def __init__(self, budget: Budget) -> None:
        """Begin a result without bytes."""
        self.format: str | None = None
        self.size = 0
        self.done = False
        self.problem: Problem | None = None
        self._budget = budget
        self._parts: list[bytes] = []
        self._file: RawIOBase | None = None
        self._closed = False
        self._changed = asyncio.Event()

    def add(self, data: bytes) -> None:
        """Append ``data``.

        Raises:
            Problem: 503 if the budget of all results is used up.
            OSError: The disk is full.
        """
        self._budget.take(len(data))
        try:
            self._write(data)
        except OSError:
            self._budget.held -= len(data)
            raise
        self.size += len(data)
        self._changed.set()

    def _write(self, data: bytes) -> None:
        room = self.size + len(data) <= IN_MEMORY and self._budget.in_memory + len(data) <= ALL_IN_MEMORY
        if self._file is None and room:
            self._parts.append(data)
            self._budget.in_memory += len(data)
            return
        if self._file is None:
            file = TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the result
            _append(file, b"".join(self._parts))
            self._budget.in_memory -= self.size
            self._parts, self._file = [], file
        _append(self._file, data)

    def finish(self, problem: Problem | None = None) -> None:
        """Mark the result as done: complete, or ended by ``problem``. Later calls change nothing."""
        if not self.done:
            self.done, self.problem = True, problem
            self._changed.set()

    async def settled(self, size: int) -> None:
        """Wait until the result is done or has ``size`` bytes."""
        while not self.done and self.size < size:
            await self._wait()

    def whole(self) -> bytes:
        """Return all bytes so far."""
        if self._file is None:
            return b"".join(self._parts)
        self._file.seek(0)
        return self._file.read()

    async def parts(self) -> AsyncIterator[bytes]:
        """Yield the result part by part as it arrives.

        Raises:
            Problem: The result breaks off.
        """
        at = 0
        while True:
            while at < self.size:
                data = self._read(at)
                at += len(data)
                yield data
            if self.done:
                break
            await self._wait()
        if self.problem is not None:
            raise self.problem

    def close(self) -> None:
        """Free what the result holds; nothing can be added or read from here on."""
        if not self._closed:
            self._closed = True
            self._budget.held -= self.size
            self._parts.clear()
            if self._file is not None:
                self._file.close()
            else:
                self._budget.in_memory -= self.size

    @property
    def closed(self) -> bool:
        """Whether the result was closed."""
        return self._closed

    def _read(self, at: int) -> bytes:
        if self._file is None:
            whole = b"".join(self._parts)
            self._parts = [whole]
            return whole[at : at + PART]
        self._file.seek(at)
        return self._file.read(min(PART, self.size - at))

    async def _wait(self) -> None:
        self._changed.clear()
        await self._changed.wait()


def _append(file: RawIOBase, data: bytes) -> None:
    file.seek(0, SEEK_END)
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]


def failed(kind: str, message: str) -> Problem:
    """Return the problem (503) of a request whose worker ended before its result was complete."""
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, kind, message)
