"""Check a query's text before any parser sees it: its size, its depth, its operators, and that it only reads."""

import re
import sys
from http import HTTPStatus
from typing import NamedTuple

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.problem import Problem, bad_request, over
from rarekg.queries.federation import FederationError, refuse_federation
from rarekg.queries.mistakes.unreadable import unreadable
from rarekg.queries.tokenizer import Token, TokenError, outline, tokens

# https://www.w3.org/TR/sparql11-update/#formalModelOperation
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
# Functions whose value differs from one call to the next: results that use them must not be cached.
CHANGING = {"RAND", "NOW", "UUID", "STRUUID", "BNODE"}
# A call of one in any reading of the text: keywords need no white space before them (ORDER BYRAND()), while only white
# space and comments come between the name of a function and its bracket. What a comment ends with is not looked at, so
# that the search is linear.
_CALL = re.compile(rf"(?:{'|'.join(sorted(CHANGING))})\s*+[(#]", re.IGNORECASE)
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
LONGEST_EXPLAINED = 64 << 10  # characters; to look for what was meant takes fifty times the memory of a text
PREFIXING = {"!", "-", "+", "^", "^^"}


class Admitted(NamedTuple):
    """A query that may go to a worker; ``changing`` is true if its result may differ each time."""

    text: str
    changing: bool


def admit(text: str, limits: Limits) -> Admitted:
    """Return ``text`` without a byte order mark at its beginning, and whether its result may be cached.

    Raises:
        Problem: It is over a limit, cannot be split into tokens, updates, or federates.
    """
    size = len(text.encode())
    if size > limits.max_query_bytes:
        message = f"the query has {size:,} bytes"
        raise over("max_query_bytes", limits.max_query_bytes, message, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    text = text.removeprefix("\ufeff")
    _check(text, limits)
    _refuse_update(text)
    return Admitted(text, changing(text))


def changing(text: str) -> bool:
    """Return whether ``text`` may call a function of CHANGING; letters in a comment or a string count as well.

    >>> changing("SELECT (1 AS ?x) {} ORDERBYRAND ()"), changing("ASK { ?now ?p 'now' }")
    (True, False)
    """
    return any(_CALL.search(reading) for reading in {text, _CODEPOINT.sub(_decoded, text)})


def _decoded(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= sys.maxunicode else escape[0]


def _check(text: str, limits: Limits) -> None:
    try:
        _refuse_structure(text, limits)
        # One by one: a list of the tokens of a megabyte would take a hundred.
        refuse_federation(text, tokens(text))
    except TokenError as error:
        if len(text) > LONGEST_EXPLAINED:
            raise bad_request("syntax", str(error), line=error.line, column=error.column) from error
        found = unreadable(text, error)
        raise bad_request("syntax", found.message, **found.facts) from error
    except FederationError as error:
        raise bad_request("service", str(error)) from error


def _refuse_structure(text: str, limits: Limits) -> None:
    depth = run = operators = 0
    for mark in outline(text):
        # A chain of prefix operators (!!!…) is as deep for a parser as the same number of brackets.
        prefixes = len(mark.text) if mark.text in PREFIXING else 0
        run = prefixes if mark.after else run + prefixes if prefixes else 0
        depth += (mark.kind == "open") - (mark.kind == "close")
        if mark.kind != "close" or depth < 0:  # one bracket too many, and any character that SPARQL lacks, counts too
            operators += 1
        if depth + run > limits.max_nesting:
            raise over("max_nesting", limits.max_nesting, "the query is nested too deeply")
        if operators > limits.max_operators:
            raise over("max_operators", limits.max_operators, "the query has too many operators and brackets")


def _refuse_update(text: str) -> None:
    word = None
    for word in tokens(text):
        if word.kind == "word" and not _prologue(word):
            break
    if word is None:
        raise bad_request("syntax", "the query is empty")
    first = word.text.upper()
    if first in UPDATES:
        message = f"this service only reads: {first} is an update, and updates are not supported"
        raise Problem(HTTPStatus.FORBIDDEN, "update", message)


def _prologue(word: Token) -> bool:
    return word.text.upper() in ("PREFIX", "BASE", "VERSION")
