"""Every reader takes time by the length of its input, whatever is in it; the bound is wide, because machines differ."""

import gc
from collections.abc import Iterator
from pathlib import Path

import measuring
import pytest
from growing import GROWING, Growing, title

SMALL, TIMES, MOST = 50, 128, 500
SHORTEST = 0.00025  # seconds; below them a clock and other processes decide


@pytest.fixture(scope="module", autouse=True)
def unwatched() -> Iterator[None]:
    """Keep what other tests have left out of the collections before each measurement."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.parametrize("growing", GROWING, ids=title)
def test_128_times_the_input_takes_at_most_500_times_the_time(growing: Growing, tmp_path: Path) -> None:
    measuring.pause()
    small = max(growing.seconds(tmp_path, SMALL), SHORTEST)
    assert growing.seconds(tmp_path, TIMES * SMALL) <= MOST * small
