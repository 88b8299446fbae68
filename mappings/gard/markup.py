"""The tags and texts of an HTML file in order, read once from its beginning to its end.

The syntax is that of https://html.spec.whatwg.org/multipage/parsing.html#tokenization. A parser that builds a tree
takes time by the square of what is nested, of the attributes of a tag or of the options of a menu, and memory by the
product of unclosed tags and paragraphs; a page needs no tree.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal, NamedTuple

_SPACE = r"[ \t\n\r\f]"
_VALUE = r"\"[^\"]*+\"|'[^']*+'|[^ \t\n\r\f>\"'][^ \t\n\r\f>]*+"
_IS = rf"{_SPACE}*+={_SPACE}*+"
_NAME = r"[^ \t\n\r\f/>][^ \t\n\r\f/>=]*+"
_TAG = re.compile(rf"<(/?)([A-Za-z][^ \t\n\r\f/>]*+)((?:[ \t\n\r\f/]++|{_NAME}(?:{_IS}(?:{_VALUE})?+)?+)*+)(>?)")
_ATTRIBUTE = re.compile(rf"({_NAME})(?:{_IS}({_VALUE})?+)?+")
_COMMENT_END = re.compile("--!?>")
# Elements whose content is text up to their end tag, in the second set without being shown.
_TEXT_ONLY = frozenset(("title", "textarea"))
_UNSHOWN = frozenset(("script", "style", "iframe", "noembed", "noframes", "xmp"))
_END = {name: re.compile(rf"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE) for name in _TEXT_ONLY | _UNSHOWN}
# A reference that no character has, of digits without end; and "&" before a word in an address, as in "?a=1&copy=2".
_LONG_REFERENCE = re.compile(r"&#(?:[0-9]{9,}+|[xX][0-9A-Fa-f]{9,}+);?")
_AMPERSAND = re.compile(r"&(?=[A-Za-z0-9]++(?!;))")


class Token(NamedTuple):
    """A tag (``start`` or ``end``) or a ``text`` at the offset ``at``.

    ``name`` is the tag's, in lower case; ``text`` the decoded text, or what a start tag has after its name.
    """

    kind: Literal["start", "end", "text"]
    name: str
    text: str
    at: int


def tokens(source: str) -> Iterator[Token]:
    """Yield the tags and texts of ``source``, without comments, scripts and styles.

    >>> [token.name or token.text for token in tokens("<P>1 &lt; 2<!-- <p> --></p>")]
    ['p', '1 < 2', 'p']
    """
    at = 0
    while at < len(source):
        opening = source.find("<", at)
        end = len(source) if opening < 0 else opening
        if end > at:
            yield Token("text", "", decoded(source[at:end]), at)
        at = end
        if tag := _TAG.match(source, at):
            if not tag[4]:  # the file ends within the tag
                return
            name, at = tag[2].lower(), tag.end()
            yield Token("end" if tag[1] else "start", name, tag[3], tag.start())
            if not tag[1] and name in _END:
                ending = _END[name].search(source, at)
                end = ending.start() if ending else len(source)
                if name in _TEXT_ONLY and end > at:
                    yield Token("text", "", decoded(source[at:end]), at)
                at = end
        elif at < len(source):
            at, literal = _no_tag(source, at)
            if literal:
                yield Token("text", "", "<", at - 1)


def _no_tag(source: str, at: int) -> tuple[int, bool]:
    """Return where what begins with ``<`` at ``at`` and is no tag ends, and whether it is that character itself."""
    if source.startswith("<!--", at):
        ending = _COMMENT_END.search(source, at + 2)
        return (ending.end() if ending else len(source)), False
    if source.startswith(("<!", "<?", "</"), at):
        end = source.find(">", at)
        return (end + 1 if end >= 0 else len(source)), False
    return at + 1, True


def decoded(text: str) -> str:
    """Return ``text`` with its character references as characters.

    >>> decoded("&eacute;&#233;&#99999999999;")
    'éé\N{REPLACEMENT CHARACTER}'
    """
    return unescape(_LONG_REFERENCE.sub("\N{REPLACEMENT CHARACTER}", text)) if "&" in text else text


def attributes(text: str) -> dict[str, str]:
    """Return the attributes in the ``text`` of a start tag: name in lower case → value; the first of a name counts.

    >>> attributes(' HREF="a?b=1&amp;c=2" hidden')
    {'href': 'a?b=1&c=2', 'hidden': ''}
    """
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        value = match[2] or ""
        value = value[1:-1] if value[:1] in ("'", '"') else value
        found.setdefault(match[1].lower(), decoded(_AMPERSAND.sub("&amp;", value)))
    return found
