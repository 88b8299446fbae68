"""Refuse SERVICE in every reading of a query: the engine would send requests from this machine for anyone.

The engine takes keywords without white space around them (``trueSERVICEex:x{``), and whether ``<`` is an operator or
begins an IRI depends on where it stands. ``FILTER(1<2#>'''`` is thus a comment to the engine and the beginning of a
string to a tokenizer. So each place where the letters stand is judged by what follows it, not by the token it is in.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from rarekg.ontology.errors import QueryError
from rarekg.queries.tokenizer import Token, TokenError, tokens

_LETTERS = re.compile("service", re.IGNORECASE | re.ASCII)
_COMMENT = re.compile(r"#[^\r\n]*+")
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_WINDOW = 512  # characters after the letters; a clause that needs more before its brace is refused unread
_ENDPOINT = ("iri", "name", "variable")
_OPERAND = ("iri", "name", "variable", "string", "tag", "number", "close")


class FederationError(QueryError):
    """Report a query that has, or may have, a SERVICE clause."""


def refuse_federation(query: str, words: Sequence[Token]) -> None:
    """Check that ``query``, whose tokens are ``words``, has no SERVICE clause in any reading.

    Raises:
        FederationError: It may have one.
    """
    if not _LETTERS.search(query):
        return
    if any(word.kind == "word" and _LETTERS.search(word.text) for word in words):
        raise FederationError("SERVICE is not supported: queries run on this graph alone")
    doubt = first_doubt(words)
    for at in _occurrences(query, words, doubt):
        if _is_clause(query, at):
            raise FederationError("SERVICE is not supported, and these letters could be read as such a clause")


def first_doubt(words: Sequence[Token]) -> int | None:
    """Return the offset of the first ``<…>`` that the engine may read as an operator before a string or a comment.

    From there on strings and comments may begin and end elsewhere than the tokens do. None if there is no such place.
    An IRI that begins like ``<http://`` is certain: no operand begins with ``http://``.

    >>> query = "ASK { FILTER('a' < 'b' && 'a'<'>#') }"
    >>> query[first_doubt(list(tokens(query))) :]
    "<'>#') }"
    """
    for before, word in pairwise(words):
        ends_operand = before.kind in _OPERAND or before.text.lower().endswith(("true", "false"))
        certain = word.kind != "iri" or _ABSOLUTE.match(word.text)
        if not certain and ends_operand and ("#" in word.text or "'" in word.text):
            return word.start
    return None


def _occurrences(query: str, words: Sequence[Token], doubt: int | None) -> Iterator[int]:
    """Yield where the letters end; those surely inside a string or a comment are left out."""
    plain = sorted(_plain(query, words))
    starts = [start for start, _ in plain]
    for match in _LETTERS.finditer(query):
        before = bisect_right(starts, match.start()) - 1
        inside = before >= 0 and match.start() < plain[before][1]
        if not inside or (doubt is not None and match.start() > doubt):
            yield match.end()


def _plain(query: str, words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the offsets of each string and each comment."""
    at = 0
    for word in words:
        yield from (match.span() for match in _COMMENT.finditer(query, at, word.start))
        at = word.end
        if word.kind == "string":
            yield word.start, at
    yield from (match.span() for match in _COMMENT.finditer(query, at))


def _is_clause(query: str, at: int) -> bool:
    """Return whether ``[SILENT] endpoint {`` follows at ``at``, or whether that cannot be told."""
    end = min(len(query), at + _WINDOW)
    try:
        following = list(islice(tokens(query, at, end), 3))
    except TokenError:
        return False  # an unclosed string or an escape is no clause, to the engine either
    if following and following[0].text.upper() == "SILENT":
        following = following[1:]
    if len(following) < 2:
        return end < len(query)
    return following[0].kind in _ENDPOINT and following[1].text == "{"
