"""Who waits for a worker, and whose turn it is.

Clients take turns, and none of them runs on all workers at once while there is more than one. Of one client's queries
those that were short the last time come first, though none waits for that longer than its patience.
"""

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from operator import attrgetter
from typing import Generic, TypeVar

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.problem import busy

Worker = TypeVar("Worker")


@dataclass(eq=False, slots=True, kw_only=True)
class _Place(Generic[Worker]):
    """A place in the queue: the loop's time by which it no longer lets others pass, and the worker once it has one."""

    due: float
    given: asyncio.Future[Worker]


_due = attrgetter("due")


class Turns(Generic[Worker]):
    """The queries of all clients that run or wait."""

    def __init__(self, limits: Limits) -> None:
        """Begin with no one there."""
        self._limits = limits
        self._running: Counter[str] = Counter()
        self._waiting: OrderedDict[str, list[_Place[Worker]]] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many queries wait."""
        return sum(len(queue) for queue in self._waiting.values())

    def may_run(self, client: str) -> bool:
        """Tell whether ``client`` may run one query more."""
        return self._running[client] < self._limits.share

    def begin(self, client: str) -> None:
        """Note that a query of ``client`` runs."""
        self._running[client] += 1

    def end(self, client: str) -> None:
        """Note that a query of ``client`` runs no more."""
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]

    async def wait(self, client: str, patience: float, give_back: Callable[[Worker], None]) -> Worker:
        """Return the worker that is given to ``client``, who lets shorter queries pass for ``patience`` seconds.

        Problem where too many wait already or none is given in time. ``give_back`` gets a worker that came too late.
        """
        self._refuse_crowd(client)
        loop = asyncio.get_running_loop()
        place = _Place[Worker](due=loop.time() + patience, given=loop.create_future())
        self._waiting.setdefault(client, []).append(place)
        taken = False
        try:
            async with asyncio.timeout(self._limits.max_wait):
                worker = await place.given
            taken = True
            return worker
        except TimeoutError as error:
            message = f"no worker was free within {self._limits.max_wait:g} s (limit max_wait)"
            raise busy("max_wait", message, after=self._limits.timeout) from error
        finally:
            if not taken:
                self._leave(client, place, give_back)

    def give(self, worker: Worker) -> str | None:
        """Give ``worker`` to the client whose turn it is, and return who that is; None where no one may run more."""
        while (client := self._next()) is not None:
            queue = self._waiting.pop(client)
            place = min(queue, key=_due)
            queue.remove(place)
            if queue:
                self._waiting[client] = queue  # at the end of the line
            if not place.given.done():  # else it was given up a moment ago
                place.given.set_result(worker)
                self.begin(client)
                return client
        return None

    def _next(self) -> str | None:
        return next((client for client in self._waiting if self.may_run(client)), None)

    def _refuse_crowd(self, client: str) -> None:
        limits = self._limits
        if len(self._waiting.get(client, ())) >= limits.max_waiting_per_client:
            message = f"{limits.max_waiting_per_client} of your queries wait already (limit max_waiting_per_client)"
            raise busy("max_waiting_per_client", message, after=limits.timeout, status=HTTPStatus.TOO_MANY_REQUESTS)
        if self.waiting >= limits.max_waiting:
            message = f"{limits.max_waiting} queries wait already (limit max_waiting)"
            raise busy("max_waiting", message, after=limits.timeout)

    def _leave(self, client: str, place: _Place[Worker], give_back: Callable[[Worker], None]) -> None:
        """Give up a place in the queue, or the worker that was given in the same moment."""
        if place.given.done() and not place.given.cancelled():
            give_back(place.given.result())
            return
        queue = self._waiting.get(client, [])
        if place in queue:
            queue.remove(place)
            if not queue:
                del self._waiting[client]
