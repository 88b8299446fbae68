"""Which bytes of a file a request asks for, and whether its conditions hold (RFC 9110, sections 13 and 14)."""

import re

_RANGE = re.compile(r"bytes[ \t]*+=[ \t]*+(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))[ \t]*+", re.IGNORECASE)


class Unsatisfiable(ValueError):
    """A range that begins behind the end of the file."""


def selected(header: str, size: int) -> tuple[int, int] | None:
    """Return the first byte and the byte after the last of the range in ``header``; None if the whole is to be sent.

    A list of ranges, another unit and what cannot be read are passed over, as section 14.2 allows.

    Raises:
        Unsatisfiable: Nothing of the ``size`` bytes is in the range.

    >>> selected("bytes=2-4", 10), selected("bytes=8-", 10), selected("bytes=-3", 10), selected("bytes=0-99", 10)
    ((2, 5), (8, 10), (7, 10), (0, 10))
    >>> selected("bytes=0-1,4-5", 10) is selected("lines=1-2", 10) is selected("bytes=5-2", 10) is None
    True
    """
    match = _RANGE.fullmatch(header)
    if match is None:
        return None
    if match[3] is not None:
        start, end = max(0, size - int(match[3])), size
    else:
        start, end = int(match[1]), min(size, int(match[2]) + 1 if match[2] else size)
        if match[2] and int(match[2]) < int(match[1]):
            return None
    if start >= size:
        raise Unsatisfiable
    return start, end


def still(if_range: str | None, tag: str) -> bool:
    """Return whether a part of what ``tag``, a strong one, names continues what the client has.

    >>> still(None, '"a"'), still('"a"', '"a"'), still('W/"a"', '"a"'), still("Mon, 30 Nov 2026 05:00:00 GMT", '"a"')
    (True, True, False, False)
    """
    return if_range is None or if_range.strip() == tag
