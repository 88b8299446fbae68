"""A bound on the time of a whole fetch, whatever it waits for: a server that trickles, pip, another fetch, a disk."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rarekg.ontology.errors import RarekgError

SECONDS = 3600.0  # for 200 MB even at 60 kB a second
AGAIN = 10.0  # seconds after which the timer ends what went on in spite of it


class DeadlineError(RarekgError):
    """A fetch that took too long; no SourceError, so that no other address is asked instead."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise in the block when it has taken ``seconds``, wherever it is: the system's timer interrupts as Ctrl-C does.

    Only the main thread can be interrupted, and only one block at a time.

    Raises:
        DeadlineError: The time is over.
    """

    def end(number: int, frame: FrameType | None) -> None:
        raise DeadlineError(
            f"the fetch took longer than {seconds:,g} seconds and was ended; run the command again, which keeps "
            "what is complete, or allow more with --deadline"
        )

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
