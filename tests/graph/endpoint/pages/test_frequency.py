"""How often a phenotype occurs, in words and as a bar: bounds, counts, and ranges without a common point."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.endpoint.pages.frequency import bar, disjoint, frequency, people

SHARES = st.decimals(min_value=0, max_value=1, places=4)
RANGES = st.tuples(SHARES, SHARES).map(lambda pair: (min(pair), max(pair)))


def test_a_class_is_a_bar_between_its_bounds() -> None:
    result = frequency("Frequent", "0.30", "0.79", "", "")
    assert result is not None
    assert (result.bar.left, result.bar.width, result.bar.is_point, result.bar.mark) == (30, 49, False, None)
    assert (result.words, result.label) == ("frequent (30–79 %)", "frequent")


def test_a_counted_share_is_a_mark_with_its_numbers() -> None:
    result = frequency("", "0.15", "0.15", "3", "20")
    assert result is not None
    assert result.bar.is_point
    assert result.bar.left < 15 < result.bar.left + result.bar.width
    assert result.words == "3 of 20 people (15 %)"
    assert (result.stated.count, result.stated.total) == (3, 20)


@pytest.mark.parametrize(
    ("count", "total", "words"),
    [
        ("1", "1", "1 of 1 person (100 %)"),
        ("0", "1", "not seen in 1 person"),
        ("0", "3", "not seen in 3 people"),
        ("6", "13", "6 of 13 people (46 %)"),
        ("1", "13", "1 of 13 people (7.7 %)"),
        ("999", "1000", "999 of 1000 people (99 %)"),  # not all of them
    ],
)
def test_people_in_words(count: str, total: str, words: str) -> None:
    share = f"{int(count) / int(total):.6f}"
    result = frequency("", share, share, count, total)
    assert result is not None
    assert result.words == words


@pytest.mark.parametrize(("share", "words"), [("0.125", "12.5 %"), ("0", "not seen (0 %)"), ("1", "100 %")])
def test_a_percentage_is_shown_as_the_source_has_it(share: str, words: str) -> None:
    result = frequency("", share, share, "", "")
    assert result is not None
    assert result.words == words


@pytest.mark.parametrize(("lower", "upper"), [("", ""), ("0.1", ""), ("", "0.1")])
def test_without_both_bounds_there_is_no_frequency(lower: str, upper: str) -> None:
    assert frequency("Frequent", lower, upper, "", "") is None


@given(st.integers(1, 5000).flatmap(lambda total: st.tuples(st.integers(1, total), st.just(total))))
def test_the_share_in_words_is_near_the_share_and_never_rounded_to_everybody(counts: tuple[int, int]) -> None:
    count, total = counts
    words = people(count, total).partition("(")[2].removesuffix(" %)")
    if words == "<0.1":
        assert count * 1000 < total
        return
    shown = float(words)
    assert abs(shown - 100 * count / total) <= 1
    assert (shown == 100) == (count == total)


@given(RANGES, SHARES)
def test_no_bar_and_no_mark_leaves_the_scale(bounds: tuple[Decimal, Decimal], share: Decimal) -> None:
    result = bar(*bounds, float(share))
    assert result.left >= 0
    assert result.left + result.width <= 100 + 1e-6
    assert result.width > 0
    assert result.mark is not None
    assert 0 <= result.mark <= 100


@given(RANGES, RANGES)
def test_ranges_are_disjoint_where_no_share_is_in_both(
    one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]
) -> None:
    common = {share for share in (*one, *other) if one[0] <= share <= one[1] and other[0] <= share <= other[1]}
    assert disjoint(one, other) == (not common) == disjoint(other, one)
