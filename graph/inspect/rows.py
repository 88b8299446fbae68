"""The first rows of a result while it arrives, and how many come after them.

A result in TSV has one line for each row (https://www.w3.org/TR/sparql11-results-csv-tsv/#tsv), so that rows are
counted without being read.
"""

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import NamedTuple

from pyoxigraph import QueryBoolean, QuerySolutions, parse_query_results

from rarekg.graph.rdf.curies import Shown
from rarekg.graph.rdf.formats import RESULTS
from rarekg.ontology.errors import QueryError

MAX_BYTES = 16 << 20  # of the rows that are laid out, which is done as a whole
COUNTED_BYTES, COUNTED_SECONDS = 64 << 20, 3.0  # of the rows after them, which are only counted


class Rows(NamedTuple):
    """The ``names`` of the variables, the first ``rows``, and how many ``more`` there are, at least or ``exactly``."""

    names: list[str]
    rows: list[list[Shown | None]]
    more: int = 0
    exactly: bool = True


def first_rows(parts: Iterable[bytes], limit: int) -> Rows | bool:
    """Return the first ``limit`` rows of a result in TSV, all if it is 0; a boolean for a yes-or-no question.

    Raises:
        QueryError: These rows have more than MAX_BYTES.
    """
    received = iter(parts)
    kept, rest = _kept(received, limit)
    result = parse_query_results(kept, RESULTS["tsv"].engine)
    if isinstance(result, QueryBoolean):
        return bool(result)
    more, exactly = _counted(rest, received)
    return _rows(result, more, exactly)


def _rows(result: QuerySolutions, more: int, exactly: bool) -> Rows:
    names = [variable.value for variable in result.variables]
    return Rows(names, [[row[name] for name in names] for row in result], more, exactly)


def _kept(parts: Iterator[bytes], limit: int) -> tuple[bytes, bytes]:
    """Return the head and the first ``limit`` lines after it, and what came with them."""
    kept, lines = bytearray(), 0
    for part in parts:
        arrived = part.count(b"\n")
        if limit and lines + arrived > limit:
            end = _end_of_line(part, limit + 1 - lines)
            return bytes(kept + part[:end]), part[end:]
        kept += part
        lines += arrived
        if len(kept) > MAX_BYTES:
            raise QueryError("the result is too large for a table; take --limit, or --format csv or json")
    return bytes(kept), b""


def _end_of_line(part: bytes, number: int) -> int:
    r"""Return where line ``number`` of ``part`` ends, counted from 1.

    >>> _end_of_line(b"a\nbc\nd", 2)
    5
    """
    end = 0
    for _ in range(number):
        end = part.index(b"\n", end) + 1
    return end


def _counted(rest: bytes, parts: Iterator[bytes]) -> tuple[int, bool]:
    """Return how many lines are left, and whether these are all."""
    number, size, until = rest.count(b"\n"), 0, monotonic() + COUNTED_SECONDS
    for part in parts:
        number += part.count(b"\n")
        size += len(part)
        if size > COUNTED_BYTES or monotonic() > until:
            return number, False
    return number, True
