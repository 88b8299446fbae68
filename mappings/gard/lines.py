"""The lines of a saved page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The text of a link and its address."""

    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a page with folded white space; ``number`` is its line in the file, from 1.

    ``heading`` and ``links`` are known only from markup; in a page saved as text they are False and empty.
    """

    number: int
    text: str
    heading: bool = False
    links: tuple[Link, ...] = ()

    @property
    def is_bullet(self) -> bool:
        """Whether the line is a list item."""
        return self.text.startswith("•")


def split_lines(text: str) -> list[Line]:
    """Return the lines of a text file, blank lines included."""
    return [Line(number=number, text=fold(line)) for number, line in enumerate(text.split("\n"), start=1)]


def fold(text: str) -> str:
    r"""Return ``text`` with each run of white space, zero-width spaces included, as one space.

    >>> fold(" Skin\t\u200b rash ")
    'Skin rash'
    """
    return " ".join(text.replace("\u200b", " ").replace("\ufeff", " ").split())


def line_at(text: str, offset: int) -> int:
    r"""Return the line number, from 1, of the character at ``offset``.

    >>> line_at("a\nb\nc", 2)
    2
    """
    return text.count("\n", 0, offset) + 1
