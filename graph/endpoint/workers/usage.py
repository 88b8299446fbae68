"""How much worker time each client used lately, and whether its queries were long."""

from typing import NamedTuple

HALF_LIFE = 30.0  # seconds in which half of what a client used is forgotten
LONG_SECONDS = 30.0  # for which a client whose query was long is expected to send more of them
MOST_CLIENTS = 4096  # that are remembered; beyond that, those that used least are forgotten


class Used(NamedTuple):
    """What a client had used at a time, and until when its queries are expected to be long; all in seconds."""

    seconds: float
    at: float
    long_until: float


UNKNOWN = Used(0.0, 0.0, 0.0)


class Usage:
    """The use of one pool by all clients. Times are those of a monotonic clock, in seconds.

    >>> usage = Usage()
    >>> usage.add("192.0.2.1", 8.0, now=100.0, long=True)
    >>> usage.lately("192.0.2.1", now=100.0 + HALF_LIFE), usage.lately("192.0.2.2", now=130.0)
    (4.0, 0.0)
    """

    def __init__(self) -> None:
        """Begin without any client."""
        self._used: dict[str, Used] = {}

    def __len__(self) -> int:
        """Return the number of clients that are remembered."""
        return len(self._used)

    def lately(self, client: str, now: float) -> float:
        """Return the seconds that ``client`` used, the older ones counted less."""
        return _left(self._used.get(client, UNKNOWN), now)

    def is_long(self, client: str, now: float) -> bool:
        """Return whether a query of ``client`` was long lately."""
        return now < self._used.get(client, UNKNOWN).long_until

    def add(self, client: str, seconds: float, now: float, *, long: bool) -> None:
        """Count ``seconds`` more for ``client``; ``long`` says that its query was."""
        before = self._used.get(client, UNKNOWN)
        until = now + LONG_SECONDS if long else before.long_until
        self._used[client] = Used(_left(before, now) + seconds, now, until)
        if len(self._used) > MOST_CLIENTS:
            kept = sorted(self._used.items(), key=lambda item: _left(item[1], now))[MOST_CLIENTS // 2 :]
            self._used = dict(kept)


def _left(used: Used, now: float) -> float:
    return used.seconds * 0.5 ** ((now - used.at) / HALF_LIFE) if used.seconds else 0.0
