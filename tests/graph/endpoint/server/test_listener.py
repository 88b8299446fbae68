"""The listening socket takes few connections at once, and none of a client that has its share."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.server.listener import AT_ONCE, Listener, listening
from rarekg.graph.endpoint.server.shares import Shares


@dataclass(eq=False)
class Held:
    """A connection that is never closed."""

    key: str
    held: int = 0
    idle: bool = True

    def shed(self) -> None:
        raise AssertionError("no connection is to give way")


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening("127.0.0.1", 0, 64) as made:
        made.setblocking(False)
        yield made


def connect(listener: Listener, client: int) -> socket.socket:
    return socket.create_connection(listener.getsockname(), 5, source_address=(f"127.0.0.{client}", 0))


def accepted(listener: Listener) -> list[socket.socket]:
    """Return what is accepted before the event loop would do other work."""
    found = []
    try:
        while True:
            found.append(listener.accept()[0])
    except BlockingIOError:
        return found


def test_a_backlog_is_accepted_a_few_at_a_time(listener: Listener) -> None:
    with ExitStack() as stack:
        for _ in range(AT_ONCE + 3):
            stack.enter_context(connect(listener, 2))
        time.sleep(0.1)
        first = [stack.enter_context(each) for each in accepted(listener)]
        second = [stack.enter_context(each) for each in accepted(listener)]
    assert (len(first), len(second)) == (AT_ONCE, 3)


def test_a_client_with_its_share_is_closed_at_once_and_another_one_accepted(listener: Listener) -> None:
    shares = listener.shares = Shares(Limits(max_connections=8, max_connections_per_client=2))
    assert all(shares.enter(Held("127.0.0.2")) for _ in range(2))
    with connect(listener, 2) as refused, connect(listener, 3) as other:
        time.sleep(0.1)
        (taken,) = accepted(listener)
        with taken:
            assert taken.getpeername() == other.getsockname()
        assert refused.recv(10) == b""
