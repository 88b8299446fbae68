"""The pool of worker processes: started, shared fairly, replaced when they end, and moved on to a new build."""

import asyncio
import logging
from collections.abc import Mapping

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.metrics import Metrics
from rarekg.graph.endpoint.workers.client import Worker
from rarekg.graph.endpoint.workers.queue import FairQueue
from rarekg.graph.endpoint.workers.spool import Budget, SpooledResult
from rarekg.graph.home.builds import Build
from rarekg.graph.process.frames import Request

log = logging.getLogger("rarekg.endpoint")

RETRY_SECONDS = 5.0  # at most, between attempts to start a worker that fails to start
CHECK = Request(query="ASK {}", result_format="json", graph_format=None, seconds=2.0)


class Pool:
    """Worker processes on the store of one build at a time."""

    def __init__(self, build: Build, limits: Limits, prefixes: Mapping[str, str], metrics: Metrics) -> None:
        """Prepare a pool that :meth:`start` starts."""
        self.build, self.limits = build, limits
        self.budget = Budget(limits.spool_bytes)
        self._prefixes, self._metrics = prefixes, metrics
        self._workers: set[Worker] = set()
        self._idle: list[Worker] = []
        self._clients: dict[Worker, str] = {}
        self._queue: FairQueue[Worker] = FairQueue(limits)
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False

    @property
    def workers(self) -> tuple[Worker, ...]:
        """All processes that run, those included that end queries on an earlier build."""
        return tuple(self._workers)

    @property
    def waiting(self) -> int:
        """The number of queries that wait for a worker."""
        return self._queue.waiting

    async def start(self) -> None:
        """Start all workers.

        Raises:
            OSError: The store cannot be opened.
        """
        await asyncio.gather(*(self._add(self.build) for _ in range(self.limits.pool_size)))

    async def close(self) -> None:
        """End all workers, busy ones too."""
        self._closing = True
        for task in self._tasks:
            task.cancel()
        for worker in self.workers:
            worker.kill("closed")
        while self._workers:
            await asyncio.sleep(0.01)

    async def move(self, build: Build) -> None:
        """Serve ``build`` from now on; queries that run end on the build on which they began.

        Raises:
            OSError: Its store cannot be opened; then nothing changes.
        """
        fresh: list[Worker] = []
        try:
            for _ in range(self.limits.pool_size):
                fresh.append(await self._started(build))
        except OSError:
            for worker in fresh:
                worker.close()
            raise
        old, self._idle, self.build = self._idle, fresh, build
        for worker in old:
            worker.close()
        self._dispatch()

    async def submit(self, request: Request, client: str) -> SpooledResult:
        """Give ``request`` to a worker as soon as it is the turn of ``client``; return its result while it arrives.

        The caller passes the result to :meth:`release` in the end.

        Raises:
            Problem: 429 or 503 if too many queries wait, 503 if no worker is free in time.
        """
        worker = await self._acquire(client)
        result = SpooledResult(self.budget)
        worker.run(request, result)
        return result

    def release(self, result: SpooledResult) -> None:
        """Free a result, done or not; a query that still runs is given up."""
        result.close()
        if not result.done:
            for worker in self._workers:
                worker.abandon(result)

    async def healthy(self) -> bool:
        """Return whether queries run: an idle worker runs a small one, or all workers are busy."""
        worker = self._pick()
        if worker is None:
            return any(worker.build is self.build for worker in self._workers)
        self._occupy(worker, "")
        result = SpooledResult(self.budget)
        worker.run(CHECK, result)
        await result.settled(1 << 30)
        self.release(result)
        return result.problem is None

    async def _acquire(self, client: str) -> Worker:
        if self._queue.may_run(client) and (worker := self._pick()) is not None:
            self._occupy(worker, client)
            return worker
        return await self._queue.wait(client, self._free)

    def _pick(self) -> Worker | None:
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
        return None

    def _dispatch(self) -> None:
        """Assign idle workers to the clients whose turn it is."""
        while (worker := self._pick()) is not None:
            client = self._queue.assign(worker)
            if client is None:
                self._idle.append(worker)
                return
            self._clients[worker] = client

    def _occupy(self, worker: Worker, client: str) -> None:
        self._clients[worker] = client
        self._queue.begin(client)

    def _vacate(self, worker: Worker) -> None:
        client = self._clients.pop(worker, None)
        if client is not None:
            self._queue.end(client)

    def _free(self, worker: Worker) -> None:
        self._vacate(worker)
        if worker.build is self.build and not self._closing:
            self._idle.append(worker)
        else:
            worker.close()
        self._dispatch()

    def _ended(self, worker: Worker, cause: str) -> None:
        self._workers.discard(worker)
        self._vacate(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        self._metrics.ended.labels(cause).inc()
        started = worker.ready.done() and not worker.ready.exception()
        if started and cause not in ("closed", "renewed"):
            log.warning("worker %d ended: %s", worker.pid, cause)
        if started and worker.build is self.build and not self._closing:
            task = asyncio.get_running_loop().create_task(self._replace(worker.build))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        self._dispatch()

    async def _replace(self, build: Build) -> None:
        pause = 0.1
        while build is self.build:
            try:
                await self._add(build)
            except OSError as error:
                log.error("%s", error)
                await asyncio.sleep(pause)
                pause = min(RETRY_SECONDS, 2 * pause)
            else:
                return

    async def _add(self, build: Build) -> None:
        worker = await self._started(build)
        if build is self.build and not self._closing:
            self._idle.append(worker)
            self._dispatch()
        else:
            worker.close()

    async def _started(self, build: Build) -> Worker:
        worker = Worker(build, self._free, self._ended)
        self._workers.add(worker)
        await worker.start(self.limits.max_memory, self._prefixes)
        return worker
