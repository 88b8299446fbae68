"""How long a query will take, by how long it took the last time: so that short ones need not wait behind long ones."""

from collections import OrderedDict

REMEMBERED = 4096  # queries
UNKNOWN = 0.02  # seconds, for a query that was not asked before
PATIENCE = 10.0  # a query lets others pass for so many times as long as it takes itself,
LONGEST = 3.0  # but no longer than this, in seconds


class Forecast:
    """The seconds that queries took, by key; the ones not asked for longest are forgotten."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._seconds: OrderedDict[bytes, float] = OrderedDict()

    def learn(self, key: bytes, seconds: float) -> None:
        """Note that the query took ``seconds``."""
        self._seconds[key] = seconds
        self._seconds.move_to_end(key)
        if len(self._seconds) > REMEMBERED:
            self._seconds.popitem(last=False)

    def patience(self, key: bytes) -> float:
        """Return for how many seconds the query lets shorter ones pass."""
        return min(LONGEST, PATIENCE * self._seconds.get(key, UNKNOWN))
