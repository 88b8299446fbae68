"""Whole numbers in requests: read only if they are short, because digits without end are no number to compute with."""


def whole_number(text: str, first: int, last: int) -> int | None:
    """Return the number that ``text`` is, in digits of ASCII; None for any other text and outside the range.

    Args:
        text: What a client sent.
        first: The smallest number that is meant, 0 or more.
        last: The largest one.

    >>> whole_number("7", 1, 100), whole_number("100", 1, 100), whole_number("0" * 5000 + "7", 1, 100)
    (7, 100, None)
    >>> whole_number("٧", 1, 100) is None
    True
    """
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(last))):
        return None
    number = int(text)
    return number if first <= number <= last else None
