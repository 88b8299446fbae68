"""A pool of worker processes and the queries on them: each runs its first slice, and only some may be long."""

import asyncio
from collections.abc import Mapping
from time import monotonic

from msgspec.structs import replace

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.metrics import Metrics
from rarekg.graph.endpoint.workers.client import OF_REMOTE, Worker
from rarekg.graph.endpoint.workers.overruns import Overruns
from rarekg.graph.endpoint.workers.processes import Processes
from rarekg.graph.endpoint.workers.queue import FairQueue, Sharing, Turn
from rarekg.graph.endpoint.workers.spool import Budget, SpooledResult
from rarekg.graph.home.builds import Build
from rarekg.graph.process.frames import Request
from rarekg.graph.remote.place import holds

CHECK = Request(query="ASK {}", result_format="json", graph_format=None, seconds=2.0)
OTHER_BUILD = "the store does not hold this build"


class Pool:
    """Workers on one build at a time, shared by the rules of ``sharing``; their results take bytes of ``budget``."""

    def __init__(
        self,
        build: Build,
        sharing: Sharing,
        limits: Limits,
        prefixes: Mapping[str, str],
        metrics: Metrics,
        budget: Budget,
    ) -> None:
        """Prepare a pool whose ``processes`` are to be started."""
        self.sharing, self._limits, self._budget = sharing, limits, budget
        self._overruns = Overruns()
        self.processes = Processes(
            build,
            sharing.name,
            sharing.size,
            self._free,
            self._gone,
            self._overruns.add,
            max_memory=limits.max_memory,
            niceness=sharing.niceness,
            prefixes=prefixes,
            metrics=metrics,
        )
        self._turns: dict[Worker, Turn] = {}
        self._queue: FairQueue[Worker] = FairQueue(limits, sharing)
        self._check: asyncio.Task[str] | None = None

    @property
    def waiting(self) -> int:
        """The number of queries that wait for a worker."""
        return self._queue.waiting

    async def submit(self, request: Request, client: str) -> SpooledResult:
        """Give ``request`` to a worker when it is the turn of ``client``; return its result when it may be handed on.

        That is when it is complete, or while it arrives if the query is a long one. A query whose slice ends while
        there is no place for it is ended, and begins again when there is one. The caller passes the result to
        :meth:`release` in the end.

        Raises:
            Problem: 429 or 503 if too many queries wait, 503 if no worker is free in time, 504 if it overran lately.
        """
        self._overruns.refuse(self.processes.build, request)
        end = monotonic() + self._limits.max_wait
        long = self._queue.is_long(client)
        while True:
            worker = await self._acquire(client, end, long=long)
            turn, result = self._turns.get(worker), SpooledResult(self._budget)
            if turn is None:
                continue  # the worker has ended in the moment in which it was assigned
            worker.run(request, result)
            if turn.long or await self._may_go_on(turn, result):
                return result
            result.close()
            worker.kill("slice")
            self._vacate(worker)
            long = True

    def release(self, result: SpooledResult) -> None:
        """Free a result, done or not; a query that still runs is given up."""
        result.close()
        if not result.done:
            for worker in self.processes.workers:
                worker.abandon(result)

    async def health(self) -> str:
        """Return what is wrong, nothing if queries run: an idle worker runs a small one, or all are busy."""
        if self._check is None or self._check.done():
            self._check = asyncio.get_running_loop().create_task(self._checked())
        return await asyncio.shield(self._check)  # one check for all who ask at the same time

    async def _checked(self) -> str:
        while await self.processes.awaited():
            worker = self.processes.idle()
            if worker is None:
                return ""
            self._turns[worker] = self._queue.begin("")
            result = SpooledResult(self._budget)
            build = worker.build
            check = replace(CHECK, query=holds(build.base, build.id)) if build.remote else CHECK
            worker.run(check, result)
            await result.settled(1 << 30)
            body = b"" if result.problem else result.whole()
            self.release(result)
            if result.problem is None:
                return "" if b"true" in body else OTHER_BUILD
            if result.problem.kind == "timeout":
                return "no worker answers"
            if result.problem.kind in OF_REMOTE:
                return str(result.problem)
        return "no worker is ready"

    async def _acquire(self, client: str, end: float, *, long: bool) -> Worker:
        may_run = self._queue.may_run(client, long=long, ready=self.processes.ready)
        if may_run and (worker := self.processes.idle()) is not None:
            self._turns[worker] = self._queue.begin(client, long=long)
            return worker
        return await self._queue.wait(client, long=long, seconds=end - monotonic(), release=self._free)

    async def _may_go_on(self, turn: Turn, result: SpooledResult) -> bool:
        """Wait for the result or the end of the slice; return whether the query is done or may be long."""
        try:
            async with asyncio.timeout(self.sharing.slice):
                await result.settled(1)
                if not (result.done or self._queue.lengthen(turn, ready=self.processes.ready)):
                    await result.settled(self._limits.max_result_bytes + 1)
        except TimeoutError:
            return result.done or self._queue.lengthen(turn, ready=self.processes.ready)
        except asyncio.CancelledError:
            self.release(result)
            raise
        return True

    def _dispatch(self) -> None:
        """Assign idle workers to the queries whose turn it is."""
        while self.waiting and (worker := self.processes.idle()) is not None:
            turn = self._queue.assign(worker, ready=self.processes.ready)
            if turn is None:
                self.processes.keep(worker)
                return
            self._turns[worker] = turn

    def _vacate(self, worker: Worker) -> None:
        turn = self._turns.pop(worker, None)
        if turn is not None:
            self._queue.end(turn)

    def _free(self, worker: Worker) -> None:
        self._vacate(worker)
        self.processes.keep(worker)
        self._dispatch()

    def _gone(self, worker: Worker) -> None:
        self._vacate(worker)
        self._dispatch()
