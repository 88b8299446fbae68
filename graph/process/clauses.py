"""The parts of a query's text that are rewritten: its tokens with their depth, and the clauses at its end.

https://www.w3.org/TR/sparql11-query/#rSolutionModifier
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from rarekg.queries.federation import first_doubt
from rarekg.queries.tokenizer import Token, TokenError, tokens

_CLOSERS: Mapping[str, str] = MappingProxyType({"(": ")", "[": "]", "{": "}"})


class Part(NamedTuple):
    """A token and the number of brackets around it; brackets themselves have the depth of what is outside them."""

    token: Token
    depth: int

    @property
    def word(self) -> str:
        """The token in capitals if it is a keyword, else ''."""
        return self.token.text.upper() if self.token.kind == "word" else ""


def parts(query: str) -> Sequence[Part]:
    """Return the tokens of ``query`` with their depth; none if brackets do not match, or the text is ambiguous.

    >>> [(part.token.text, part.depth) for part in parts("ASK { ?s ?p () }")]
    [('ASK', 0), ('{', 0), ('?s', 1), ('?p', 1), ('(', 1), (')', 1), ('}', 0)]
    """
    try:
        words = list(tokens(query))
    except TokenError:
        return ()
    if first_doubt(words) is not None or any(word.kind == "other" for word in words):
        return ()
    return tuple(_nested(words)) if _is_balanced(words) else ()


def _is_balanced(words: Sequence[Token]) -> bool:
    """Return whether each bracket is closed by one of its own kind."""
    closers: list[str] = []
    for word in words:
        if word.kind == "open":
            closers.append(_CLOSERS[word.text])
        elif word.kind == "close" and (not closers or closers.pop() != word.text):
            return False
    return not closers


def _nested(words: Sequence[Token]) -> Iterator[Part]:
    depth = 0
    for word in words:
        depth -= word.kind == "close"
        yield Part(word, depth)
        depth += word.kind == "open"


def closing(found: Sequence[Part], opening: int) -> int:
    """Return the place of the bracket that closes the one at ``opening``.

    >>> closing(parts("ASK { ?s ?p () }"), 1)
    6
    """
    depth = found[opening].depth
    after = range(opening + 1, len(found))
    return next(at for at in after if found[at].depth == depth)
