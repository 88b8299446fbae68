"""Every reader takes time by the length of its input, whatever is in it; the bound is wide, because machines differ."""

from pathlib import Path

import pytest
from growing import GROWING, Growing, title

SMALL, TIMES, MOST = 50, 256, 1_000
SHORTEST = 0.0005  # seconds; below them a clock and other processes decide


@pytest.mark.parametrize("growing", GROWING, ids=title)
def test_256_times_the_input_takes_at_most_1000_times_the_time(growing: Growing, tmp_path: Path) -> None:
    small = max(growing.seconds(tmp_path, SMALL), SHORTEST)
    assert growing.seconds(tmp_path, TIMES * SMALL) <= MOST * small
