"""Decode the file of a saved page; refuse files that are too large, binary or in an unknown encoding."""

import re
from dataclasses import dataclass
from pathlib import Path

from rarekg.mappings.gard.lines import line_at
from rarekg.ontology.errors import SourceError

LIMIT = 10 * 1024 * 1024  # bytes; the longest pages of the site stay below 1 MB
_UTF8_PAIR = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
# Characters that XML 1.0 (https://www.w3.org/TR/xml/#charsets) excludes or discourages, so that no RDF/XML has them.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_NAME_ONE_FILE = "name the file of one page"
_SAVE_AGAIN = "save the page again as plain text in UTF-8, or as HTML"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedText:
    """The text of a file; ``legacy`` is True if its encoding is Windows-1252 instead of UTF-8."""

    text: str
    legacy: bool


def read_text(path: Path) -> SavedText:
    """Return the text of the file at ``path`` with line feeds as line ends.

    The encoding is UTF-8 with or without a byte order mark, else Windows-1252, which has all printable characters of
    Latin-1.

    Raises:
        SourceError: If the file is missing, larger than 10 MB (it is not read then), empty, binary or in another
            encoding.
    """
    raw = _read_bytes(path)
    try:
        saved = SavedText(text=raw.decode("utf-8-sig"), legacy=False)
    except UnicodeDecodeError as error:
        saved = SavedText(text=_decode_windows_1252(raw, error.start, path), legacy=True)
    text = saved.text.replace("\r\n", "\n").replace("\r", "\n")
    if control := _UNPRINTABLE.search(text):
        line = line_at(text, control.start())
        raise SourceError(f"control character U+{ord(control[0]):04X}", path=path, line=line, advice=_SAVE_AGAIN)
    return SavedText(text=text, legacy=saved.legacy)


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise SourceError("this is a directory", path=path, advice=_NAME_ONE_FILE)
        if not path.is_file():
            raise SourceError("there is no such file", path=path, advice=_NAME_ONE_FILE)
        size = path.stat().st_size
        if size > LIMIT:
            raise SourceError(f"the file has {size:,} bytes, the limit is {LIMIT:,}", path=path, advice=_NAME_ONE_FILE)
        raw = path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", path=path) from error
    _check_bytes(raw, path)
    return raw


def _check_bytes(raw: bytes, path: Path) -> None:
    if not raw.strip():
        raise SourceError("the file is empty", path=path, advice=_SAVE_AGAIN)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError("the file is UTF-16", path=path, line=1, advice="save it as UTF-8")
    if (offset := raw.find(b"\0")) >= 0:
        line = _line_of_byte(raw, offset)
        raise SourceError("NUL byte: the file is binary or UTF-16", path=path, line=line, advice=_SAVE_AGAIN)


def _decode_windows_1252(raw: bytes, offset: int, path: Path) -> str:
    """Return ``raw`` decoded as Windows-1252; refuse UTF-8 with a few bad bytes, which that would garble."""
    if _UTF8_PAIR.search(raw):
        line = _line_of_byte(raw, offset)
        raise SourceError("invalid byte in a UTF-8 file", path=path, line=line, advice=_SAVE_AGAIN)
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        byte, line = raw[error.start], _line_of_byte(raw, error.start)
        what = f"byte 0x{byte:02x} is neither UTF-8 nor Windows-1252"
        raise SourceError(what, path=path, line=line, advice=_SAVE_AGAIN) from error


def _line_of_byte(raw: bytes, offset: int) -> int:
    return (raw.count(b"\n", 0, offset) or raw.count(b"\r", 0, offset)) + 1
