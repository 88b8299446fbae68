"""Tab-separated tables: rows with their line numbers, after a check of the header."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rarekg.ontology.errors import SourceError

ADVICE = "is the file complete, and in the format that the source's toml describes?"
LONGEST = 1 << 20  # bytes of a line; a longer one is not a row of text

Row = tuple[int, list[str]]


def rows(path: Path, columns: Sequence[str], *, comment: str | None = None) -> Iterator[Row]:
    r"""Yield line number (1-based) and cells of each row of a table.

    Quotation marks are ordinary characters, as in the sources read here.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     table = Path(folder, "table.tsv")
    ...     _ = table.write_text("#version: 1\nid\tname\nHP:0000964\tEczema\n", encoding="utf-8")
    ...     list(rows(table, ["id", "name"], comment="#"))
    [(3, ['HP:0000964', 'Eczema'])]

    Args:
        path: The file.
        columns: The cells that the header must have.
        comment: The start of lines before the header to skip.

    Raises:
        SourceError: The header differs, a row has more or fewer cells than the header, a line is not UTF-8, or the file
            cannot be read.
    """
    table = lines(path)
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


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield number (1-based) and text of each line of ``path``.

    Raises:
        SourceError: The file is not UTF-8 or cannot be read.
    """
    number = 0
    try:
        with path.open("rb") as file:
            while raw := file.readline(LONGEST):
                number += 1
                if len(raw) == LONGEST:
                    raise SourceError(f"a line of {LONGEST:,} bytes or more", path=path, line=number, advice=ADVICE)
                yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise SourceError(f"not UTF-8: {error.reason}", path=path, line=number, advice=ADVICE) from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", path=path) from error


def wrong_width(cells: int, columns: int, path: Path, line: int) -> SourceError:
    """Return the error for a row whose number of ``cells`` is not that of ``columns``."""
    return SourceError(f"{cells} cells where {columns} are due", path=path, line=line, advice=ADVICE)


def _check_header(header: Sequence[str], columns: Sequence[str], path: Path, line: int) -> None:
    if list(header) != list(columns):
        missing = [name for name in columns if name not in header]
        problem = f"has no column {missing[0]!r}" if missing else "has new columns or another order of columns"
        raise SourceError(f"{problem}; its header is {header!r:.200}", path=path, line=line, advice=ADVICE)
