"""What a part of the fuzzing does with one input, and what it tells about it."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from types import FrameType

# It makes an input by chance, tries it, and says in a few words what came of it; it raises a Fault if that is wrong.
Attempt = Callable[[Random], str]


class Fault(Exception):
    """An input that does what no input may do: ``what`` that is, and the input itself as ``given``."""

    def __init__(self, what: str, given: object) -> None:
        """Keep both; ``given`` as text that can be pasted into Python."""
        self.what, self.given = what, repr(given)
        super().__init__(what)


class TooSlowError(Exception):
    """An attempt that took longer than it may."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TooSlowError in the block when it has taken ``seconds``; in the main thread only."""

    def end(number: int, frame: FrameType | None) -> None:
        raise TooSlowError(f"takes longer than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
