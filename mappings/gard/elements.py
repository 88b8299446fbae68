"""The open elements of an HTML file, with the rules by which one tag ends another.

They are those of https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody for the elements that a page's
lines depend on: a block ends an open paragraph, an item the item before it, a cell the cell before it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CELLS = ("td", "th", "caption")
_ROWS, _GROUPS = ("tr",), ("thead", "tbody", "tfoot")
_TABLE_PARTS = frozenset((*_CELLS, *_ROWS, *_GROUPS))
_ENDS_PARAGRAPH = frozenset(
    (
        *HEADINGS,
        *("address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset"),
        *("figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "li", "dt", "dd", "main", "menu", "nav"),
        *("ol", "p", "pre", "search", "section", "summary", "table", "ul"),
    )
)
# What an item of a list does not look beyond for the item before it.
_AROUND_ITEMS = (
    *(*HEADINGS, *_CELLS, *_ROWS, *_GROUPS, "article", "button", "dl", "footer", "form", "header", "main", "nav"),
    *("noscript", "ol", "section", "select", "svg", "table", "template", "ul"),
)
# A start tag → the elements that it ends, and those beyond which it does not look for them.
_ENDS: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "li": (("li",), (*_AROUND_ITEMS, "dt", "dd")),
    "dt": (("dt", "dd"), (*_AROUND_ITEMS, "li")),
    "dd": (("dt", "dd"), (*_AROUND_ITEMS, "li")),
    "option": (("option",), ("select", *_CELLS)),
    "button": (("button",), _CELLS),
    "select": (("select",), _CELLS),
    **dict.fromkeys(_CELLS, (_CELLS, ("table",))),
    **dict.fromkeys(_ROWS, ((*_CELLS, *_ROWS), ("table",))),
    **dict.fromkeys(_GROUPS, ((*_CELLS, *_ROWS, *_GROUPS), ("table",))),
}


@dataclass(slots=True)
class OpenElements:
    """The names of the open elements from the outermost to the innermost, and the places of each name."""

    names: list[str] = field(default_factory=list)
    _places: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def place(self, *names: str) -> int:
        """Return the place of the innermost open element with one of ``names``, -1 if there is none."""
        return max((places[-1] for name in names if (places := self._places[name])), default=-1)

    def start(self, name: str) -> Iterator[str]:
        """Open an element, and yield before it the elements that its start tag ends, the innermost first."""
        if name in _ENDS_PARAGRAPH:
            yield from self._close(self.place("p"), self.place("button", *_CELLS))
        if name in HEADINGS and self.names and self.names[-1] in HEADINGS:
            yield from self._close(len(self.names) - 1, -1)
        ended, beyond = _ENDS.get(name, ((), ()))
        for one in ended:
            yield from self._close(self.place(one), self.place(*beyond))
        self._places[name].append(len(self.names))
        self.names.append(name)

    def end(self, name: str) -> Iterator[str]:
        """Yield the elements that an end tag ends, the innermost first; none if there is none of its name to end."""
        found = self.place(*HEADINGS) if name in HEADINGS else self.place(name)
        barrier = -1 if name == "table" else self.place("table") if name in _TABLE_PARTS else self.place(*_CELLS)
        yield from self._close(found, barrier)

    def all(self) -> Iterator[str]:
        """Yield every open element, the innermost first, and close it."""
        yield from self._close(0, -1)

    def _close(self, found: int, barrier: int) -> Iterator[str]:
        while barrier < found < len(self.names):
            name = self.names.pop()
            self._places[name].pop()
            yield name
