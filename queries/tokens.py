"""The words of a SPARQL query: where its strings, IRIs, comments, variables and names begin and end.

Terminals are those of https://www.w3.org/TR/sparql11-query/#sparqlGrammar, as coarse as its readers need.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, cast

from rarekg.ontology.errors import QueryError, one_line

Kind = Literal["comment", "iri", "string", "variable", "name", "word", "mark"]

# Ordered as the grammar's longest match asks: ''' before ', IRIREF before the operator <, prefixed name before keyword.
_TERMINAL = re.compile(
    r"""(?P<space>\s+)
    |(?P<comment>\#[^\n\r]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}|"{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}
        |'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*")
    |(?P<variable>[?$]\w+)
    |(?P<name>(?:\w[\w.-]*)?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.|\.(?=[\w:.%\\-]))*)
    |(?P<word>@?\w+)
    |(?P<mark>[^'"\\])""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A word of a query; ``start`` and ``end`` are offsets into its text."""

    kind: Kind
    text: str
    start: int
    end: int


def tokens(query: str) -> Iterator[Token]:
    """Yield the words of ``query``, comments too, in order; QueryError where a string is not closed."""
    at = 0
    while at < len(query):
        match = _TERMINAL.match(query, at)
        if match is None:
            line = query.count("\n", 0, at) + 1
            raise QueryError(
                one_line(f"line {line}: no SPARQL word begins with {query[at : at + 20]!r}; close the string")
            )
        if match.lastgroup != "space":
            yield Token(cast(Kind, match.lastgroup), match[0], at, match.end())
        at = match.end()


class DataBlock(NamedTuple):
    """What ``VALUES ?variable { … }`` holds between its braces: ``start`` and ``end`` are offsets of that part."""

    variable: str
    start: int
    end: int


def data_blocks(query: str) -> tuple[DataBlock, ...]:
    """Return the data blocks of one variable that ``query`` holds, in order."""
    words = [token for token in tokens(query) if token.kind != "comment"]
    found = []
    for values, variable, opening in zip(words, words[1:], words[2:], strict=False):
        if values.text.upper() == "VALUES" and variable.kind == "variable" and opening.text == "{":
            closing = next((token for token in words if token.start > opening.start and token.text == "}"), None)
            if closing is None:
                raise QueryError(f"the data block of {variable.text} has no closing brace")
            found.append(DataBlock(variable.text[1:], opening.end, closing.start))
    return tuple(found)


def variables(query: str) -> tuple[str, ...]:
    """Return the names of the variables of ``query``, each once, in the order in which they first occur."""
    return tuple(dict.fromkeys(token.text[1:] for token in tokens(query) if token.kind == "variable"))


def form(query: str) -> str | None:
    """Return ``select``, ``construct``, ``ask`` or ``describe``; None where ``query`` is no query."""
    keywords = (token.text.lower() for token in tokens(query) if token.kind == "word")
    return next((word for word in keywords if word in ("select", "construct", "ask", "describe")), None)
