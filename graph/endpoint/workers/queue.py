"""The queue of queries that wait for a worker: the client that used least worker time lately is first.

A query runs its first slice on any worker. One that does not end in it is long: it needs one of the places for long
queries, which are all workers but the reserved ones. A client whose query was long lately waits for such a place from
the beginning. No client runs on all workers at once while there is more than one.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from itertools import count
from time import monotonic
from typing import Generic, TypeVar

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.problem import Problem, busy
from rarekg.graph.endpoint.workers.usage import Usage

STEP = 0.25  # seconds; clients that used equally many of these are served in the order in which they came

Worker = TypeVar("Worker")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """How the ``size`` workers of the pool called ``name`` are shared.

    One client has at most ``share`` of them, long queries all but ``reserved``. A query is long that took ``slice``
    seconds; None for a pool whose queries are all short. Its processes give way to others by ``niceness``. A request
    sends up to ``at_once`` queries side by side, so that so many times as many may wait as the limits say.
    """

    name: str
    size: int
    share: int
    reserved: int = 0
    slice: float | None = None
    niceness: int = 0
    at_once: int = 1


@dataclass(eq=False, slots=True)
class Turn:
    """A query of ``client`` on a worker since ``began``; ``long`` if it holds a place for long ones."""

    client: str
    began: float
    long: bool


@dataclass(eq=False, slots=True)
class _Waiting(Generic[Worker]):
    client: str
    long: bool
    number: int
    worker: asyncio.Future[Worker]


class FairQueue(Generic[Worker]):
    """The running and the waiting queries of all clients."""

    def __init__(self, limits: Limits, sharing: Sharing, now: Callable[[], float] = monotonic) -> None:
        """Begin empty; ``now`` is the clock."""
        self._limits, self._sharing, self._now = limits, sharing, now
        self._usage = Usage()
        self._turns: set[Turn] = set()
        self._waiting: list[_Waiting[Worker]] = []
        self._numbers = count()

    @property
    def waiting(self) -> int:
        """The number of queries that wait."""
        return len(self._waiting)

    def is_long(self, client: str) -> bool:
        """Return whether the next query of ``client`` is expected to be long: one is now, or was lately."""
        now = self._now()
        return self._usage.is_long(client, now) or any(
            turn.client == client and self._outlasted(turn, now) for turn in self._turns
        )

    def may_run(self, client: str, *, long: bool, ready: int) -> bool:
        """Return whether ``client`` may run one query more, of ``ready`` workers that could run it."""
        running = sum(turn.client == client for turn in self._turns)
        return running < self._sharing.share and (not long or self._places(ready) > 0)

    def begin(self, client: str, *, long: bool = False) -> Turn:
        """Begin the turn of ``client``."""
        turn = Turn(client, self._now(), long)
        self._turns.add(turn)
        return turn

    def end(self, turn: Turn) -> None:
        """End a turn and count the time that it took; nothing if it ended before."""
        if turn in self._turns:
            self._turns.remove(turn)
            now = self._now()
            self._usage.add(turn.client, now - turn.began, now, long=self._outlasted(turn, now))

    def lengthen(self, turn: Turn, *, ready: int) -> bool:
        """Return whether the query of ``turn`` may go on as a long one; others that wait for a place come first."""
        if turn not in self._turns or turn.long:
            return True
        if self._places(ready) <= 0 or any(self._is_long(waiting) for waiting in self._allowed(ready)):
            return False
        turn.long = True
        return True

    async def wait(self, client: str, *, long: bool, seconds: float, release: Callable[[Worker], None]) -> Worker:
        """Wait at most ``seconds`` for the turn of ``client`` and return its worker.

        ``release`` takes a worker that was assigned in the moment in which the client gave up.

        Raises:
            Problem: 429 or 503 if too many wait already, 503 if no worker is free in time.
        """
        place: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        waiting = _Waiting(client, long, next(self._numbers), place)
        self._make_room(waiting)
        self._waiting.append(waiting)
        taken = False
        try:
            async with asyncio.timeout(seconds):
                worker = await place
            taken = True
            return worker
        except TimeoutError as error:
            message = f"no worker was free within {self._limits.max_wait:g} s (limit max_wait)"
            raise busy("max_wait", message, after=self._limits.timeout) from error
        finally:
            if not taken:
                self._leave(waiting, release)

    def assign(self, worker: Worker, *, ready: int) -> Turn | None:
        """Give ``worker`` to the query whose turn it is and return the turn; None if no waiting one may run."""
        chosen = min(self._allowed(ready), key=self._order(), default=None)
        if chosen is None:
            return None
        self._waiting.remove(chosen)
        chosen.worker.set_result(worker)
        return self.begin(chosen.client, long=self._is_long(chosen))

    def _allowed(self, ready: int) -> Iterator[_Waiting[Worker]]:
        known: dict[tuple[str, bool], bool] = {}  # the same for all alike queries of one client
        for waiting in self._waiting:
            kind = (waiting.client, waiting.long)
            if kind not in known:
                known[kind] = self.may_run(waiting.client, long=self._is_long(waiting), ready=ready)
            if known[kind] and not waiting.worker.done():  # else it was given up a moment ago
                yield waiting

    def _is_long(self, waiting: _Waiting[Worker]) -> bool:
        return waiting.long or self.is_long(waiting.client)

    def _places(self, ready: int) -> int:
        """Return how many more queries may be long: of the workers that are ready, the reserved ones are none."""
        return ready - self._sharing.reserved - sum(turn.long for turn in self._turns)

    def _outlasted(self, turn: Turn, now: float) -> bool:
        return self._sharing.slice is not None and now - turn.began >= self._sharing.slice

    def _order(self) -> Callable[[_Waiting[Worker]], tuple[int, int]]:
        now, used = self._now(), dict[str, float]()
        for waiting in self._waiting:
            if waiting.client not in used:
                used[waiting.client] = self._usage.lately(waiting.client, now)
        for turn in self._turns:
            if turn.client in used:
                used[turn.client] += now - turn.began
        return lambda waiting: (int(used[waiting.client] / STEP), waiting.number)

    def _make_room(self, coming: _Waiting[Worker]) -> None:
        """If all places are taken, let the last query of the client that has most of them give way to another client's.

        Long queries and others have ``max_waiting`` places each, so that many long ones do not shut out short ones.
        """
        limits, at_once = self._limits, self._sharing.at_once
        counts = Counter(waiting.client for waiting in self._waiting)
        if counts[coming.client] >= limits.max_waiting_per_client * at_once:
            message = f"{counts[coming.client]} of your queries wait already (limit max_waiting_per_client)"
            raise busy("max_waiting_per_client", message, after=limits.timeout, status=HTTPStatus.TOO_MANY_REQUESTS)
        alike = [waiting for waiting in self._waiting if waiting.long == coming.long]
        if len(alike) < limits.max_waiting * at_once:
            return
        last = max(alike, key=lambda waiting: (counts[waiting.client], waiting.number), default=coming)
        if counts[last.client] <= counts[coming.client] + 1:
            raise self._crowded()
        self._waiting.remove(last)
        if not last.worker.done():
            last.worker.set_exception(self._crowded())

    def _crowded(self) -> Problem:
        message = f"{len(self._waiting)} queries wait already (limit max_waiting)"
        return busy("max_waiting", message, after=self._limits.timeout)

    def _leave(self, waiting: _Waiting[Worker], release: Callable[[Worker], None]) -> None:
        """Give up a place in the queue, or the worker that was assigned in the same moment."""
        place = waiting.worker
        if place.done() and not place.cancelled() and place.exception() is None:
            release(place.result())
        elif waiting in self._waiting:
            self._waiting.remove(waiting)
