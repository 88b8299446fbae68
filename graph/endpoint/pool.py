"""The workers together: who is served next, how many wait, and how the pool moves on to a new build.

Clients take turns, and none of them runs on all workers at once while there is more than one. Of one client's queries
those that were short the last time come first, though none waits for that longer than its patience.
"""

import asyncio
import logging
from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from operator import attrgetter

from rarekg.graph.builds import Build
from rarekg.graph.endpoint.forecast import Forecast
from rarekg.graph.endpoint.frames import Request
from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.metrics import Metrics
from rarekg.graph.endpoint.problem import busy
from rarekg.graph.endpoint.process import Worker
from rarekg.graph.endpoint.spool import Answer, Budget

log = logging.getLogger("rarekg.endpoint")

RETRY_SECONDS = 5.0  # at most, between attempts to start a worker that does not come up
CHECK_SECONDS = 2.0  # for a worker to answer that it is well


@dataclass(eq=False, slots=True, kw_only=True)
class _Place:
    """A place in the queue: the loop's time by which it no longer lets others pass, and the worker once it has one."""

    due: float
    given: asyncio.Future[Worker]


_due = attrgetter("due")


class Pool:
    """Worker processes on the store of one build at a time."""

    def __init__(self, build: Build, limits: Limits, prefixes: Mapping[str, str], metrics: Metrics) -> None:
        """Prepare a pool that :meth:`start` starts."""
        self.build, self.limits = build, limits
        self.budget = Budget(limits.spool_bytes)
        self._prefixes, self._metrics = prefixes, metrics
        self._workers: set[Worker] = set()
        self._idle: list[Worker] = []
        self._running: Counter[str] = Counter()
        self._clients: dict[Worker, str] = {}
        self._waiting: OrderedDict[str, list[_Place]] = OrderedDict()
        self._forecast = Forecast()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False

    @property
    def workers(self) -> tuple[Worker, ...]:
        """All processes that are up, those of an earlier build that still answer included."""
        return tuple(self._workers)

    @property
    def waiting(self) -> int:
        """How many queries wait for a worker."""
        return sum(len(queue) for queue in self._waiting.values())

    async def start(self) -> None:
        """Start all workers; OSError where the store cannot be opened."""
        await asyncio.gather(*(self._add(self.build) for _ in range(self.limits.pool_size)))

    async def close(self) -> None:
        """End all workers, those at work too."""
        self._closing = True
        for task in self._tasks:
            task.cancel()
        for worker in self.workers:
            worker.kill("closed")
        while self._workers:
            await asyncio.sleep(0.01)

    async def move(self, build: Build) -> None:
        """Serve ``build`` from now on; what is under way ends on the build on which it began.

        OSError where its store cannot be opened; then nothing changes.
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

    async def ask(self, request: Request, client: str, key: bytes = b"") -> Answer:
        """Give ``request`` to a worker as soon as it is the client's turn; return its answer, which fills by and by.

        ``key`` tells the query from others. Problem where too many wait. Whoever takes the answer releases it.
        """
        worker = await self._acquire(client, self._forecast.patience(key))
        answer = Answer(self.budget)
        worker.ask(request, answer, partial(self._forecast.learn, key))
        return answer

    def release(self, answer: Answer) -> None:
        """Give back an answer, finished or not."""
        answer.close()
        if not answer.done:
            for worker in self._workers:
                worker.abandon(answer)

    async def well(self) -> bool:
        """Return whether queries are answered: an idle worker answers a small one, or all are at work."""
        if not self._idle:
            return any(worker.build is self.build for worker in self._workers)
        worker = self._idle.pop(0)
        self._occupy(worker, "")
        answer = Answer(self.budget)
        worker.ask(check_request(CHECK_SECONDS), answer)
        await answer.settled(1 << 30)
        self.release(answer)
        return answer.problem is None

    async def _acquire(self, client: str, patience: float) -> Worker:
        if self._idle and self._running[client] < self.limits.share:
            worker = self._idle.pop()
            self._occupy(worker, client)
            return worker
        self._refuse_crowd(client)
        loop = asyncio.get_running_loop()
        place = _Place(due=loop.time() + patience, given=loop.create_future())
        self._waiting.setdefault(client, []).append(place)
        taken = False
        try:
            async with asyncio.timeout(self.limits.max_wait):
                worker = await place.given
            taken = True
            return worker
        except TimeoutError as error:
            message = f"no worker was free within {self.limits.max_wait:g} s (limit max_wait)"
            raise busy("max_wait", message, after=self.limits.timeout) from error
        finally:
            if not taken:
                self._leave(client, place)

    def _refuse_crowd(self, client: str) -> None:
        limits = self.limits
        if len(self._waiting.get(client, ())) >= limits.max_waiting_per_client:
            message = f"{limits.max_waiting_per_client} of your queries wait already (limit max_waiting_per_client)"
            raise busy("max_waiting_per_client", message, after=limits.timeout, status=HTTPStatus.TOO_MANY_REQUESTS)
        if self.waiting >= limits.max_waiting:
            message = f"{limits.max_waiting} queries wait already (limit max_waiting)"
            raise busy("max_waiting", message, after=limits.timeout)

    def _leave(self, client: str, place: "_Place") -> None:
        """Give up a place in the queue, or the worker that was given in the same moment."""
        if place.given.done() and not place.given.cancelled():
            self._free(place.given.result())
        queue = self._waiting.get(client)
        if queue and place in queue:
            queue.remove(place)
            if not queue:
                del self._waiting[client]

    def _dispatch(self) -> None:
        """Give idle workers to the clients whose turn it is."""
        while self._idle and (client := self._next()) is not None:
            queue = self._waiting.pop(client)
            place = min(queue, key=_due)
            queue.remove(place)
            if queue:
                self._waiting[client] = queue  # at the end of the line
            if not place.given.done():
                worker = self._idle.pop()
                self._occupy(worker, client)
                place.given.set_result(worker)

    def _next(self) -> str | None:
        return next((client for client in self._waiting if self._running[client] < self.limits.share), None)

    def _occupy(self, worker: Worker, client: str) -> None:
        self._clients[worker] = client
        self._running[client] += 1

    def _vacate(self, worker: Worker) -> None:
        client = self._clients.pop(worker, None)
        if client is not None:
            self._running[client] -= 1
            if not self._running[client]:
                del self._running[client]

    def _free(self, worker: Worker) -> None:
        self._vacate(worker)
        if worker.build is self.build and not self._closing:
            self._idle.append(worker)
        else:
            worker.close()
        self._dispatch()

    def _lost(self, worker: Worker, cause: str) -> None:
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
        worker = Worker(build, self._free, self._lost)
        self._workers.add(worker)
        await worker.start(self.limits.max_memory, self._prefixes)
        return worker


def check_request(seconds: float) -> Request:
    """Return the smallest request there is."""
    return Request(
        query="ASK {}",
        rows="json",
        graph=None,
        datasets=None,
        union=False,
        max_bytes=1 << 10,
        max_rows=1,
        seconds=seconds,
    )
