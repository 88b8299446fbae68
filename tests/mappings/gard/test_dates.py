"""Dates in each form that the pages and their references use."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.mappings.gard.dates import iso_date


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2/20/2016", "2016-02-20"),
        ("January 27, 2011", "2011-01-27"),
        ("December, 2013", "2013-12"),
        ("Dec 2013.", "2013-12"),
        ("2008", "2008"),
        ("2011 Jan 3", "2011-01-03"),
        ("2011 Jan", "2011-01"),
        ("3 May 1999", "1999-05-03"),
        ("Sept 1st, 2004", "2004-09-01"),
        ("2004-09-01", "2004-09-01"),
    ],
)
def test_forms(printed: str, iso: str) -> None:
    assert iso_date(printed) == iso


@pytest.mark.parametrize(
    "printed", ["", "13/45/2016", "2/30/2016", "soon", "20/2/2016", "3008", "2/20/16", "Smarch 2013"]
)
def test_invalid_dates(printed: str) -> None:
    assert iso_date(printed) is None


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_in_three_forms(day: date) -> None:
    for printed in (
        f"{day.month}/{day.day}/{day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.year} {day:%b} {day.day}",
    ):
        assert iso_date(printed) == day.isoformat()
