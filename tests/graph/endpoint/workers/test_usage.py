"""What clients used is counted, decays, and is remembered of so many clients only."""

from itertools import pairwise

import pytest

from rarekg.graph.endpoint.workers.usage import HALF_LIFE, MOST_CLIENTS, Usage


def test_use_adds_up_and_decays() -> None:
    usage = Usage()
    for now in (0.0, HALF_LIFE, 2 * HALF_LIFE):
        usage.add("a", 4.0, now, long=False)
    assert usage.lately("a", 2 * HALF_LIFE) == pytest.approx(4 + 2 + 1)
    later = [usage.lately("a", now) for now in range(60, 600, 10)]
    assert all(one > other > 0 for one, other in pairwise(later))


def test_use_far_apart_is_no_overflow() -> None:
    usage = Usage()
    usage.add("a", 1.0, 0.0, long=False)
    assert usage.lately("a", 1e9) == 0.0


def test_so_many_clients_are_remembered_and_those_that_used_most() -> None:
    usage = Usage()
    for number in range(3 * MOST_CLIENTS):
        usage.add(f"new {number}", 0.001, 100.0, long=False)
        if number % 100 == 0:
            usage.add("much", 1.0, 100.0, long=True)
    assert len(usage) <= MOST_CLIENTS
    assert usage.lately("much", 100.0) > 100
    assert usage.is_long("much", 100.0)
