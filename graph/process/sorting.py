"""Sort a result by keys that are read once.

The engine reads the text of an IRI or of a literal from disk whenever it compares two rows: a hundred thousand rows
take ten seconds, with a LIMIT too. Here the rows come unsorted and are sorted by the same rules
(https://www.w3.org/TR/sparql11-query/#modOrderBy), and the engine writes the sorted ones. Rows with equal keys keep the
order of the store. What cannot be sorted so, such as numbers and dates, which the engine compares fast, is left to it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import IO, cast

from pyoxigraph import QueryResultsFormat, QuerySolutions

from rarekg.graph.process.ordering import Ordering, ordering

Ask = Callable[[str], object]
MOST_ROWS = 150_000  # that are sorted and written here
HELD = 50_000  # rows beyond those wanted that are held before they are sorted and cut
_ESCAPE = re.compile(rb"\\(.)")
_ESCAPED = {b"t": b"\t", b"n": b"\n", b"r": b"\r"}
Row = Sequence[bytes]


class Unsortable(Exception):
    """Ends the reading of rows that only the engine can sort or write."""


def sorted_by_keys(query: str, ask: Ask) -> str | None:
    """Return a query whose result is that of ``query``; None if it has no ordering, or one that is left to the engine.

    ``ask`` runs a query. What it raises for one that it cannot read is left to the caller's own attempt.
    """
    order = ordering(query)
    wanted = MOST_ROWS if order is None or order.limit is None else order.offset + order.limit
    if order is None or wanted > MOST_ROWS:
        return None
    try:
        result = ask(order.unsorted)
        if not isinstance(result, QuerySolutions):
            return None
        names = [variable.value for variable in result.variables]
        top = _Top(order, names)
        result.serialize(cast(IO[bytes], top), QueryResultsFormat.TSV)
        rows = top.rows()
    except (SyntaxError, Unsortable):
        return None
    return _values([name for name in names if name not in top.hidden], rows, top.shown)


class _Top:
    """The file to which the engine writes rows as TSV, of which the first ones in order are kept."""

    def __init__(self, order: Ordering, names: Sequence[str]) -> None:
        """Begin without rows.

        Raises:
            Unsortable: A key is no column.
        """
        if any(key.variable not in names for key in order.keys):
            raise Unsortable
        self.hidden = {key.variable for key in order.keys if key.hidden}
        self.shown = [at for at, name in enumerate(names) if name not in self.hidden]
        self._keys = [(names.index(key.variable), key) for key in order.keys]
        self._order = order
        self._wanted = None if order.limit is None else order.offset + order.limit
        self._rows: list[Row] = []
        self._rest, self._begun = b"", False

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        lines = (self._rest + data).split(b"\n")
        self._rest = lines.pop()
        if not self._begun and lines:
            self._begun = True  # the names of the columns
            del lines[0]
        self._rows += (line.split(b"\t") for line in lines)
        if self._wanted is None:
            if len(self._rows) > MOST_ROWS:
                raise Unsortable
        elif len(self._rows) > self._wanted + HELD:
            self._sort()
            del self._rows[self._wanted :]
        return len(data)

    def flush(self) -> None:
        """Do nothing; the rows are complete when the engine has returned."""

    def rows(self) -> Sequence[Row]:
        """Return the rows that the query asks for, in order.

        Raises:
            Unsortable: A key is neither an IRI nor text.
        """
        self._sort()
        end = None if self._order.limit is None else self._order.offset + self._order.limit
        return self._rows[self._order.offset : end]

    def _sort(self) -> None:
        for at, key in reversed(self._keys):  # sorting is stable, so the first key is the last to sort by
            self._rows.sort(key=lambda row, at=at: _comparable(row[at]), reverse=key.descending)  # type: ignore[misc]


def _comparable(cell: bytes) -> tuple[int, bytes, int, bytes]:
    """Return what a term is compared by: unbound, then IRIs, then text by its characters, type and language.

    >>> _comparable(b'"b"@en') < _comparable(b'"b"') < _comparable(b'"c"@en')
    True
    """
    if not cell:
        return (0, b"", 0, b"")
    if cell.startswith(b"<") and not cell.startswith(b"<<"):
        return (1, cell[1:-1], 0, b"")
    if not cell.startswith(b'"'):
        raise Unsortable
    end = cell.rindex(b'"')
    value, after = cell[1:end], cell[end + 1 :]
    if after.startswith(b"^"):
        raise Unsortable
    if b"\\" in value:
        value = _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[1]), value)
    return (2, value, 0, after) if after else (2, value, 1, b"")


def _values(names: Sequence[str], rows: Iterable[Row], shown: Sequence[int]) -> str | None:
    """Return the query whose result is ``rows``: their cells are terms as SPARQL writes them."""
    lines = []
    for row in rows:
        cells = [row[at] for at in shown]
        if any(cell.startswith((b"_:", b"<<")) for cell in cells):
            return None
        lines.append(b"(" + b" ".join(cell or b"UNDEF" for cell in cells) + b")")
    columns = " ".join(f"?{name}" for name in names)
    return f"SELECT {columns} {{ VALUES ({columns}) {{\n" + b"\n".join(lines).decode() + "\n} }"
