"""Split a SPARQL query into tokens: in one pass, in linear time, hostile text included.

Terminals are those of https://www.w3.org/TR/sparql11-query/#sparqlGrammar, as the engine reads them: codepoint
escapes (backslash, u, four digits) count inside strings and IRIs only. One thing depends on the grammar and not on the
terminals: after an operand the engine reads ``<`` as an operator, while here ``<…>`` is always an IRI.
:func:`rarekg.queries.federation.refuse_federation` finds where that makes a difference.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, cast

from rarekg.ontology.errors import QueryError

Kind = Literal["iri", "string", "variable", "tag", "name", "number", "word", "open", "close", "operator", "other"]

# Quantifiers are possessive and a prefix is bounded, so that no text makes the matcher go over it again and again.
_SPACE = r"(?:[ \t\r\n]++|\#[^\r\n]*+)++"
_PLAIN: Mapping[str, str] = MappingProxyType(
    {
        "iri": r"""<(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>""",
        "string": r"""'{3}(?:'{0,2}+(?:[^'\\]|\\.))*+'{3}|"{3}(?:"{0,2}+(?:[^"\\]|\\.))*+"{3}
            |'(?:[^'\\\n\r]|\\.)*+'|"(?:[^"\\\n\r]|\\.)*+\"""",
        "variable": r"[?$]\w++",
        "tag": r"@[A-Za-z0-9-]++",
        "name": r"(?:\w[\w.-]{0,200}+)?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[^\w\s]|\.++(?=[\w:%\\-]))*+",
        "number": r"(?:[0-9]++(?:\.[0-9]++)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?",
        "word": r"\w++",
    }
)
_STRUCTURE: Mapping[str, str] = MappingProxyType(
    {
        "open": r"[({\[]",
        "close": r"[)}\]]",
        "operator": r"\|\||&&|\^\^|!=|<=|>=|[!|/^*+=<>,;.&?-]",
        "other": r".",
    }
)


def _compiled(*alternatives: Mapping[str, str]) -> re.Pattern[str]:
    named = (f"(?P<{kind}>{pattern})" for kinds in alternatives for kind, pattern in kinds.items())
    return re.compile("|".join(named), re.VERBOSE | re.DOTALL)


_TERMINAL = _compiled({"space": _SPACE}, _PLAIN, _STRUCTURE)
_OUTLINE = _compiled({"space": _SPACE, "plain": f"(?:{'|'.join(_PLAIN.values())}|{_SPACE})++"}, _STRUCTURE)


class TokenError(QueryError):
    """Report text that cannot be split into tokens; ``line`` and ``column`` are 1-based, ``at`` is the offset."""

    def __init__(self, message: str, *, line: int, column: int, at: int) -> None:
        """Put the position in front of ``message``."""
        self.line, self.column, self.at = line, column, at
        super().__init__(f"line {line}, column {column}: {message}")


class Token(NamedTuple):
    """A token of a query.

    ``start`` and ``end`` are offsets into the text; ``apart`` is true if white space or a comment stands before it.
    """

    kind: Kind
    text: str
    start: int
    apart: bool

    @property
    def end(self) -> int:
        """The offset of the first character after the token."""
        return self.start + len(self.text)


def tokens(query: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the tokens of ``query`` between two offsets in order, without comments and white space.

    >>> [token.text for token in tokens("ASK { ?s a MONDO:0010580 } # IPEX")]
    ['ASK', '{', '?s', 'a', 'MONDO:0010580', '}']

    Raises:
        TokenError: A string is not closed, or an escape stands outside of strings, IRIs and local names.
    """
    apart = False
    for match in _TERMINAL.finditer(query, start, len(query) if end is None else end):
        kind, text = match.lastgroup, match[0]
        if kind == "space":
            apart = True
            continue
        if kind == "other":
            _check(query, text, match.start())
        yield Token(cast(Kind, kind), text, match.start(), apart)
        apart = False


class Mark(NamedTuple):
    """A bracket, an operator or another character of a query; ``after`` is true if a token of another kind precedes."""

    kind: Kind
    text: str
    after: bool


def outline(query: str) -> Iterator[Mark]:
    """Yield those tokens of ``query`` that give it its structure; all between two of them are passed over at once.

    A megabyte of names takes a tenth of the time of :func:`tokens`.

    >>> [mark.text for mark in outline("ASK { ?s a MONDO:0010580, 'a.b' } # {")]
    ['{', ',', '}']

    Raises:
        TokenError: As :func:`tokens`.
    """
    after = False
    for match in _OUTLINE.finditer(query):
        kind = match.lastgroup
        if kind == "plain":
            after = True
        elif kind != "space":
            if kind == "other":
                _check(query, match[0], match.start())
            yield Mark(cast(Kind, kind), match[0], after)
            after = False


def _check(query: str, character: str, at: int) -> None:
    # To read on past either would leave open what is a string and what is not.
    if character in "'\"":
        raise _error(query, at, f"the string that begins with {query[at : at + 12]!r} is not closed")
    if character == "\\":
        raise _error(query, at, "an escape (\\) is read inside strings, IRIs and local names only")


def _error(query: str, at: int, message: str) -> TokenError:
    return TokenError(message, line=query.count("\n", 0, at) + 1, column=at - query.rfind("\n", 0, at), at=at)
