"""The result of a query as the editor shows it: so much of it that any query's page is made in a moment."""

from typing import NamedTuple

from rarekg.graph.endpoint.pages.links import Link, link
from rarekg.graph.endpoint.pages.statements import term

RESULT_BYTES = 4 << 20  # of a result that are asked of a worker
ROWS_SHOWN, COLUMNS_SHOWN, CELLS_SHOWN = 500, 100, 10_000
TEXT_SHOWN = 2_000  # characters of one cell
TABLE_SHOWN = 1_000_000  # characters of all cells
GRAPH_SHOWN = 200_000  # characters
# What one character more than is shown has at most: four bytes each, or two that are escaped, and quotation marks.
_CELL_BYTES = 4 * (TEXT_SHOWN + 1) + 2

Cell = tuple[Link | None, str]


class QueryResult(NamedTuple):
    """A table, or a graph as ``text``.

    ``columns`` and ``rows`` are those that are shown, of ``all_columns`` and ``all_rows``. ``whole`` is false if the
    result goes on after what was read of it; ``shortened`` is true if the text of a cell, or of the graph, does.
    """

    columns: list[str]
    rows: list[list[Cell]]
    all_columns: int
    all_rows: int
    text: str
    whole: bool
    shortened: bool


def read_result(body: bytes, base: str, *, whole: bool) -> QueryResult:
    r"""Return what is shown of a result, a table in TSV or a graph; ``whole`` is false if ``body`` is its beginning.

    >>> result = read_result(b'?n\t?name\n1\t"one"@en\n2\t"two"@en\n3\t"th', "https://w3id.org/rarekg/", whole=False)
    >>> result.columns, [[text for _, text in row] for row in result.rows], result.all_rows
    (['n', 'name'], [['1', 'one'], ['2', 'two']], 2)
    """
    if not body.startswith(b"?"):
        text = body[: 4 * GRAPH_SHOWN].decode(errors="ignore")  # the cut may be inside a character
        shown = text[:GRAPH_SHOWN]
        return QueryResult([], [], 0, 0, shown, whole, len(shown) < len(text) or len(body) > 4 * GRAPH_SHOWN)
    header, _, lines = body.partition(b"\n")
    names = header.decode().split("\t")
    columns = [name.removeprefix("?") for name in names[:COLUMNS_SHOWN]]
    rows = _rows(lines, len(columns), base)
    shortened = any(link is None and len(text) > TEXT_SHOWN for row in rows for link, text in row)
    return QueryResult(columns, rows, len(names), lines.count(b"\n"), "", whole, shortened)


def _rows(lines: bytes, columns: int, base: str) -> list[list[Cell]]:
    most = min(ROWS_SHOWN, CELLS_SHOWN // columns)
    rows: list[list[Cell]] = []
    left = TABLE_SHOWN
    for line in lines.split(b"\n", most)[:-1]:  # after the last line's end is nothing, or the part of a line
        row = [_cell(cell, base) for cell in line.split(b"\t", columns)[:columns]]
        left -= sum(len(link.iri) if link else len(text) for link, text in row)
        if left < 0 and rows:
            break
        rows.append(row)
    return rows


def _cell(cell: bytes, base: str) -> Cell:
    value = term(_beginning(cell))
    if value is None:
        return None, ""
    if value.is_iri and len(value.text) <= TEXT_SHOWN:
        return link(value.text, "", base), ""
    return None, value.text if len(value.text) <= TEXT_SHOWN else f"{value.text[:TEXT_SHOWN]}…"


def _beginning(cell: bytes) -> str:
    """Return ``cell``; of a long one, a term that has more than TEXT_SHOWN of its characters."""
    if len(cell) <= _CELL_BYTES:
        return cell.decode()
    beginning = cell[:_CELL_BYTES].decode(errors="ignore")
    if beginning[0] != '"':
        return f"{beginning}>" if beginning[0] == "<" else beginning
    backslashes = len(beginning) - len(beginning.rstrip("\\"))
    return f'{beginning[: len(beginning) - backslashes % 2]}"'  # half an escape would escape the quotation mark
