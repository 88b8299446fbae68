"""Complete responses in memory, least recently used first to go."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus

OVERHEAD = 400  # bytes that an entry takes beside its body
IDENTITY = "identity"  # the content coding of a body that is not compressed


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedResponse:
    """A complete response: its status, the headers that depend on its content, and its body in a content coding."""

    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    status: HTTPStatus = HTTPStatus.OK
    coding: str = IDENTITY

    @property
    def size(self) -> int:
        """The bytes of memory that it takes, about."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers.items()) + OVERHEAD


class Cache:
    """Responses by key and content coding, of at most ``limit`` bytes together."""

    def __init__(self, limit: int, largest: int) -> None:
        """Begin empty; a response whose body has more than ``largest`` bytes is not stored."""
        self.limit, self.largest = limit, largest
        self.size = 0
        self._entries: OrderedDict[tuple[bytes, str], CachedResponse] = OrderedDict()

    def find(self, key: bytes, coding: str = IDENTITY) -> CachedResponse | None:
        """Return the response stored under ``key`` in ``coding``."""
        entry = self._entries.get((key, coding))
        if entry is not None:
            self._entries.move_to_end((key, coding))
        return entry

    def store(self, key: bytes, response: CachedResponse) -> None:
        """Store ``response`` under ``key`` and its coding, removing others where there is no room."""
        if len(response.body) > self.largest or response.size > self.limit:
            return
        self._remove((key, response.coding))
        self._entries[key, response.coding] = response
        self.size += response.size
        while self.size > self.limit:
            self._remove(next(iter(self._entries)))

    def clear(self) -> None:
        """Remove everything."""
        self._entries.clear()
        self.size = 0

    def _remove(self, entry: tuple[bytes, str]) -> None:
        old = self._entries.pop(entry, None)
        if old is not None:
            self.size -= old.size


def digest(*parts: str | bytes | None) -> bytes:
    """Return a digest of ``parts``; no two sequences of parts share one.

    >>> digest("a", "bc") == digest("ab", "c"), digest("") == digest(None), digest("a") == digest(b"a")
    (False, False, False)
    """
    hashed = sha256()
    for part in parts:
        encoded = part.encode(errors="surrogatepass") if isinstance(part, str) else part or b""
        hashed.update(b"%s%d:" % (_KINDS[type(part)], len(encoded)) + encoded)
    return hashed.digest()


_KINDS = {str: b"t", bytes: b"b", type(None): b"-"}
