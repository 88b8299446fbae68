"""The queue of queries that wait for a worker: round-robin over clients, first come, first served within one client.

No client runs on all workers at once while there is more than one, so that one is always left for another client.
"""

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from http import HTTPStatus
from typing import Generic, TypeVar

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.problem import busy

Worker = TypeVar("Worker")


class FairQueue(Generic[Worker]):
    """The running and the waiting queries of all clients."""

    def __init__(self, limits: Limits) -> None:
        """Begin empty."""
        self._limits = limits
        self._running: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[asyncio.Future[Worker]]] = OrderedDict()

    @property
    def waiting(self) -> int:
        """The number of queries that wait."""
        return sum(map(len, self._waiting.values()))

    def may_run(self, client: str) -> bool:
        """Return whether ``client`` may run one query more."""
        return self._running[client] < self._limits.share

    def begin(self, client: str) -> None:
        """Count a query of ``client`` as running."""
        self._running[client] += 1

    def end(self, client: str) -> None:
        """Count a query of ``client`` as running no more."""
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]

    async def wait(self, client: str, release: Callable[[Worker], None]) -> Worker:
        """Wait for the turn of ``client`` and return its worker.

        ``release`` takes a worker that was assigned in the moment in which the client gave up.

        Raises:
            Problem: 429 or 503 if too many wait already, 503 if no worker is free in time.
        """
        self._refuse_crowd(client)
        place: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(place)
        taken = False
        try:
            async with asyncio.timeout(self._limits.max_wait):
                worker = await place
            taken = True
            return worker
        except TimeoutError as error:
            message = f"no worker was free within {self._limits.max_wait:g} s (limit max_wait)"
            raise busy("max_wait", message, after=self._limits.timeout) from error
        finally:
            if not taken:
                self._leave(client, place, release)

    def assign(self, worker: Worker) -> str | None:
        """Give ``worker`` to the client whose turn it is and return that client; None if no waiting client may run."""
        while (client := next(filter(self.may_run, self._waiting), None)) is not None:
            queue = self._waiting.pop(client)
            place = queue.popleft()
            if queue:
                self._waiting[client] = queue  # the client goes to the end of the round
            if not place.done():  # else it was given up a moment ago
                place.set_result(worker)
                self.begin(client)
                return client
        return None

    def _refuse_crowd(self, client: str) -> None:
        limits = self._limits
        if len(self._waiting.get(client, ())) >= limits.max_waiting_per_client:
            message = f"{limits.max_waiting_per_client} of your queries wait already (limit max_waiting_per_client)"
            raise busy("max_waiting_per_client", message, after=limits.timeout, status=HTTPStatus.TOO_MANY_REQUESTS)
        if self.waiting >= limits.max_waiting:
            message = f"{limits.max_waiting} queries wait already (limit max_waiting)"
            raise busy("max_waiting", message, after=limits.timeout)

    def _leave(self, client: str, place: asyncio.Future[Worker], release: Callable[[Worker], None]) -> None:
        """Give up a place in the queue, or the worker that was assigned in the same moment."""
        if place.done() and not place.cancelled():
            release(place.result())
            return
        queue = self._waiting.get(client, deque())
        if place in queue:
            queue.remove(place)
            if not queue:
                del self._waiting[client]
