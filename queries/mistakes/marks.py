"""Where in a query a mistake is, as a person counts, and that line with a mark under the place."""

import re
import unicodedata
from typing import NamedTuple

LONG = 120  # characters of a line, of which only those around the mark are shown if it has more
BEFORE, AFTER = 70, 48
_LINE_END = re.compile(r"\r\n?|\n")
_WIDE = ("W", "F")  # https://www.unicode.org/reports/tr11/: these take two columns of a terminal
_JOINED = ("Mn", "Me")  # marks that stand on the character before them


class Mark(NamedTuple):
    """The place of a mistake: ``line`` and ``column`` are 1-based; ``source`` is the line and a caret below it."""

    line: int
    column: int
    source: str


def mark(query: str, at: int) -> Mark:
    r"""Return the place of the offset ``at`` in ``query``.

    Columns count characters, not bytes; an accent of its own belongs to its letter.

    >>> print(mark("ASK {\n  ?s ?p }", 14).source)
      ?s ?p }
            ^
    >>> mark("ASK { 'e\u0301' ? }", 11)[:2]
    (1, 11)
    """
    start, line = 0, 1
    for end in _LINE_END.finditer(query, 0, at):
        start, line = end.end(), line + 1
    following = _LINE_END.search(query, at)
    after = following.start() if following else len(query)
    column = 1 + sum(unicodedata.category(character) not in _JOINED for character in query[start:at])
    return Mark(line, column, _source(query[start:after], at - start))


def _source(line: str, at: int) -> str:
    whole = len(line) <= LONG
    first, last = (0, len(line)) if whole else (max(0, at - BEFORE), min(len(line), at + AFTER))
    lead = "…" if first else ""
    before = lead + _printable(line[first:at])
    text = before + _printable(line[at:last]) + ("…" if last < len(line) else "")
    return f"{text.rstrip()}\n{' ' * sum(map(_width, before))}^"


def _printable(text: str) -> str:
    """Return ``text`` with a sign in place of each character that shows nothing or changes how others are shown."""
    return "".join(c if c.isprintable() else " " if c == "\t" else "·" for c in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in _JOINED:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
