"""Tab-separated tables as sources publish them: rows with their line numbers, once the header is what it should be."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rarekg.ontology.errors import SourceError

ADVICE = "is the file complete, and of the format that the source's toml describes?"
LONGEST = 1 << 20  # bytes; a line that goes on for longer belongs to no table of text

Row = tuple[int, list[str]]


def rows(path: Path, columns: Sequence[str], *, comment: str | None = None) -> Iterator[Row]:
    """Yield line number (1-based) and cells of each row of the table at ``path``, whose header must be ``columns``.

    Lines before the header that begin with ``comment`` are passed over. Nothing is unquoted: the sources that are read
    here write a quotation mark as it is. Raises SourceError where the header differs, a row has more or fewer cells
    than the header, a line is not UTF-8, or the file cannot be read.
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
    """Yield number (1-based) and text of each line of ``path``; SourceError where it is not UTF-8 or cannot be read."""
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


def wrong_width(found: int, due: int, path: Path, line: int) -> SourceError:
    """Return the error for a row that has not as many cells as its table has columns."""
    return SourceError(f"{found} cells where {due} are due", path=path, line=line, advice=ADVICE)


def _check_header(found: Sequence[str], columns: Sequence[str], path: Path, line: int) -> None:
    if list(found) != list(columns):
        missing = [name for name in columns if name not in found]
        what = f"has no column {missing[0]!r}" if missing else "has columns that are new or in another order"
        raise SourceError(f"{what}; its header is {found!r:.200}", path=path, line=line, advice=ADVICE)
