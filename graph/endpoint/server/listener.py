"""The listening socket: it accepts few connections at a time, and closes those over their client's share at once."""

import socket

from rarekg.graph.endpoint.http.client_key import client_key
from rarekg.graph.endpoint.server.shares import Shares

AT_ONCE = 8  # connections accepted before the event loop turns to those that it has


class Listener(socket.socket):
    """A listening socket for asyncio, which else accepts a whole backlog before it does anything else."""

    shares: Shares | None = None
    _left = AT_ONCE

    def accept(self) -> tuple[socket.socket, object]:
        """Return the next connection of a client that may have one more, and its address.

        Raises:
            BlockingIOError: There is none, or the event loop is to do other work first.
        """
        while self._left:
            self._left -= 1
            connection, address = super().accept()
            if self.shares is None or self.shares.may_enter(client_key(str(address[0]))):
                return connection, address
            connection.close()
        self._left = AT_ONCE
        raise BlockingIOError


def listening(host: str, port: int, backlog: int) -> Listener:
    """Return a socket that listens on ``host`` and ``port``; 0 takes a free one.

    Raises:
        OSError: The address is not one of this machine, or in use.
    """
    family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    created = socket.create_server((host, port), family=family, backlog=backlog)
    return Listener(family, socket.SOCK_STREAM, fileno=created.detach())
