"""Read the records of an Orphadata product, an XML file that holds one list of them, in memory for one record.

Orphadata describes its products at https://sciences.orphadata.com/. Everything that a file could do beside holding
records is refused: a document type declaration before anything of it is read, and texts, records and depths beyond any
sound release.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from rarekg.ontology.errors import SourceError

ROOT = "JDBOR"
ADVICE = "is the file complete, and the product of Orphadata that the source's toml names?"
BLOCK = 1 << 16  # bytes that are read at a time
LONGEST_TEXT = 1 << 20  # characters of one element; the longest of the products of 2025 and 2026 has 1,404
MOST_ELEMENTS = 1 << 16  # of one record; in those products there are 1,316
RECORD = 3  # the depth of a record: in the list, in the root
DEEPEST = 24  # elements in each other; in those products there are 9


@dataclass(slots=True)
class Element:
    """An element: ``text`` without the white space around it, and the ``line`` (1-based) of its start tag."""

    tag: str
    line: int
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def first(self, *path: str) -> "Element | None":
        """Return the first element below this one at ``path``, a tag for each step, or None."""
        element: Element | None = self
        for tag in path:
            if element is None:
                return None
            element = next((child for child in element.children if child.tag == tag), None)
        return element

    def words(self, *path: str) -> str:
        """Return the text of the first element at ``path``, "" if there is none."""
        found = self.first(*path)
        return found.text if found is not None else ""

    def every(self, *path: str) -> Iterator["Element"]:
        """Yield the elements of the last tag of ``path`` that are in the first element at the others."""
        *above, last = path
        found = self.first(*above)
        if found is not None:
            yield from (child for child in found.children if child.tag == last)


def records(path: Path, *lists: str) -> Iterator[Element]:
    """Yield the elements of the list in the file at ``path``, each when it is complete.

    Args:
        path: The file, in the encoding that it declares: UTF-8, UTF-16, ISO-8859-1 or another one that expat knows.
        lists: The tags that the list may have, which is a child of the root.

    Raises:
        SourceError: The file cannot be read, is not well-formed, has a document type declaration, another root or no
            such list, or a text, a record or a depth beyond the limits.
    """
    try:
        with path.open("rb") as file:
            yield from _Reader(path, lists).records(file)
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", path=path) from error


class _Reader:
    """Collects the elements of one file from what the parser calls; ``lists`` are the tags of the list to read."""

    def __init__(self, path: Path, lists: tuple[str, ...]) -> None:
        self.path, self.lists = path, lists
        self.depth, self.elements, self.length = 0, 0, 0
        self.found, self.within = False, False  # the list, and whether the parser is in it
        self.open: list[Element] = []
        self.texts: list[list[str]] = []
        self.complete: list[Element] = []
        self.parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def records(self, file: BinaryIO) -> Iterator[Element]:
        """Yield the records of ``file``."""
        read = 0
        while block := file.read(BLOCK):
            self._parse(block, last=False)
            read += len(block)
            # A tag is not reported before its end, so one without an end would be kept whole.
            if read - max(self.parser.CurrentByteIndex, 0) > LONGEST_TEXT + BLOCK:
                raise self._error(f"a tag of more than {LONGEST_TEXT:,} bytes")
            yield from self.complete
            self.complete.clear()
        self._parse(b"", last=True)
        if not self.found:
            raise SourceError(f"has no {' or '.join(self.lists)}", path=self.path, advice=ADVICE)

    def _parse(self, block: bytes, *, last: bool) -> None:
        try:
            self.parser.Parse(block, last)
        except expat.ExpatError as error:
            what = f"is not well-formed XML: {expat.ErrorString(error.code)}"
            raise SourceError(what, path=self.path, line=error.lineno, advice=ADVICE) from error
        except (ValueError, LookupError) as error:  # an encoding that cannot be used
            raise self._error(f"cannot be decoded: {error}") from error

    def _error(self, what: str) -> SourceError:
        return SourceError(what, path=self.path, line=self.parser.CurrentLineNumber, advice=ADVICE)

    def _doctype(self, *_: object) -> None:
        raise self._error("has a document type declaration, which no product of Orphadata has")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.depth == 0 and tag != ROOT:
            raise self._error(f"the root is {tag}, not {ROOT}")
        if self.depth == 1:
            self.within = tag in self.lists
            self.found |= self.within
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._error(f"more than {DEEPEST} elements in each other")
        if self.open or (self.depth == RECORD and self.within):
            self._add(Element(tag, self.parser.CurrentLineNumber, attributes))

    def _add(self, element: Element) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise self._error(f"a record of more than {MOST_ELEMENTS:,} elements")
        if self.open:
            self.open[-1].children.append(element)
        self.open.append(element)
        self.texts.append([])
        self.length = 0

    def _text(self, text: str) -> None:
        self.length += len(text)
        if self.length > LONGEST_TEXT:
            raise self._error(f"a text of more than {LONGEST_TEXT:,} characters")
        if self.texts:
            self.texts[-1].append(text)

    def _end(self, tag: str) -> None:
        self.depth -= 1
        self.length = 0
        if self.open:
            element = self.open.pop()
            element.text = "".join(self.texts.pop()).strip()
            if not self.open:
                self.complete.append(element)
                self.elements = 0
