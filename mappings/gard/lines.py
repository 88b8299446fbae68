"""A saved page as lines of text: what cannot be a text file of a page's size is refused here."""

import re
from dataclasses import dataclass
from pathlib import Path

from rarekg.ontology.errors import SourceError

LIMIT = 10 * 1024 * 1024  # bytes; the longest pages of the site stay below 1 MB
_UTF8_PAIR = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
# What XML 1.0 (https://www.w3.org/TR/xml/#charsets) cannot hold, so that no dump of the graph could either.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The words of a link and the address it leads to."""

    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a page, spacing folded; ``number`` counts the file's lines from 1.

    ``heading`` is True where markup says so; a text file has no ``links``.
    """

    number: int
    text: str
    heading: bool = False
    links: tuple[Link, ...] = ()

    @property
    def is_bullet(self) -> bool:
        """Whether the line is an item of a list."""
        return self.text.startswith("•")


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedText:
    """The text of a file; ``legacy`` is True where it is Windows-1252 and not UTF-8."""

    text: str
    legacy: bool


def read_text(path: Path) -> SavedText:
    """Return the text of the file at ``path``, its lines ended by line feeds.

    Reads UTF-8 with or without a byte order mark, else Windows-1252, which has all of Latin-1's letters. SourceError
    where there is no such file, it is larger than 10 MB (it is not read then), empty or binary.
    """
    raw = _bytes(path)
    try:
        saved = SavedText(text=raw.decode("utf-8-sig"), legacy=False)
    except UnicodeDecodeError as error:
        saved = SavedText(text=_legacy(raw, error.start, path), legacy=True)
    text = saved.text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _UNPRINTABLE.search(text):
        raise SourceError(
            f"control character U+{ord(found[0]):04X}", path=path, line=line_at(text, found.start()), advice=_ADVICE
        )
    return SavedText(text=text, legacy=saved.legacy)


def split_lines(text: str) -> list[Line]:
    """Return the lines of a text file, blank ones included."""
    return [Line(number=number, text=fold(line)) for number, line in enumerate(text.split("\n"), start=1)]


def fold(text: str) -> str:
    """Return ``text`` with each run of white space, zero-width spaces included, as one space."""
    return " ".join(text.replace("\u200b", " ").replace("\ufeff", " ").split())


def line_at(text: str, offset: int) -> int:
    """Return the number of the line that ``offset`` is in, from 1."""
    return text.count("\n", 0, offset) + 1


_ADVICE = "save the page again as plain text in UTF-8, or as HTML"


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise SourceError("this is a directory", path=path, advice="name the file of one page")
        if not path.is_file():
            raise SourceError("there is no such file", path=path, advice="name the file of one page")
        size = path.stat().st_size
        if size > LIMIT:
            raise SourceError(
                f"{size:,} bytes are no page: the limit is {LIMIT:,}", path=path, advice="name the file of one page"
            )
        raw = path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", path=path) from error
    return _checked(raw, path)


def _checked(raw: bytes, path: Path) -> bytes:
    if not raw.strip():
        raise SourceError("the file is empty", path=path, advice=_ADVICE)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError("the file is UTF-16", path=path, line=1, advice="save it as UTF-8")
    if (offset := raw.find(b"\0")) >= 0:
        raise SourceError("NUL byte: the file is binary or UTF-16", path=path, line=_row(raw, offset), advice=_ADVICE)
    return raw


def _legacy(raw: bytes, offset: int, path: Path) -> str:
    """Return ``raw`` as Windows-1252, but refuse UTF-8 with some bad bytes, the rest of which that would garble."""
    line = _row(raw, offset)
    if _UTF8_PAIR.search(raw):
        raise SourceError("a byte that is not UTF-8 in a file that otherwise is", path=path, line=line, advice=_ADVICE)
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"byte 0x{raw[error.start]:02x} is neither UTF-8 nor Windows-1252",
            path=path,
            line=_row(raw, error.start),
            advice=_ADVICE,
        ) from error


def _row(raw: bytes, offset: int) -> int:
    ends = raw.count(b"\n", 0, offset) or raw.count(b"\r", 0, offset)
    return ends + 1
