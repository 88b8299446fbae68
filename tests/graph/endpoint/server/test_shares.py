"""Shares: no sequence of connections and requests exceeds a bound, and who asks for little is not kept out."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.server.shares import Shares, trusted

LIMITS = Limits(max_connections=8, max_connections_per_client=3, client_bytes=400)


@dataclass(eq=False)
class Held:
    """A connection that remembers whether it was closed."""

    key: str
    held: int = 0
    idle: bool = True
    closed: bool = field(default=False, init=False)

    def shed(self) -> None:
        self.closed = True


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 150), st.sampled_from(["enter", "take", "give"]))))
def test_the_bounds_hold_whatever_clients_do(steps: list[tuple[str, int, str]]) -> None:
    shares, known = Shares(LIMITS), list[Held]()
    for client, amount, step in steps:
        own = [each for each in known if each.key == client and not each.closed]
        if step == "enter":
            made = Held(client)
            if shares.enter(made):
                known.append(made)
        elif own and step == "take":
            shares.take(own[-1], amount)
        elif own:
            shares.give(own[-1], min(amount, own[-1].held))
        live = [each for each in known if not each.closed]
        assert len(live) <= 8
        assert sum(each.held for each in live) == shares.held <= 400
        for key in "abcdef":
            assert sum(1 for each in live if each.key == key) <= 3
            assert sum(each.held for each in live if each.key == key) <= 100
    for each in known:
        shares.leave(each)
    assert shares.held == 0


def test_a_newcomer_finds_room_where_greedy_clients_took_all_of_it() -> None:
    shares = Shares(LIMITS)
    greedy = [Held(client) for client in "aabbccdd"]
    assert all(shares.enter(each) and shares.take(each, 50) for each in greedy)
    newcomer = Held("z")
    assert shares.enter(newcomer)
    assert sum(each.closed for each in greedy) == 1
    assert shares.take(newcomer, 60)
    assert shares.held <= 400


def test_an_idle_connection_gives_way_before_a_busy_one() -> None:
    shares = Shares(Limits(max_connections=3, max_connections_per_client=3))
    held = [Held("a", idle=False), Held("a", idle=True), Held("a", idle=False)]
    assert all(map(shares.enter, held))
    assert shares.enter(Held("b"))
    assert [each.closed for each in held] == [False, True, False]


def test_a_client_cannot_push_out_one_that_has_as_little() -> None:
    shares = Shares(Limits(max_connections=2, max_connections_per_client=2))
    first, second = Held("a"), Held("b")
    assert shares.enter(first)
    assert shares.enter(second)
    assert not shares.enter(Held("c"))
    assert not first.closed
    assert not second.closed


def test_a_proxy_has_no_share_of_its_own() -> None:
    shares = Shares(LIMITS, trusted("10.0.0.0/8"))
    connections = [Held("10.0.0.1") for _ in range(8)]
    assert all(map(shares.enter, connections))
    assert all(shares.take(each, 50) for each in connections)
    assert not shares.take(connections[0], 1)
    assert not shares.enter(Held("10.0.0.1"))


@pytest.mark.parametrize(
    ("proxies", "host", "expected"),
    [
        ("", "127.0.0.1", False),
        ("*", "192.0.2.1", True),
        ("127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1", "127.0.0.2", False),
        ("10.0.0.0/8, ::1", "10.9.9.9", True),
        ("::1/128", "::1", True),
        ("2001:db8::/32", "2001:db8:1:2::/64", True),  # the key of an IPv6 client is its network
        ("10.0.0.0/8", "2001:db8:1:2::/64", False),
        ("unix", "-", False),
    ],
)
def test_trusted_addresses(proxies: str, host: str, expected: bool) -> None:
    assert trusted(proxies)(host) is expected
