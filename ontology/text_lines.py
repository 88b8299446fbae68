"""The lines of a text file with their numbers: in UTF-8, of bounded length, and without characters that XML lacks."""

from collections.abc import Callable, Iterator
from pathlib import Path

from rarekg.ontology.characters import unfit, unfit_utf8
from rarekg.ontology.errors import SourceError

LONGEST = 1 << 20  # bytes of a line, and of all that is read as one text; the longest of a release has 20,000

Damaged = Callable[[int, str], object]


def lines(path: Path, damaged: Damaged | None = None, *, advice: str = "") -> Iterator[tuple[int, str]]:
    """Yield number (1-based) and text of each line of ``path``, without its end and without a byte order mark.

    Args:
        path: The file.
        damaged: Called with number and finding of each line that has a character that XML cannot hold; the line is
            left out. None refuses the file.
        advice: What to do if the file is refused.

    Raises:
        SourceError: The file cannot be read, is not UTF-8, or has a line that is too long or must be refused.
    """
    number = 0
    try:
        with path.open("rb") as file:
            while raw := file.readline(LONGEST):
                number += 1
                if len(raw) == LONGEST:
                    raise SourceError(f"a line of {LONGEST:,} bytes or more", path=path, line=number, advice=advice)
                text = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
                if not unfit_utf8(raw):
                    yield number, text
                elif damaged is None:
                    raise SourceError(_finding(text), path=path, line=number, advice=advice)
                else:
                    damaged(number, _finding(text))
    except UnicodeDecodeError as error:
        raise SourceError(f"not UTF-8: {error.reason}", path=path, line=number, advice=advice) from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", path=path) from error


def _finding(text: str) -> str:
    return f"the character {unfit(text)}, which XML cannot hold"
