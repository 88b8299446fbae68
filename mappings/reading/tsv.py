"""Tab-separated tables: rows with their line numbers, after a check of the header."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from rarekg.mappings.reading.issues import Issues
from rarekg.ontology import text_lines
from rarekg.ontology.errors import SourceError

ADVICE = "is the file complete, and in the format that the source's toml describes?"
UNFIT = "unfit-character"

Row = tuple[int, list[str]]


def rows(path: Path, columns: Sequence[str], issues: Issues, *, comment: str | None = None) -> Iterator[Row]:
    r"""Yield line number (1-based) and cells of each row of a table.

    Quotation marks are ordinary characters, as in the sources read here.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     table = Path(folder, "table.tsv")
    ...     _ = table.write_text("#version: 1\nid\tname\nHP:0000964\tEczema\n", encoding="utf-8")
    ...     list(rows(table, ["id", "name"], Issues(source="x", file="table.tsv"), comment="#"))
    [(3, ['HP:0000964', 'Eczema'])]

    Args:
        path: The file.
        columns: The cells that the header must have.
        issues: Where to note each row that has a character that XML cannot hold; the row is left out.
        comment: The start of lines before the header to skip.

    Raises:
        SourceError: The header differs, a row has more or fewer cells than the header, a line is too long or not UTF-8,
            or the file cannot be read.
    """
    table = lines(path, issues)
    for number, line in table:
        if comment is None or not line.startswith(comment):
            _check_header(line.split("\t"), columns, path, number)
            break
    else:
        raise SourceError("has no header", path=path, advice=ADVICE)
    width = len(columns)
    for number, line in table:
        cells = line.split("\t")
        if len(cells) != width:
            raise wrong_width(len(cells), width, path, number)
        yield number, cells


def lines(path: Path, issues: Issues | None = None) -> Iterator[tuple[int, str]]:
    """Yield number (1-based) and text of each line of ``path``.

    Args:
        path: The file.
        issues: Where to note each line that has a character that XML cannot hold; the line is left out. None refuses
            the file.

    Raises:
        SourceError: As :func:`rarekg.ontology.text_lines.lines`.
    """
    damaged = None if issues is None else partial(_note_damaged, issues)
    return text_lines.lines(path, damaged, advice=ADVICE)


def _note_damaged(issues: Issues, line: int, finding: str) -> None:
    issues.note(UNFIT, line, f"{finding}; the line is left out")


def wrong_width(cells: int, columns: int, path: Path, line: int) -> SourceError:
    """Return the error for a row whose number of ``cells`` is not that of ``columns``."""
    return SourceError(f"{cells} cells where {columns} are due", path=path, line=line, advice=ADVICE)


def _check_header(header: Sequence[str], columns: Sequence[str], path: Path, line: int) -> None:
    if list(header) != list(columns):
        missing = [name for name in columns if name not in header]
        problem = f"has no column {missing[0]!r}" if missing else "has new columns or another order of columns"
        raise SourceError(f"{problem}; its header is {header!r:.200}", path=path, line=line, advice=ADVICE)
