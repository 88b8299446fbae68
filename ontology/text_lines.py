"""The lines of a text file with their numbers: in UTF-8, of bounded length, and without characters that XML lacks."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from rarekg.ontology.characters import unfit, unfit_utf8
from rarekg.ontology.errors import SourceError

LONGEST = 1 << 20  # bytes of a line, and of all that is read as one text; the longest of a release has 20,000

BLOCK = 1 << 16  # bytes that are read at a time
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
            for block in _blocks(file):
                if (texts := _sound(block, first=number == 0)) is not None:
                    yield from enumerate(texts, number + 1)
                    number += len(texts)
                    continue
                for raw in block.removesuffix(b"\n").split(b"\n"):
                    number += 1
                    if len(raw) >= LONGEST:
                        raise SourceError(f"a line of {LONGEST:,} bytes or more", path=path, line=number, advice=advice)
                    text = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r")
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


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """Yield whole lines, many at a time; the last one of a block may be cut after :data:`LONGEST` bytes."""
    while block := file.read(BLOCK):
        yield block if block.endswith(b"\n") else block + file.readline(LONGEST)


def _sound(block: bytes, *, first: bool) -> list[str] | None:
    """Return the lines of ``block`` at once, None if one of them needs a closer look."""
    if unfit_utf8(block):
        return None
    try:
        texts = block.decode("utf-8-sig" if first else "utf-8").removesuffix("\n").split("\n")
    except UnicodeDecodeError:
        return None
    if len(texts[-1]) * 4 >= LONGEST:  # characters, of up to four bytes; no other line is longer than a block
        return None
    return [text.rstrip("\r") for text in texts] if b"\r" in block else texts


def _finding(text: str) -> str:
    return f"the character {unfit(text)}, which XML cannot hold"
