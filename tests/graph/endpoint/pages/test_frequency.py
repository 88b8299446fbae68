"""How often a phenotype is met, in words and as a picture: bounds, counts, and ranges that have nothing in common."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.endpoint.pages.frequency import disjoint, frequency

SHARES = st.decimals(min_value=0, max_value=1, places=4)


def test_a_class_is_a_bar_between_its_bounds() -> None:
    found = frequency("Frequent", "0.30", "0.79", "", "")
    assert found is not None
    assert (found.left, found.width, found.is_point) == (30, 49, False)
    assert found.words == "frequent (30–79 %)"


def test_what_was_counted_is_a_mark_with_its_numbers() -> None:
    found = frequency("Occasional", "0.15", "0.15", "3", "20")
    assert found is not None
    assert found.is_point
    assert found.left < 15 < found.left + found.width
    assert found.words == "3 of 20 people (15 %)"


def test_one_person_is_no_people() -> None:
    found = frequency("", "1", "1", "1", "1")
    assert found is not None
    assert found.words == "1 of 1 person (100 %)"


@pytest.mark.parametrize(("lower", "upper"), [("", ""), ("0.1", ""), ("", "0.1")])
def test_without_both_bounds_there_is_no_picture(lower: str, upper: str) -> None:
    assert frequency("Frequent", lower, upper, "", "") is None


@given(SHARES, SHARES)
def test_no_bar_leaves_the_picture(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    found = frequency("", f"{low:f}", f"{high:f}", "", "")
    assert found is not None
    assert found.left >= 0
    assert found.left + found.width <= 100 + 1e-6
    assert found.width > 0


@given(st.lists(st.tuples(SHARES, SHARES).map(lambda pair: (min(pair), max(pair))), min_size=1, max_size=6))
def test_ranges_disagree_where_two_of_them_share_no_point(ranges: list[tuple[Decimal, Decimal]]) -> None:
    apart = any(one[1] < other[0] for one in ranges for other in ranges)
    assert disjoint(ranges) == apart
