"""Shares of people and ranges of shares as people read them, in per cent."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

TENTH = Decimal("0.1")


def percent(count: int, total: int) -> str:
    """Return the share of ``count`` in ``total``, with a decimal below 10 %.

    100 % is everybody, and 0 % nobody.

    >>> percent(6, 13), percent(1, 13), percent(199, 200), percent(1, 3000), percent(0, 3)
    ('46 %', '7.7 %', '99 %', '<0.1 %', '0 %')
    """
    share = Decimal(100 * count) / total
    if 0 < share < TENTH:
        return f"<{TENTH} %"
    rounding = ROUND_FLOOR if share > 99 else ROUND_HALF_UP
    return f"{_plain(share.quantize(TENTH if share < 10 else Decimal(1), rounding))} %"


def between(low: Decimal, high: Decimal) -> str:
    """Return a range of shares, each from 0 to 1, in per cent.

    >>> between(Decimal("0.30"), Decimal("0.79")), between(Decimal("0.125"), Decimal("0.125"))
    ('30–79 %', '12.5 %')
    """
    return f"{_plain(low * 100)} %" if low == high else f"{_plain(low * 100)}–{_plain(high * 100)} %"


def _plain(number: Decimal) -> str:
    return f"{number.quantize(TENTH):f}".removesuffix(".0")
