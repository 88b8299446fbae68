"""Whole numbers of requests are those of int(), where they are short and in their range."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.endpoint.numbers import whole_number


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_number_in_its_range_is_read(number: int, one: int, other: int) -> None:
    first, last = sorted((one, other))
    assert whole_number(str(number), first, last) == (number if first <= number <= last else None)


@given(st.text())
def test_any_other_text_is_none(text: str) -> None:
    number = whole_number(text, 0, 10**9)
    assert number is None if not text or set(text) - set("0123456789") else number is None or number == int(text)


@pytest.mark.parametrize("text", ["9" * 5000, "0" * 5000 + "1", "00001" + "9" * 5000])
def test_digits_without_end_are_not_computed_with(text: str) -> None:
    assert whole_number(text, 1, 100) is None
