"""An answer on its way: filled as fast as a worker writes, read as fast as a client takes it, so neither waits long.

The first part stays in memory; what a slow client has not taken yet goes to a file without a name. All answers together
may hold no more than the budget.
"""

import asyncio
from collections.abc import AsyncIterator
from http import HTTPStatus
from io import SEEK_END, RawIOBase
from tempfile import TemporaryFile

from rarekg.graph.endpoint.problem import Problem, busy

IN_MEMORY = 1 << 20  # bytes of one answer
PART = 64 << 10  # bytes handed out at once


class Budget:
    """Counts the bytes of all answers on their way."""

    def __init__(self, limit: int) -> None:
        """Begin with nothing held."""
        self.limit, self.held = limit, 0

    def take(self, size: int) -> None:
        """Count ``size`` more bytes; Problem where that is over the limit."""
        if self.held + size > self.limit:
            raise busy("spool_bytes", "too many results wait for slow clients", after=5)
        self.held += size


class Answer:
    """One answer: its format, its bytes so far, whether it is complete, and the problem that ended it if it is not."""

    def __init__(self, budget: Budget) -> None:
        """Begin an answer that has nothing yet."""
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
        """Append ``data``; Problem where the budget of all answers is used up, OSError where the disk is full."""
        self._budget.take(len(data))
        try:
            self._write(data)
        except OSError:
            self._budget.held -= len(data)
            raise
        self.size += len(data)
        self._changed.set()

    def _write(self, data: bytes) -> None:
        if self._file is None and self.size + len(data) <= IN_MEMORY:
            self._parts.append(data)
            return
        if self._file is None:
            file = TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the answer
            _append(file, b"".join(self._parts))
            self._parts, self._file = [], file
        _append(self._file, data)

    def finish(self, problem: Problem | None = None) -> None:
        """Say that no more comes, because the answer is complete or because of ``problem``."""
        if not self.done:
            self.done, self.problem = True, problem
            self._changed.set()

    async def settled(self, size: int) -> None:
        """Wait until the answer is done or has ``size`` bytes."""
        while not self.done and self.size < size:
            await self._wait()

    def whole(self) -> bytes:
        """Return all bytes so far."""
        if self._file is None:
            return b"".join(self._parts)
        self._file.seek(0)
        return self._file.read()

    async def parts(self) -> AsyncIterator[bytes]:
        """Yield the answer part by part as it comes; Problem where it breaks off."""
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
        """Give back what the answer holds; adding to it is of no use from here on."""
        if not self._closed:
            self._closed = True
            self._budget.held -= self.size
            self._parts.clear()
            if self._file is not None:
                self._file.close()

    @property
    def closed(self) -> bool:
        """Whether no one wants the answer any more."""
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
    """Return the problem of an answer that its worker did not live to give."""
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, kind, message)
