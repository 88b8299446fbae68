"""The tokens of a query as terminals of the grammar."""

from collections.abc import Iterator
from typing import NamedTuple

from rarekg.queries.mistakes.functions import AGGREGATES, FUNCTIONS
from rarekg.queries.mistakes.grammar import keywords
from rarekg.queries.tokenizer import Token, TokenError

CLASSES = {"iri": "IRI", "string": "STRING", "variable": "VAR", "tag": "TAG"}
_EMPTY = {"()": "NIL", "[]": "ANON"}
END = "END"
UNKNOWN = "WORD"  # a word that SPARQL does not have
STRAY = "STRAY"  # a character that belongs to no token


class Terminal(NamedTuple):
    """A token, or two that the grammar takes as one; ``kind`` is its name in the grammar."""

    kind: str
    text: str
    start: int
    apart: bool

    @property
    def end(self) -> int:
        """The offset of the first character after it."""
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """Its text in capitals."""
        return self.text.upper()


def terminals(query: str, words: Iterator[Token]) -> Iterator[Terminal]:
    """Yield ``words``, the tokens of ``query``, as terminals.

    >>> from rarekg.queries.tokenizer import tokens
    >>> [terminal.kind for terminal in terminals("LIMIT -1 ( ) x", tokens("LIMIT -1 ( ) x"))]
    ['LIMIT', 'SIGNED', 'NIL', 'WORD']

    Raises:
        TokenError: As the tokens do.
    """
    word = next(words, None)
    while word is not None:
        try:
            following = next(words, None)
        except TokenError:
            yield Terminal(kind(word), word.text, word.start, word.apart)
            raise
        pair = _pair(word, following) if following is not None else None
        if following is not None and pair is not None:
            yield Terminal(pair, query[word.start : following.end], word.start, word.apart)
            word = next(words, None)
        else:
            yield Terminal(kind(word), word.text, word.start, word.apart)
            word = following


def _pair(word: Token, following: Token) -> str | None:
    if word.text in ("+", "-") and following.kind == "number" and not following.apart:
        return "SIGNED"
    return _EMPTY.get(word.text + following.text) if word.kind == "open" else None


def kind(word: Token) -> str:
    """Return the name of ``word`` in the grammar; a keyword or a sign is its own."""
    if word.kind == "name":
        return "BLANK" if word.text.startswith("_:") else "NAMESPACE" if word.text.endswith(":") else "NAME"
    if word.kind == "number":
        return "INTEGER" if word.text.isdigit() else "NUMBER"
    if word.kind == "word":
        return _word(word.text)
    return CLASSES.get(word.kind) or (STRAY if word.kind == "other" else word.text)


def _word(text: str) -> str:
    upper = text.upper()
    if text in ("a", "true", "false"):
        return "a" if text == "a" else "BOOLEAN"
    if upper in keywords():
        return upper
    return "FUNCTION" if upper in FUNCTIONS else "AGGREGATE" if upper in AGGREGATES else UNKNOWN
