"""The interval of Wilson, compared with the roots of the equation that defines it."""

from decimal import Decimal
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.inference.wilson import wilson

SQUARE = Decimal("3.841458820694124")  # 0.95 quantile of the chi-squared distribution with one degree of freedom
COUNTS = st.integers(1, 5000).flatmap(lambda counted: st.tuples(st.integers(0, counted), st.just(counted)))


def roots(affected: int, counted: int) -> tuple[float, float]:
    """Return the shares p at which (x - p)² = z² p (1 - p) / n, with the formula for quadratic equations."""
    share, z2 = affected / counted, float(SQUARE)
    # (1 + z²/n) p² - (2x + z²/n) p + x² = 0
    a, b, c = 1 + z2 / counted, -(2 * share + z2 / counted), share * share
    width = sqrt(max(0.0, b * b - 4 * a * c))
    return (-b - width) / (2 * a), (-b + width) / (2 * a)


@given(COUNTS)
def test_the_bounds_solve_the_equation(counts: tuple[int, int]) -> None:
    assert [float(bound) for bound in wilson(*counts)] == pytest.approx(roots(*counts), abs=1.1e-6)


@given(COUNTS)
def test_the_share_is_between_the_bounds_and_these_between_0_and_1(counts: tuple[int, int]) -> None:
    lower, upper = wilson(*counts)
    share = Decimal(counts[0]) / counts[1]
    assert 0 <= lower <= share + Decimal("0.0000005")
    assert share - Decimal("0.0000005") <= upper <= 1


@given(COUNTS)
def test_those_who_have_it_and_those_who_have_not_mirror_each_other(counts: tuple[int, int]) -> None:
    affected, counted = counts
    (lower, upper), (without_lower, without_upper) = wilson(affected, counted), wilson(counted - affected, counted)
    assert float(lower + without_upper) == pytest.approx(1, abs=2e-6)
    assert float(upper + without_lower) == pytest.approx(1, abs=2e-6)


@given(COUNTS, st.integers(2, 20))
def test_more_people_with_the_same_share_make_it_narrower(counts: tuple[int, int], times: int) -> None:
    (lower, upper), (more_lower, more_upper) = wilson(*counts), wilson(counts[0] * times, counts[1] * times)
    assert lower <= more_lower
    assert more_upper <= upper


@pytest.mark.parametrize(
    ("affected", "counted", "bounds"),
    [
        # R. G. Newcombe, Stat Med 17 (1998) 857-872, table I, score method without continuity correction
        (81, 263, ("0.2553", "0.3662")),
        (15, 148, ("0.0624", "0.1605")),
        (0, 20, ("0.0000", "0.1611")),
        (1, 29, ("0.0061", "0.1718")),
    ],
)
def test_it_has_the_published_values(affected: int, counted: int, bounds: tuple[str, str]) -> None:
    assert tuple(f"{bound:.4f}" for bound in wilson(affected, counted)) == bounds


def test_nobody_and_everybody_have_exact_bounds_with_six_decimals() -> None:
    assert wilson(0, 3)[0] == 0
    assert wilson(3, 3)[1] == 1
    assert all(bound == round(bound, 6) for bound in wilson(5, 9))
