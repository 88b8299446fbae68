"""The ages between which a disease begins, in the words of a clinician: months for infants, else years."""

from decimal import Decimal

MONTHS = 12
INFANT = 2  # years: below, ages are told in months


def ages(start: str, end: str) -> str:
    """Return the ages from ``start`` to just below ``end``, both in years and '' if not stated, in whole units.

    >>> ages("0.08", "2"), ages("2", "12"), ages("66", "")
    ('1–23 months', '2–11 years', 'from 66 years')
    >>> ages("-0.8", "0"), ages("0", "0.08"), ages("", "")
    ('before birth', 'first month', '')
    """
    if not start:
        return ""
    first, last = Decimal(start), Decimal(end) if end else None
    if last is None:
        return f"from {first.normalize():f} years"
    if last <= 0:
        return "before birth"
    if last <= INFANT:
        return _months(round(first * MONTHS), round(last * MONTHS) - 1)
    return f"{first.normalize():f}–{(last - 1).normalize():f} years"


def _months(first: int, last: int) -> str:
    return f"{first}–{last} months" if last > first else "first month" if first == 0 else f"{first} months"
