"""Check a query's text before any parser sees it: its size, its depth, its operators, and that it only reads."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.problem import Problem, bad_request, over
from rarekg.queries.federation import FederationError, first_doubt, refuse_federation
from rarekg.queries.tokenizer import Token, TokenError, tokens

# https://www.w3.org/TR/sparql11-update/#formalModelOperation
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
# Functions whose value differs from one call to the next: results that use them must not be cached.
CHANGING = {"RAND", "NOW", "UUID", "STRUUID", "BNODE"}
PREFIXING = {"!", "-", "+", "^", "^^"}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """A query that may go to a worker.

    ``normal`` is its text with comments left out and white space folded; queries with one normal form have one result.
    ``dataset`` is true if it names its own dataset (FROM), ``changing`` if its result may differ each time.
    """

    text: str
    normal: str
    dataset: bool
    changing: bool


def admit(text: str, limits: Limits) -> Admitted:
    """Return ``text`` with the facts that routing and caching need.

    Raises:
        Problem: It is over a limit, cannot be split into tokens, updates, or federates.
    """
    size = len(text.encode())
    if size > limits.max_query_bytes:
        message = f"the query has {size:,} bytes"
        raise over("max_query_bytes", limits.max_query_bytes, message, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    words = _words(text, limits)
    keywords = {word.text.upper() for word in words if word.kind == "word"}
    _refuse_update(words)
    doubt = first_doubt(words)
    uncertain = "" if doubt is None else text[doubt:]
    certain = words if doubt is None else [word for word in words if word.start < doubt]
    return Admitted(
        text=text,
        normal=_folded(certain) + uncertain,
        dataset="FROM" in keywords,
        changing=not CHANGING.isdisjoint(keywords | set(_WORD.findall(uncertain.upper()))),
    )


def _folded(words: Sequence[Token]) -> str:
    return "".join(f" {word.text}" if word.apart else word.text for word in words).lstrip()


def _words(text: str, limits: Limits) -> Sequence[Token]:
    try:
        words = list(_counted(text, limits))
        refuse_federation(text, words)
    except TokenError as error:
        raise bad_request("syntax", str(error), line=error.line, column=error.column) from error
    except FederationError as error:
        raise bad_request("service", str(error)) from error
    if not words:
        raise bad_request("syntax", "the query is empty")
    return words


def _counted(text: str, limits: Limits) -> Iterator[Token]:
    depth = run = operators = 0
    for word in tokens(text):
        # A chain of prefix operators (!!!…) is as deep for a parser as the same number of brackets.
        run = run + len(word.text) if word.text in PREFIXING else 0
        if word.kind == "open":
            depth += 1
        elif word.kind == "close":
            depth -= 1
        if word.kind in ("open", "operator"):
            operators += 1
        if depth + run > limits.max_nesting:
            raise over("max_nesting", limits.max_nesting, "the query is nested too deeply")
        if operators > limits.max_operators:
            raise over("max_operators", limits.max_operators, "the query has too many operators and brackets")
        yield word


def _refuse_update(words: Sequence[Token]) -> None:
    first = next((word.text.upper() for word in words if word.kind == "word" and not _prologue(word)), "")
    if first in UPDATES:
        message = f"this service only reads: {first} is an update, and updates are not supported"
        raise Problem(HTTPStatus.FORBIDDEN, "update", message)


def _prologue(word: Token) -> bool:
    return word.text.upper() in ("PREFIX", "BASE", "VERSION")
