"""The confidence interval of a share of people."""

from decimal import Decimal
from functools import lru_cache
from math import sqrt

Z = 1.959963984540054  # quantile of the normal distribution for 95 %


@lru_cache(maxsize=1 << 13)
def wilson(affected: int, counted: int) -> tuple[Decimal, Decimal]:
    """Return the bounds of the 95 % interval of Wilson for ``affected`` of ``counted`` people, to six decimals.

    Unlike the normal approximation it holds for few people and for shares of 0 and 1 (E. B. Wilson, J Am Stat Assoc 22
    (1927) 209-212).

    >>> wilson(28, 28)[0], wilson(1, 1)[0]
    (Decimal('0.879357'), Decimal('0.206549'))
    """
    share, square = affected / counted, Z * Z
    centre = share + square / (2 * counted)
    margin = Z * sqrt(share * (1 - share) / counted + square / (4 * counted * counted))
    scale = 1 + square / counted
    lower = 0.0 if affected == 0 else (centre - margin) / scale
    upper = 1.0 if affected == counted else (centre + margin) / scale
    return Decimal(f"{lower:.6f}"), Decimal(f"{upper:.6f}")
