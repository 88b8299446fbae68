"""The words of a query that may be hostile: read in one pass, in linear time, as the engine reads them.

Terminals are those of https://www.w3.org/TR/sparql11-query/#sparqlGrammar. The engine reads codepoint
escapes (backslash, u, four digits) inside strings and IRIs only, and so does this.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, cast

from rarekg.graph.endpoint.problem import Problem, bad_request

Kind = Literal["iri", "string", "variable", "tag", "name", "number", "word", "open", "close", "operator", "other"]

# Quantifiers are possessive and a prefix is bounded, so that no text makes the matcher go over it again and again.
_TERMINAL = re.compile(
    r"""(?P<space>[ \t\r\n]++|\#[^\r\n]*+)
    |(?P<iri><(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)
    |(?P<string>'{3}(?:'{0,2}+(?:[^'\\]|\\.))*+'{3}|"{3}(?:"{0,2}+(?:[^"\\]|\\.))*+"{3}
        |'(?:[^'\\\n\r]|\\.)*+'|"(?:[^"\\\n\r]|\\.)*+")
    |(?P<variable>[?$]\w++)
    |(?P<tag>@[A-Za-z0-9-]++)
    |(?P<name>(?:\w[\w.-]{0,200}+)?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[^\w\s]|\.++(?=[\w:%\\-]))*+)
    |(?P<number>(?:[0-9]++(?:\.[0-9]++)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?)
    |(?P<word>\w++)
    |(?P<open>[({\[])
    |(?P<close>[)}\]])
    |(?P<operator>\|\||&&|\^\^|!=|<=|>=|[!|/^*+=<>,;.&?-])
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A word of a query; ``apart`` says that white space or a comment stands before it."""

    kind: Kind
    text: str
    start: int
    apart: bool


def tokens(query: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the words of ``query`` from ``start`` on in order, comments and white space left out.

    Problem where a string is not closed, or where an escape stands outside of strings and IRIs.
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


def _check(query: str, character: str, at: int) -> None:
    # Reading on past either would leave it open what is a string and what is not.
    if character in "'\"":
        raise _syntax(query, at, f"the string that begins with {query[at : at + 12]!r} is not closed")
    if character == "\\":
        raise _syntax(query, at, "an escape (\\) is read inside strings, IRIs and local names only")


def _syntax(query: str, at: int, message: str) -> Problem:
    line, column = query.count("\n", 0, at) + 1, at - query.rfind("\n", 0, at)
    return bad_request("syntax", f"line {line}, column {column}: {message}", line=line, column=column)
