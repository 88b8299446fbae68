"""What a query may look like before any parser sees it: its size, its depth, its operators, and that it only reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.problem import Problem, bad_request, over
from rarekg.graph.endpoint.sparql.federation import refuse_federation
from rarekg.graph.endpoint.sparql.tokenizer import Token, tokens

# https://www.w3.org/TR/sparql11-update/#formalModelOperation
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
# Answers that differ from one time to the next must not be kept.
CHANGING = {"RAND", "NOW", "UUID", "STRUUID", "BNODE"}
PREFIXING = {"!", "-", "+", "^", "^^"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """A query that may go to a worker.

    ``normal`` is its text with comments left out and white space folded. ``dataset`` says that it names its own dataset
    (FROM), ``changing`` that its answer may differ each time.
    """

    text: str
    normal: str
    dataset: bool
    changing: bool


def admit(text: str, limits: Limits) -> Admitted:
    """Return ``text`` with what must be known of it; Problem where it is over a limit, updates, or federates."""
    size = len(text.encode())
    if size > limits.max_query_bytes:
        message = f"the query has {size:,} bytes"
        raise over("max_query_bytes", limits.max_query_bytes, message, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    words = list(_counted(text, limits))
    if not words:
        raise bad_request("syntax", "the query is empty")
    refuse_federation(text, words)
    keywords = {word.text.upper() for word in words if word.kind == "word"}
    _refuse_update(words)
    return Admitted(
        text=text,
        normal="".join(f" {word.text}" if word.apart else word.text for word in words).lstrip(),
        dataset="FROM" in keywords,
        changing=not CHANGING.isdisjoint(keywords),
    )


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
