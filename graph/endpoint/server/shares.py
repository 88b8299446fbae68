"""The shares of clients in the connections and the memory of the server, and who gives way when there is no more.

What a request costs is estimated, not only its bytes: an empty header field of five bytes takes two hundred in memory.
While there is room, a client may take its share. If there is none, the client that holds most gives way, so that no
number of greedy clients keeps out one that asks for little.
"""

import ipaddress
from collections import defaultdict
from collections.abc import Callable
from typing import Protocol

from rarekg.graph.endpoint.limits import Limits

ANYONE = "*"


class Holder(Protocol):
    """A connection: whose it is, the bytes that it holds, and whether it only waits for a request."""

    key: str
    held: int

    @property
    def idle(self) -> bool:
        """Whether no request is being received or answered."""

    def shed(self) -> None:
        """Close at once, and give back what is held."""


class Shares:
    """The connections of one server by client, with the bytes that each holds."""

    def __init__(self, limits: Limits, unshared: Callable[[str], bool] = lambda _: False) -> None:
        """Begin without connections; clients whose key is ``unshared`` are proxies, and limited only in total."""
        self._limits, self._unshared = limits, unshared
        self.held = 0
        self._connections: defaultdict[str, dict[Holder, None]] = defaultdict(dict)  # oldest first
        self._bytes: defaultdict[str, int] = defaultdict(int)
        self._open = 0

    def may_enter(self, key: str) -> bool:
        """Return whether the client may open one connection more, if another one gives way or not."""
        own = len(self._connections.get(key, ()))
        return own < self._limits.connection_share or self._unshared(key)

    def enter(self, holder: Holder) -> bool:
        """Take a connection in; False if its client has its share of them, or none can give way to it."""
        own = len(self._connections.get(holder.key, ()))
        if not self.may_enter(holder.key):
            return False
        if self._open >= self._limits.max_connections and not self._make_room(own):
            return False
        self._connections[holder.key][holder] = None
        self._open += 1
        return True

    def leave(self, holder: Holder) -> None:
        """Forget a connection and what it holds; later calls change nothing."""
        if holder not in self._connections.get(holder.key, ()):
            return
        self.give(holder, holder.held)
        del self._connections[holder.key][holder]
        self._open -= 1
        if not self._connections[holder.key]:
            del self._connections[holder.key]

    def take(self, holder: Holder, amount: int) -> bool:
        """Let ``holder`` hold ``amount`` bytes more; False if that is over its client's share, or over all there is."""
        if holder not in self._connections.get(holder.key, ()):
            return False
        over = self._bytes[holder.key] + amount - self._limits.memory_share
        if over > 0 and not self._unshared(holder.key):
            return False
        while self.held + amount > self._limits.client_bytes:
            greedy = max(self._bytes, key=self._bytes.__getitem__)
            largest = max(self._connections[greedy], key=lambda each: each.held)
            if largest is holder or self._bytes[greedy] <= self._bytes[holder.key] + amount:
                return False
            largest.shed()
            self.leave(largest)
        holder.held += amount
        self.held += amount
        self._bytes[holder.key] += amount
        return True

    def give(self, holder: Holder, amount: int) -> None:
        """Let ``holder`` hold ``amount`` bytes less."""
        if not amount or holder not in self._connections.get(holder.key, ()):
            return
        holder.held -= amount
        self.held -= amount
        self._bytes[holder.key] -= amount
        if not self._bytes[holder.key]:
            del self._bytes[holder.key]

    def _make_room(self, own: int) -> bool:
        """Close a connection of the client that has most, an idle one if there is one, for a client with ``own``."""
        most = max(self._connections.values(), key=len)
        if len(most) <= own + 1:
            return False
        oldest = next((each for each in most if each.idle), next(iter(most)))
        oldest.shed()
        self.leave(oldest)
        return True


def trusted(proxies: str) -> Callable[[str], bool]:
    """Return whether an address is among the ``proxies``: addresses and networks, comma-separated, or ``*``.

    >>> trusts = trusted("127.0.0.1, 10.0.0.0/8")
    >>> trusts("10.1.2.3"), trusts("192.0.2.7")
    (True, False)
    """
    names = {part.strip() for part in proxies.split(",")}
    networks = []
    for name in names:
        try:
            networks.append(ipaddress.ip_network(name, strict=False))
        except ValueError:
            continue  # a name that is no address, such as that of a socket

    def trusts(host: str) -> bool:
        if ANYONE in names or host in names:
            return True
        try:
            network = ipaddress.ip_network(host)
        except ValueError:
            return False
        return any(network.version == each.version and network.subnet_of(each) for each in networks)  # type: ignore[arg-type]

    return trusts
