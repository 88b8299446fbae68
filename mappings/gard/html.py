"""Convert a page saved as HTML into the lines that the same page has as text."""

import re
from dataclasses import dataclass, field

from rarekg.mappings.gard.elements import HEADINGS, OpenElements
from rarekg.mappings.gard.lines import Line, Link, fold
from rarekg.mappings.gard.markup import Token, attributes, tokens

_INVISIBLE = frozenset(("noscript", "template", "svg", "nav", "footer", "button", "select"))
_LINES = frozenset(("li", "tr", "td", "th", "dt", "dd", "thead", "tbody", "tfoot", "option", "div", "form"))
_BLOCKS = frozenset(("p", "ul", "ol", "table", "section", "article", "main", "header", *HEADINGS))
_ELEMENTS = _INVISIBLE | _LINES | _BLOCKS | {"dl", "caption"}
_DOCUMENT_START = re.compile(
    r"\s*+(?>(?><!--.*?-->)\s*+)*+<(?:!doctype\s++html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_LAST_TAG = re.compile(r"</html\s*+>\s*+<!--", re.IGNORECASE)
_ENDING = re.compile(r"</(?:html|body)\s*+>\Z", re.IGNORECASE)
_LONGEST_ENDING = 1_000  # characters of the last tag, with the white space in it


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlPage:
    """The ``lines`` of an HTML file from its first heading on, its title, and the address it was saved from."""

    lines: list[Line]
    title: str
    url: str | None


@dataclass(slots=True)
class _LineWriter:
    """Collects the text between two breaks as one line; ``at`` is the offset in the source reached so far."""

    source: str
    lines: list[Line] = field(default_factory=list)
    prefix: str = ""
    at: int = 0
    line_number: int = 1
    heading: bool = False
    _text: list[str] = field(default_factory=list)
    _links: list[Link] = field(default_factory=list)

    def add(self, text: str, at: int) -> None:
        if words := text.lstrip():
            at += len(text) - len(words) if text != words else 0
            self.line_number += self.source.count("\n", self.at, at)
            self.at = at
        self._text.append(text)

    def link(self, words: str, url: str) -> None:
        self._links.append(Link(words=fold(words), url=url.strip()))

    def flush(self) -> None:
        text = fold("".join(self._text))
        if text:
            self.lines.append(
                Line(
                    number=self.line_number,
                    text=self.prefix + text,
                    heading=self.heading,
                    links=tuple(self._links),
                )
            )
            self.prefix = ""
        self._text, self._links = [], []

    def blank(self) -> None:
        if self.lines and self.lines[-1].text:
            self.lines.append(Line(number=self.line_number, text=""))


@dataclass(slots=True)
class _PageReader:
    """Writes the lines of a page tag by tag.

    ``hidden`` is the number of open elements that are not shown. ``link`` is the address of the open link and the
    number of elements around it; ``words`` are its texts so far. ``items`` counts the items of each open list.
    """

    writer: _LineWriter
    open: OpenElements = field(default_factory=OpenElements)
    hidden: int = 0
    link: tuple[str, int] | None = None
    words: list[str] = field(default_factory=list)
    items: dict[int, int] = field(default_factory=dict)

    def read(self, token: Token) -> None:
        if token.kind == "text":
            if not self.hidden:
                self.writer.add(token.text, token.at)
            self.words.append(token.text)
        elif token.name == "br":
            if not self.hidden:
                self.writer.flush()
                self.writer.heading = False
        elif token.name == "a":
            self.end_link()
            if token.kind == "start" and (url := attributes(token.text).get("href")) and not self.hidden:
                self.link, self.words = (url, len(self.open.names)), []
        elif token.name in _ELEMENTS:
            self.start(token) if token.kind == "start" else self.end(token.name)

    def start(self, token: Token) -> None:
        name = token.name
        for ended in self.open.start(name):
            # The element itself is not open until all that it ends has been ended.
            self.ended(ended, len(self.open.names))
        if name in _INVISIBLE:
            self.hidden += 1
            if name == "svg" and token.text.endswith("/"):
                self.end(name)
        elif not self.hidden:
            self.break_line(name, entering=True)

    def end(self, name: str) -> None:
        if name == "p" and self.open.place("p") < 0:  # it stands for an empty paragraph
            self.start(Token("start", name, "", 0))
        for ended in self.open.end(name):
            self.ended(ended, len(self.open.names))

    def ended(self, name: str, around: int) -> None:
        if self.link is not None and around < self.link[1]:
            self.end_link()
        if name in _INVISIBLE:
            self.hidden -= 1
        elif not self.hidden:
            self.break_line(name, entering=False)

    def end_link(self) -> None:
        if self.link is not None:
            self.writer.link("".join(self.words), self.link[0])
        self.link, self.words = None, []

    def break_line(self, name: str, *, entering: bool) -> None:
        if name not in _LINES and name not in _BLOCKS:
            return
        self.writer.flush()
        if name in _BLOCKS:
            self.writer.blank()
        self.writer.heading = entering and name in HEADINGS
        if name == "li":
            self.writer.prefix = self.marker() if entering else ""
        elif name == "ol":
            self.items[len(self.open.names)] = 0

    def marker(self) -> str:
        numbered, bulleted = self.open.place("ol"), self.open.place("ul")
        if numbered <= bulleted:
            return "• "
        self.items[numbered + 1] = self.items.get(numbered + 1, 0) + 1
        return f"{self.items[numbered + 1]}. "


def is_html(text: str) -> bool:
    """Tell whether ``text`` begins as an HTML document does.

    >>> is_html("<!doctype html><title>IPEX</title>"), is_html("IPEX")
    (True, False)
    """
    return _DOCUMENT_START.match(text) is not None


def is_complete(text: str) -> bool:
    """Tell whether an HTML document has its closing tag, with nothing but comments after it.

    >>> is_complete("<p>IPEX</p></body></html> <!-- saved -->"), is_complete("<p>IP")
    (True, False)
    """
    end = len(text.rstrip())
    while text.endswith("-->", 0, end):
        # The comment begins after the one before it; if that is not so, right after the closing tag.
        before = text.rfind("-->", 0, end - len("-->")) + len("-->") if text.rfind("-->", 0, end - 3) >= 0 else 0
        if _LAST_TAG.search(text, before, end):
            return True
        if not text[before:end].lstrip().startswith("<!--"):
            return False
        end = before
    last = text[max(end - _LONGEST_ENDING, 0) : end]
    return _ENDING.search(last.rstrip()) is not None


def html_page(text: str) -> HtmlPage:
    """Return the lines of an HTML document; list items begin with ``•`` or their number, blocks end in a blank line.

    >>> page = html_page("<html><title>T</title><body><h1>IPEX</h1><ul><li>Rash</ul></body></html>")
    >>> [line.text for line in page.lines if line.text]
    ['IPEX', '• Rash']
    """
    writer = _LineWriter(text)
    reader, titles, addresses = _PageReader(writer), list[str](), dict[str, str]()
    source = tokens(text)
    for token in source:
        if token.kind == "start" and token.name == "title":
            following = next(source, None)
            titles.append(following.text if following and following.kind == "text" else "")
        elif token.kind == "start" and token.name in ("link", "meta"):
            _note_address(attributes(token.text), addresses)
        else:
            reader.read(token)
    reader.end_link()
    for ended in reader.open.all():
        reader.ended(ended, 0)
    writer.flush()
    first = next((i for i, line in enumerate(writer.lines) if line.heading), len(writer.lines))
    url = addresses.get("canonical") or addresses.get("og:url")
    return HtmlPage(lines=writer.lines[first:], title=fold(titles[0]) if titles else "", url=url)


def _note_address(found: dict[str, str], addresses: dict[str, str]) -> None:
    """Note the address that a ``link`` or a ``meta`` gives, the first of each kind."""
    for kind, attribute, value in (("canonical", "rel", "href"), ("og:url", "property", "content")):
        if found.get(attribute) == kind:
            addresses.setdefault(kind, found.get(value, "").strip())
