"""The comparison by which tests tell linear time from more."""

import pytest
from linear import assert_linear


def test_what_looks_once_at_each_character_is_linear() -> None:
    assert_linear(lambda text: sum(map(ord, text)), lambda size: "x" * size, 1 << 18)


def test_what_looks_at_all_of_them_for_each_is_not() -> None:
    with pytest.raises(AssertionError, match="s for a sixteenth"):
        assert_linear(lambda text: [sum(text.encode()) for _ in text], lambda size: "x" * size, 1 << 14)
