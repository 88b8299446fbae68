"""From a query that the engine refused to the mistake in it, its place, and what to write instead."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rarekg.queries.mistakes import (
    beginning,
    brackets,
    characters,
    details,
    expressions,
    groups,
    modifiers,
    names,
    scopes,
)
from rarekg.queries.mistakes.engine import said
from rarekg.queries.mistakes.marks import mark
from rarekg.queries.mistakes.mistake import Mistake, Rule, Spot, shown
from rarekg.queries.mistakes.parser import Reading, read

# The first that recognises the mistake has the word, so those that are surest come first.
RULES: tuple[Rule, ...] = (
    *characters.RULES,
    modifiers.comment,
    names.broken_iri,
    names.unbracketed,
    names.nameless,
    *beginning.RULES,
    names.hash_sign,
    groups.literal,
    *brackets.RULES,
    groups.subquery,
    groups.misplaced,
    expressions.function,
    expressions.operator,
    expressions.arguments,
    expressions.joined,
    *groups.RULES,
    *modifiers.RULES,
    *expressions.RULES,
    *names.RULES,
)
CHECKS = (
    scopes.ungrouped,
    scopes.named_twice,
    scopes.bound_twice,
    details.arguments,
    details.rows,
    details.escapes,
    details.blank_labels,
)
_EXTENSIONS = ("<<", "{|", "|}", ">>", "~")  # of SPARQL 1.2, which the grammar here does not have
_WORDS = {
    "VAR": "a variable",
    "IRI": "an IRI or a name such as rdfs:label",
    "STRING": "a text or a number",
    "INTEGER": "a whole number",
    "END": "the end of the query",
    "FUNCTION": "a function",
}
_IMPLIED = {"NAME", "NAMESPACE", "NUMBER", "SIGNED", "BOOLEAN", "BLANK", "ANON", "NIL", "AGGREGATE", "COUNT"}
_IMPLIED |= {"GROUP_CONCAT", "LATERAL", "VERSION", "SERVICE", "TAG"}
MOST_EXPECTED = 6


class Explained(NamedTuple):
    """A mistake with its place: ``source`` is the line with a caret below it; ``message`` says all in one line."""

    line: int
    column: int
    what: str
    advice: str
    source: str

    @property
    def message(self) -> str:
        """Place, mistake and advice as one line."""
        return f"line {self.line}, column {self.column}: {self.what}{'; ' + self.advice if self.advice else ''}"

    @property
    def facts(self) -> dict[str, int | str]:
        """The parts for programs."""
        return {"line": self.line, "column": self.column, "source": self.source, "advice": self.advice}


def explain(query: str, message: str, prefixes: Mapping[str, str]) -> Explained:
    """Return the mistake in ``query``, which the engine refused with ``message``.

    ``prefixes`` are those that a query need not declare.

    >>> explain("ASK { ?s rdfs:label }", "error at 1:21: expected one of …", {"rdfs": ""}).message
    'line 1, column 21: the triple has no object after rdfs:label; add an object, such as ?value'
    """
    found = _mistake(query, message, prefixes)
    line, column, source = mark(query, found.at)
    return Explained(line, column, found.what, found.advice, source)


def _mistake(query: str, message: str, prefixes: Mapping[str, str]) -> Mistake:
    reading = read(query)
    last = len(reading.terminals) if reading.stop is None else reading.stop.at + 1
    found = names.undeclared(reading, prefixes, last)
    if found is None and reading.stop is not None:
        found = _misfit(Spot(reading, reading.stop, prefixes))
    if found is None and reading.stop is None and reading.unread is not None:
        found = _cut(reading)
    if found is None and reading.stop is None and reading.whole:
        found = next(scopes.misplaced_aggregate(reading), None)
        found = found or min(filter(None, (next(check(reading), None) for check in CHECKS)), default=None)
    return found or _by_engine(reading, message)


def _misfit(spot: Spot) -> Mistake | None:
    if spot.ended and spot.reading.unread is not None:
        return _cut(spot.reading)
    around = spot.reading.text[max(0, spot.here.start - 1) : spot.here.start + 2]
    if any(sign in around for sign in _EXTENSIONS[:4]):
        return None
    return next((found for rule in RULES if (found := rule(spot)) is not None), None) or _unexpected(spot)


def _cut(reading: Reading) -> Mistake:
    assert reading.unread is not None
    what = str(reading.unread).partition(": ")[2]
    at = reading.unread.at
    quote = reading.text[at]
    if reading.text[max(0, at - 2) : at] == quote * 2:
        return Mistake(
            at - 2, f"the string that begins with {quote * 3} is not closed", f"write {quote * 3} where it ends"
        )
    if quote == "\\":
        return Mistake(reading.unread.at, what, "remove it")
    return Mistake(reading.unread.at, what, f"write {quote} where it ends; a text of several lines needs {quote * 3}")


def _unexpected(spot: Spot) -> Mistake:
    what = "the query ends too early" if spot.ended else f"{shown(spot.here.text)} cannot stand here"
    expected = list(_expected(spot))
    if spot.expects("&&"):
        return spot.mistake(
            what, f"after {shown(spot.before.text)} comes an operator, such as = or &&, or the closing bracket"
        )
    if spot.expects("END") and spot.before.text == "}":
        return spot.mistake(
            f"{shown(spot.here.text)} stands after the end of the pattern", "is a } too many before it?"
        )
    if not expected or len(expected) > MOST_EXPECTED:
        return spot.mistake(what, f"what comes before it, {shown(spot.before.text)}, may lack its end")
    *others, last = expected
    return spot.mistake(what, f"put here {', '.join(others)}{' or ' if others else ''}{last}")


def _expected(spot: Spot) -> Iterator[str]:
    yield from (
        _WORDS.get(kind, kind)
        for kind in sorted(spot.stop.expected - _IMPLIED, key=lambda kind: (kind.isalpha(), kind))
    )


def _by_engine(reading: Reading, message: str) -> Mistake:
    line, column, what, advice = said(message)
    query = reading.text
    lines = query.split("\n")
    before = sum(len(one) + 1 for one in lines[: line - 1]) if 0 < line <= len(lines) else 0
    at = min(before + max(0, column - 1), len(query))
    if what:  # the engine says it at the end of an IRI, a tag or a name
        at = next((terminal.start for terminal in reading.terminals if 0 < terminal.end == at), at)
    return Mistake(
        at, what or "the query cannot be read as SPARQL up to here", advice or "look for a mistake before the mark"
    )
