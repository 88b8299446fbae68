"""Dates as GARD and its references print them, as ISO 8601."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"(?P<day>\d{{1,2}})\s+{_MONTH},?\s+{_YEAR}",
        rf"{_YEAR}\s+{_MONTH}(?:\s+(?P<day>\d{{1,2}}))?",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"(?P<number>\d{{1,2}})/(?P<day>\d{{1,2}})/{_YEAR}",
        rf"{_YEAR}-(?P<number>\d{{2}})-(?P<day>\d{{2}})",
        _YEAR,
    )
)


EARLIEST = "1950"  # the year before which the graph has no date


def iso_date(text: str) -> str | None:
    """Return ``text`` as ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``, or None if it is not an existing date.

    >>> iso_date("February 20, 2016"), iso_date("2013 Dec"), iso_date("2/30/2016")
    ('2016-02-20', '2013-12', None)
    """
    for form in _FORMS:
        if match := form.fullmatch(text.strip(" .")):
            return _iso(match.groupdict())
    return None


def _iso(parts: dict[str, str | None]) -> str | None:
    year, name, number, day = (parts.get(key) for key in ("year", "month", "number", "day"))
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(number) if number else None
    if month is None:
        return year
    try:
        parsed = date(int(year or 0), month, int(day or 1))
    except ValueError:
        return None
    return parsed.isoformat() if day else parsed.isoformat()[:7]
