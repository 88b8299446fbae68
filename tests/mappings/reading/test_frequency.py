"""Frequencies in all four notations: the bounds that HPO defines, no class but the source's, impossible cells."""

import re
from collections import Counter
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from fetched import fetched
from hypothesis import example, given
from hypothesis import strategies as st

from rarekg.mappings.reading.frequency import CLASSES, EXCLUDED, read


def test_the_bounds_are_those_of_the_definitions_in_hpo() -> None:
    text = fetched("hpo").read_text(encoding="utf-8")
    for term, frequency in CLASSES.items():
        definition = re.search(rf'^id: {term}\n(?:.*\n)*?def: "(.*?)"', text, re.MULTILINE)
        assert definition is not None
        bounds = [Decimal(number) / 100 for number in re.findall(r"(\d+)%", definition[1])]
        assert (frequency.lower, frequency.upper) == (min(bounds), max(bounds))
        assert read(term) == frequency


@given(st.integers(0, 10**6), st.integers(1, 10**6))
@example(1, 20)
@example(799999, 10**6)
@example(49999, 10**6)
def test_a_count_of_people_has_equal_bounds_and_no_class(one: int, other: int) -> None:
    count, total = sorted((one, other))
    found = read(f"{count}/{total}")
    assert found is not None
    assert (found.count, found.total, found.percentage) == (count, total, None)
    assert found.lower == found.upper
    assert abs(Fraction(found.lower) - Fraction(count, total)) <= Fraction(1, 2 * 10**6)
    assert found.term is None
    assert (found.lower == 0, found.lower == 1) == (count == 0, count == total)


@given(st.decimals(0, 100, places=2))
def test_a_percentage_has_equal_bounds_and_no_class(percentage: Decimal) -> None:
    found = read(f"{percentage}%")
    assert found is not None
    assert (found.count, found.total, found.percentage) == (None, None, percentage)
    assert found.lower == found.upper == percentage / 100
    assert found.term is None


def test_an_empty_cell_has_no_frequency() -> None:
    assert read("") is None


@pytest.mark.parametrize("cell", ["0/7", "0%", "0.0%", "HP:0040285"])
def test_a_share_of_zero_is_of_the_class_excluded_only_where_the_cell_says_so(cell: str) -> None:
    found = read(cell)
    assert found is not None
    assert (found.lower, found.upper) == (Decimal(0), Decimal(0))
    assert found.term == (EXCLUDED if cell == EXCLUDED else None)


@pytest.mark.parametrize("cell", ["9/7", "3/0", "0/0", "101%", "100.5%"])
def test_impossible_shares_are_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="is not a share from 0 to 1"):
        read(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "often",
        "HP:0040279",
        "HP:0001250",
        "1/2/3",
        "-1/2",
        "1/ 2",
        "½",
        "5-10%",
        "12,5%",
        "%",
        "/",
        "1e2%",
        "١/٢",
        " 1/2",
    ],
)
def test_other_notations_are_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="is not a frequency class of HPO"):
        read(cell)


@given(st.text(alphabet="0123456789/%.HP: -", min_size=1, max_size=12) | st.text(min_size=1, max_size=12))
def test_any_text_is_read_or_refused(cell: str) -> None:
    with suppress(ValueError):
        found = read(cell)
        assert found is not None
        assert 0 <= found.lower <= found.upper <= 1


def test_every_cell_of_the_release_is_read() -> None:
    cells = [line.split("\t")[7] for line in fetched("hpoa").read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    written = Counter(re.sub(r"[0-9.]+", "9", cell) for cell in cells[1:])
    frequencies = [read(cell) for cell in cells[1:]]
    stated = [frequency for frequency in frequencies if frequency is not None]
    assert written[""] == frequencies.count(None)
    assert written["9/9"] == sum(found.total is not None for found in stated)
    assert written["9%"] == sum(found.percentage is not None for found in stated)
    assert written["HP:9"] == sum(found.total is None and found.percentage is None for found in stated)
    assert sum(written.values()) == 284_703
