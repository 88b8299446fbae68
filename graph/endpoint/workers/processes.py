"""The processes of a pool: started and started again, replaced when they end, moved to a new build."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from time import monotonic

from rarekg.graph.endpoint.metrics import Metrics
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.workers.client import Worker
from rarekg.graph.home.builds import Build
from rarekg.graph.process.frames import Request

log = logging.getLogger("rarekg.endpoint")

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0  # seconds between attempts to start a worker
CLOSE_SECONDS = 3.0  # for killed processes to be gone
MOMENT = 1.0  # seconds in which a worker is replaced even on a busy machine
QUIET = ("closed", "renewed", "slice")  # causes of an end that no one needs to look into


class Processes:
    """``size`` workers on one build at a time, called ``name`` in the log.

    ``on_free`` is called with a worker that has ended its query or has just started, ``on_exit`` with one that is gone,
    ``on_overrun`` as :class:`Worker` says.
    """

    def __init__(
        self,
        build: Build,
        name: str,
        size: int,
        on_free: Callable[[Worker], None],
        on_exit: Callable[[Worker], None],
        on_overrun: Callable[[Build, Request, Problem], None],
        *,
        max_memory: int,
        niceness: int,
        prefixes: Mapping[str, str],
        metrics: Metrics,
    ) -> None:
        """Prepare processes that :meth:`start` starts, each with ``max_memory`` bytes and ``niceness``."""
        self.build, self.name, self.size = build, name, size
        self._on_free, self._on_exit, self._on_overrun = on_free, on_exit, on_overrun
        self._max_memory, self._niceness, self._prefixes, self._metrics = max_memory, niceness, prefixes, metrics
        self._workers: set[Worker] = set()
        self._idle: list[Worker] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._failing = self._closing = self._troubled = False

    @property
    def workers(self) -> tuple[Worker, ...]:
        """All processes that run, those included that end queries on an earlier build."""
        return tuple(self._workers)

    @property
    def ready(self) -> int:
        """The number of workers that have opened the build."""
        return sum(worker.build is self.build and worker.alive and worker.opened for worker in self._workers)

    async def awaited(self) -> bool:
        """Return whether a worker is ready; wait for one that is about to be."""
        end = monotonic() + MOMENT
        while not self.ready and not self._failing and monotonic() < end:
            await asyncio.sleep(0.02)
        return self.ready > 0

    async def start(self) -> None:
        """Start the workers; those that do not start at once follow, if one does.

        Raises:
            OSError: No worker can open the store.
            QueryError: The build has no manifest.
        """
        adds = (self._add(self.build, 0.0) for _ in range(self.size))
        failures = [error for error in await asyncio.gather(*adds, return_exceptions=True) if error is not None]
        if len(failures) == self.size:
            raise failures[0]
        for error in failures:
            self._report(error)
            self._replace(self.build, FIRST_PAUSE)

    async def close(self) -> None:
        """End all workers, busy ones too."""
        self._closing = True
        for task in self._tasks:
            task.cancel()
        for worker in self.workers:
            worker.kill("closed")
        end = monotonic() + CLOSE_SECONDS
        while self._workers and monotonic() < end:
            await asyncio.sleep(0.01)

    async def prepared(self, build: Build) -> list[Worker]:
        """Return as many workers as there are to be, started on ``build``, for :meth:`switch`.

        Raises:
            OSError: Its store cannot be opened.
            QueryError: It has no manifest.
        """
        fresh: list[Worker] = []
        try:
            for _ in range(self.size):
                fresh.append(await self._started(build, 0.0))
        except BaseException:  # cancellation too: nobody else knows of these workers yet
            for worker in fresh:
                worker.close()
            raise
        return fresh

    def switch(self, build: Build, fresh: list[Worker]) -> None:
        """Go on with ``fresh`` on ``build``; workers that run a query end after it."""
        old, self._idle, self.build = self._idle, [], build
        for worker in old:
            worker.close()
        for _ in range(self.size - self.ready):  # some may have ended while others started
            self._replace(build, FIRST_PAUSE)
        for worker in fresh:
            self._on_free(worker)

    def idle(self) -> Worker | None:
        """Return an idle worker, which is the caller's until it is kept again; None if there is none."""
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
        return None

    def keep(self, worker: Worker) -> None:
        """Keep an idle worker for the next query, or let it go if it has an earlier build."""
        if worker.proven and self._failing:
            log.info("workers for %s run again", self.name)
            self._failing = False
        if worker.proven and bool(worker.trouble) is not self._troubled:
            self._troubled = bool(worker.trouble)
            if self._troubled:
                log.error("the store does not answer for %s: %s", self.name, worker.trouble)
            else:
                log.info("the store answers again for %s", self.name)
        if worker.build is self.build and not self._closing:
            self._idle.append(worker)
        else:
            worker.close()

    def _ended(self, worker: Worker, cause: str) -> None:
        self._workers.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        self._metrics.ended.labels(cause).inc()
        if worker.opened:
            # One that ends before it has run anything is as good as one that does not start.
            useless = not worker.proven and cause not in ("timeout", *QUIET)
            if cause not in QUIET and not (useless and worker.pause):
                log.warning("worker %d for %s ended: %s", worker.pid, self.name, cause)
            self._replace(worker.build, _longer(worker.pause) if useless else 0.0)
        self._on_exit(worker)

    def _replace(self, build: Build, pause: float) -> None:
        """Start a worker after ``pause``, and try until it starts or another build is served."""
        task = asyncio.get_running_loop().create_task(self._until_added(build, pause))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _until_added(self, build: Build, pause: float) -> None:
        while build is self.build and not self._closing:
            await asyncio.sleep(pause)
            try:
                await self._add(build, pause)
            except Exception as error:  # whatever it is, it must not end the attempts
                self._report(error)
                pause = _longer(pause)
            else:
                return

    def _report(self, error: BaseException) -> None:
        """Log the first of several failures to start a worker."""
        if not self._failing:
            log.error("workers for %s do not start, further attempts follow: %s", self.name, error)
        self._failing = True

    async def _add(self, build: Build, pause: float) -> None:
        self._on_free(await self._started(build, pause))

    async def _started(self, build: Build, pause: float) -> Worker:
        worker = Worker(build, self._on_free, self._ended, self._on_overrun, pause)
        self._workers.add(worker)
        try:
            await worker.start(self._max_memory, self._prefixes, self._niceness)
        finally:
            if not worker.exists:  # then nothing will report its end
                self._workers.discard(worker)
        return worker


def _longer(pause: float) -> float:
    """Return the pause after one more failure.

    >>> _longer(0.0), _longer(0.4), _longer(4.0)
    (0.1, 0.8, 5.0)
    """
    return min(LONGEST_PAUSE, max(FIRST_PAUSE, 2 * pause))
