"""The pace of a thread that reads files beside requests: it rests ten times as long as it works."""

import time
from threading import Event

REST = 10  # times as long as the work before it
LONGEST_REST = 0.5  # seconds


class StoppedError(Exception):
    """The service is closing."""


class Pace:
    """The rests of a thread that ends when ``stop`` is set."""

    def __init__(self, stop: Event) -> None:
        """Begin without work."""
        self._stop, self._since = stop, 0.0

    def begin(self) -> None:
        """Begin to work."""
        self._since = time.monotonic()

    def rest(self) -> None:
        """Rest for the work that was done since the last rest.

        Raises:
            StoppedError: The service is closing.
        """
        if self._stop.wait(min(LONGEST_REST, REST * (time.monotonic() - self._since))):
            raise StoppedError
        self.begin()

    def go_on(self) -> None:
        """Go on without a rest.

        Raises:
            StoppedError: The service is closing.
        """
        if self._stop.is_set():
            raise StoppedError
