"""Threads for work whose cost a client chooses, so that the thread of the event loop keeps answering the others.

Work of different kinds has threads of its own, so that one kind does not wait for another. They share the interpreter:
more threads would make nothing faster, and each that computes delays the event loop by the time of a switch.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Literal, TypeVar, TypeVarTuple

from rarekg.graph.endpoint.problem import over

# ``pages``: documents, pages, search. ``queries``: what a client writes or uploads, and what is shown of its result.
# ``codings``: compression, which lets the interpreter go. ``files``: what waits for a disk.
Kind = Literal["pages", "queries", "codings", "files"]

SMALL = 16 << 10  # bytes; less than this is compressed or read where it is, because a switch of threads costs more

Arguments = TypeVarTuple("Arguments")
Made = TypeVar("Made")


class Threads:
    """The threads of a service."""

    def __init__(self, seconds: float) -> None:
        """Prepare threads for work that may take ``seconds``, the time of waiting for a thread included."""
        self._seconds = seconds
        counts: dict[Kind, int] = {"pages": 2, "queries": 1, "codings": os.cpu_count() or 1, "files": 2}
        self._pools = {
            kind: ThreadPoolExecutor(max_workers=count, thread_name_prefix=kind) for kind, count in counts.items()
        }

    async def run(self, kind: Kind, function: Callable[[*Arguments], Made], *arguments: *Arguments) -> Made:
        """Return ``function(*arguments)``, run in a thread for ``kind``.

        Work that waits for a thread when its time is over, or when its client has gone, is never begun.

        Raises:
            Problem: 503 if it takes too long.
        """
        async with self.deadline():
            return await asyncio.get_running_loop().run_in_executor(self._pools[kind], function, *arguments)

    @asynccontextmanager
    async def deadline(self) -> AsyncIterator[None]:
        """Bound what is done inside, several pieces of work perhaps, by the time of one.

        Raises:
            Problem: 503 if it takes too long.
        """
        try:
            async with asyncio.timeout(self._seconds) as deadline:
                yield
        except TimeoutError as error:
            if not deadline.expired():
                raise  # one of the work itself
            message = "it took too long to make the response"
            raise over("timeout", self._seconds, message, status=HTTPStatus.SERVICE_UNAVAILABLE) from error

    def close(self) -> None:
        """Let the threads end with the work that they have begun."""
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)
