"""How often a phenotype occurs, in words and as a bar: bounds, counts, and ranges without a common point."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.endpoint.pages.frequency import disjoint, frequency

SHARES = st.decimals(min_value=0, max_value=1, places=4)


def test_a_class_is_a_bar_between_its_bounds() -> None:
    result = frequency("Frequent", "0.30", "0.79", "", "")
    assert result is not None
    assert (result.left, result.width, result.is_point) == (30, 49, False)
    assert result.words == "frequent (30–79 %)"


def test_a_counted_share_is_a_mark_with_its_numbers() -> None:
    result = frequency("Occasional", "0.15", "0.15", "3", "20")
    assert result is not None
    assert result.is_point
    assert result.left < 15 < result.left + result.width
    assert result.words == "3 of 20 people (15 %)"


def test_one_person_is_singular() -> None:
    result = frequency("", "1", "1", "1", "1")
    assert result is not None
    assert result.words == "1 of 1 person (100 %)"


@pytest.mark.parametrize(("lower", "upper"), [("", ""), ("0.1", ""), ("", "0.1")])
def test_without_both_bounds_there_is_no_frequency(lower: str, upper: str) -> None:
    assert frequency("Frequent", lower, upper, "", "") is None


@given(SHARES, SHARES)
def test_no_bar_leaves_the_scale(first: Decimal, second: Decimal) -> None:
    low, high = sorted((first, second))
    result = frequency("", f"{low:f}", f"{high:f}", "", "")
    assert result is not None
    assert result.left >= 0
    assert result.left + result.width <= 100 + 1e-6
    assert result.width > 0


@given(st.lists(st.tuples(SHARES, SHARES).map(lambda pair: (min(pair), max(pair))), min_size=1, max_size=6))
def test_ranges_disagree_where_two_of_them_share_no_point(ranges: list[tuple[Decimal, Decimal]]) -> None:
    apart = any(first[1] < second[0] for first in ranges for second in ranges)
    assert disjoint(ranges) == apart
