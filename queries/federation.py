"""Refuse SERVICE in every reading of a query: the engine would send requests from this machine for anyone.

The engine takes keywords without white space around them (``trueSERVICEex:x{``), and whether ``<`` is an operator or
begins an IRI depends on where it stands. ``FILTER(1<2#>'''`` is thus a comment to the engine and the beginning of a
string to a tokenizer. So each place where the letters stand is judged by what follows it, not by the token it is in.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from rarekg.ontology.errors import QueryError
from rarekg.queries.tokenizer import Token, TokenError, tokens

_LETTERS = re.compile("service", re.IGNORECASE | re.ASCII)
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_WINDOW = 512  # characters after the letters; a clause that needs more before its brace is refused unread
_ENDPOINT = ("iri", "name", "variable")
_OPERAND = ("iri", "name", "variable", "string", "tag", "number", "close")


class FederationError(QueryError):
    """Report a query that has, or may have, a SERVICE clause."""


def refuse_federation(query: str, words: Iterable[Token]) -> None:
    """Check that ``query``, whose tokens are ``words``, has no SERVICE clause in any reading.

    Raises:
        FederationError: It may have one.
    """
    for at, kind in _occurrences(query, words):
        if kind == "word":
            raise FederationError("SERVICE is not supported: queries run on this graph alone")
        if _is_clause(query, at):
            raise FederationError("SERVICE is not supported, and these letters could be read as such a clause")


def _occurrences(query: str, words: Iterable[Token]) -> Iterator[tuple[int, str]]:
    """Yield where the letters end, and the kind of token that they are in, '' for a comment.

    Those surely inside a string or a comment are left out.
    """
    letters = _LETTERS.finditer(query)
    found = next(letters, None)
    before: Token | None = None
    doubt = len(query)  # where the first doubtful token begins
    for word in words:
        if found is None:
            return
        if before is not None and doubt > word.start and doubtful(before, word):
            doubt = word.start
        before = word
        while found is not None and found.start() < word.end:
            # Between two tokens are white space and comments alone.
            kind = word.kind if found.start() >= word.start else ""
            if found.start() > doubt or kind not in ("", "string"):
                yield found.end(), kind
            found = next(letters, None)
    if found is not None and doubt < len(query):  # without a doubt only a comment follows the last token
        yield from ((late.end(), "") for late in (found, *letters))


def first_doubt(words: Iterable[Token]) -> int | None:
    """Return the offset of the first token that is :func:`doubtful`, None if there is no such place.

    >>> query = "ASK { FILTER('a' < 'b' && 'a'<'>#') }"
    >>> query[first_doubt(tokens(query)) :]
    "<'>#') }"
    """
    return next((word.start for before, word in pairwise(words) if doubtful(before, word)), None)


def doubtful(before: Token, word: Token) -> bool:
    """Return whether ``word``, an ``<…>`` after ``before``, may be an operator before a string or a comment.

    From there on strings and comments may begin and end elsewhere than the tokens do. An IRI that begins like
    ``<http://`` is certain: no operand begins with ``http://``.

    >>> words = list(tokens("ASK { FILTER('a' < 'b' && 'a'<'>#') }"))
    >>> [word.text for before, word in zip(words, words[1:]) if doubtful(before, word)]
    ["<'>"]
    """
    if word.kind != "iri" or not ("#" in word.text or "'" in word.text) or _ABSOLUTE.match(word.text):
        return False
    return before.kind in _OPERAND or before.text.lower().endswith(("true", "false"))


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
