"""Convert a page saved as HTML into the lines that the same page has as text."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from rarekg.mappings.gard.lines import Line, Link, fold, line_at

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INVISIBLE = frozenset(("head", "script", "style", "noscript", "template", "svg", "nav", "footer", "button", "select"))
_LINES = frozenset(("br", "li", "tr", "td", "th", "dt", "dd", "thead", "tbody", "tfoot", "option", "div", "form"))
_BLOCKS = frozenset(("p", "ul", "ol", "table", "section", "article", "main", "header", *_HEADINGS))
_DOCUMENT_START = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_DOCUMENT_END = re.compile(r"</html\s*>\s*(?:<!--.*?-->\s*)*\Z|</body\s*>\s*\Z", re.IGNORECASE | re.DOTALL)
_WINDOW = 100_000  # characters; the most markup between two pieces of text


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
    counts: Counter[int] = field(default_factory=Counter)
    at: int = 0
    line_number: int = field(init=False)
    heading: bool = False
    _text: list[str] = field(default_factory=list)
    _links: list[Link] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.line_number = line_at(self.source, self.at)

    def add(self, text: str) -> None:
        if text.strip():
            self._locate(text)
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

    def _locate(self, text: str) -> None:
        """Advance to ``text`` in the source, because the parser reports no line numbers."""
        offset = self.source.find(text.strip().split("\n", 1)[0][:40], self.at, self.at + _WINDOW)
        if offset >= 0:
            self.line_number += self.source.count("\n", self.at, offset)
            self.at = offset


def is_html(text: str) -> bool:
    """Tell whether ``text`` begins as an HTML document does.

    >>> is_html("<!doctype html><title>IPEX</title>"), is_html("IPEX")
    (True, False)
    """
    return _DOCUMENT_START.match(text) is not None


def is_complete(text: str) -> bool:
    """Tell whether an HTML document has its closing tag."""
    return _DOCUMENT_END.search(text) is not None


def html_page(text: str) -> HtmlPage:
    """Return the lines of an HTML document; list items begin with ``•`` or their number, blocks end in a blank line.

    >>> page = html_page("<html><title>T</title><body><h1>IPEX</h1><ul><li>Rash</ul></body></html>")
    >>> [line.text for line in page.lines if line.text]
    ['IPEX', '• Rash']
    """
    tree = LexborHTMLParser(text)
    writer = _LineWriter(text, at=max(text.find("<body"), 0))
    if tree.body is not None:
        for node, entering in _walk(tree.body):
            _write(writer, node, entering)
    writer.flush()
    first = next((i for i, line in enumerate(writer.lines) if line.heading), len(writer.lines))
    title = tree.css_first("title")
    return HtmlPage(lines=writer.lines[first:], title=fold(title.text()) if title else "", url=_address(tree))


def _address(tree: LexborHTMLParser) -> str | None:
    for selector, attribute in (("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")):
        node = tree.css_first(selector)
        if node is not None and (url := node.attributes.get(attribute)):
            return url.strip()
    return None


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Yield each node at its start (True) and its end (False).

    A loop instead of recursion, because pages can nest deeper than Python's recursion limit.
    """
    node, last = root, root.mem_id
    while True:
        yield node, True
        child = None if node.tag in _INVISIBLE else node.child
        while child is None:
            yield node, False
            if node.mem_id == last:
                return
            if node.next is not None:
                break
            parent = node.parent
            if parent is None:
                return
            node = parent
        following = child if child is not None else node.next
        if following is None:
            return
        node = following


def _write(writer: _LineWriter, node: LexborNode, entering: bool) -> None:
    tag = node.tag or ""
    if tag == "-text":
        if entering:
            writer.add(node.text_content or "")
    elif tag in _LINES or tag in _BLOCKS:
        writer.flush()
        if tag in _BLOCKS:
            writer.blank()
        writer.heading = entering and tag in _HEADINGS
        if tag == "li":
            writer.prefix = _list_marker(writer, node) if entering else ""
    elif tag == "a" and not entering and (url := node.attributes.get("href")):
        writer.link(node.text(), url)


def _list_marker(writer: _LineWriter, item: LexborNode) -> str:
    if item.parent is None or item.parent.tag != "ol":
        return "• "
    writer.counts[item.parent.mem_id] += 1
    return f"{writer.counts[item.parent.mem_id]}. "
