"""Queries that used all of their time or memory, remembered for a while: the same one would do so again.

A client that repeats its request after an error, as libraries do by themselves, gets the same error at once. A query
that only waited, for the processor beside others or for the disk, is not remembered: its next attempt may end in time.
"""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from time import monotonic

import msgspec

from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.home.builds import Build
from rarekg.graph.process.frames import Request

REMEMBERED_SECONDS = 300.0
MOST = 1000  # overruns that are remembered; each was some seconds of work
BUSY = 0.8  # of its time that a query must have been at work on a processor; beside others it is two thirds or less


class Overruns:
    """The queries that overran lately, by build: not one of them is refused on another build."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        """Begin with none; ``now`` is the clock, in seconds."""
        self._now = now
        self._ends: OrderedDict[bytes, tuple[float, Problem]] = OrderedDict()  # the oldest first

    def add(self, build: Build, request: Request, problem: Problem) -> None:
        """Remember that ``request`` ended with ``problem`` on ``build``."""
        key = _key(build, request)
        self._ends[key] = (self._now(), problem)
        self._ends.move_to_end(key)
        if len(self._ends) > MOST:
            self._ends.popitem(last=False)

    def refuse(self, build: Build, request: Request) -> None:
        """Pass a request that did not overrun lately.

        Raises:
            Problem: The one with which it ended, with the seconds since then as its ``Age``.
        """
        if not self._ends:
            return
        key = _key(build, request)
        ended, problem = self._ends.get(key, (0.0, None))
        if problem is None:
            return
        age = self._now() - ended
        if age >= REMEMBERED_SECONDS:
            del self._ends[key]
            return
        headers = {**problem.headers, "Age": str(int(age))}
        raise problem.again(headers)


def _key(build: Build, request: Request) -> bytes:
    """Return a digest of all that decides how long ``request`` runs: a cut or another format may take less."""
    # A build that was made again has the same id.
    return sha256(msgspec.json.encode((build.id, build.finished, request))).digest()
