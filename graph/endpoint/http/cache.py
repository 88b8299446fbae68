"""Results that were asked for before: kept whole in memory, the least recently wanted going first."""

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256

OVERHEAD = 400  # bytes that an entry takes beside its body


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A complete result: its format, and its bytes in a content coding."""

    format: str
    body: bytes
    coding: str = "identity"


class Cache:
    """Results by key and content coding, of at most ``limit`` bytes together."""

    def __init__(self, limit: int, largest: int) -> None:
        """Begin empty; a result of more than ``largest`` bytes is not kept."""
        self.limit, self.largest = limit, largest
        self.size = 0
        self._entries: OrderedDict[tuple[bytes, str], Result] = OrderedDict()

    def find(self, key: bytes, coding: str) -> Result | None:
        """Return what is kept under ``key`` in ``coding``."""
        found = self._entries.get((key, coding))
        if found is not None:
            self._entries.move_to_end((key, coding))
        return found

    def keep(self, key: bytes, coding: str, result: Result) -> None:
        """Keep ``result``, letting go of others where it has no room."""
        if len(result.body) > self.largest or len(result.body) + OVERHEAD > self.limit:
            return
        self._forget((key, coding))
        self._entries[key, coding] = result
        self.size += len(result.body) + OVERHEAD
        while self.size > self.limit:
            self._forget(next(iter(self._entries)))

    def clear(self) -> None:
        """Let go of everything."""
        self._entries.clear()
        self.size = 0

    def _forget(self, entry: tuple[bytes, str]) -> None:
        old = self._entries.pop(entry, None)
        if old is not None:
            self.size -= len(old.body) + OVERHEAD


def key(*parts: str | None) -> bytes:
    """Return the key of a result that ``parts`` determine, each part told from the next."""
    digest = sha256()
    for part in parts:
        said = b"" if part is None else part.encode()
        digest.update(b"%d:" % (-1 if part is None else len(said)) + said)
    return digest.digest()
