"""Read a query by the grammar up to the first token that does not fit, and say where that is.

It is an LL(1) parser with a stack of its own, so that deep queries need no recursion. It builds no tree: it notes where
those parts begin and end that other modules look at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from rarekg.queries.mistakes.grammar import Symbol, beginning, rules
from rarekg.queries.mistakes.terminals import END, Terminal, terminals
from rarekg.queries.tokenizer import TokenError, tokens

MOST_STEPS = 250_000  # of the parser, about a quarter of a second; a query that needs more is not read to its end
# What other modules look at.
NOTED = frozenset(
    (
        *("SelectQuery", "SubSelect", "SelectClause", "SelectItem", "WhereClause", "Group"),
        *("GroupClause", "GroupCondition", "HavingClause", "OrderClause"),
        *("Filter", "Bind", "DataHead", "DataRow", "Aggregate", "Call"),
    )
)


class Span(NamedTuple):
    """A part of the query: the rule, and the numbers of its first terminal and of the one after its last."""

    rule: str
    first: int
    after: int


class Stop(NamedTuple):
    """Where reading ended.

    ``at`` is the number of the terminal that does not fit, ``expected`` what could stand there. ``done`` are the rules
    that ended after the terminal before it, the innermost first, ``inside`` those that are open, the innermost first.
    """

    at: int
    expected: frozenset[str]
    done: tuple[str, ...]
    inside: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read: all terminals, the last of which stands for the end, the parts, and where it ended.

    ``stop`` is None if the query follows the grammar. ``unread`` is the error of the tokenizer, if any: the terminals
    end before it. ``whole`` is false for a query that is too large to be read to its end.
    """

    text: str
    terminals: tuple[Terminal, ...]
    spans: tuple[Span, ...]
    stop: Stop | None
    unread: TokenError | None
    whole: bool = True


class _Parser:
    def __init__(self, query: str) -> None:
        self._query = query
        self._terminals_read: list[Terminal] = []
        self._stack: list[Symbol | str] = [rules()["Query"]]
        self._open: list[tuple[str, int]] = []
        self._spans: list[Span] = []
        self._done: list[str] = []
        self._expected: set[str] = set()
        self._error: TokenError | None = None
        self._coming = self._terminals(0)
        self._next()

    def read(self) -> Reading:
        """Read on until a terminal does not fit."""
        steps, stop = 0, None
        while self._stack and steps < MOST_STEPS:
            steps += 1
            symbol = self._stack.pop()
            if isinstance(symbol, str):
                self._end(symbol)
            elif not self._step(symbol):
                stop = self._stopped(symbol)
                break
        rest = tuple(self._coming) if stop else ()
        return Reading(
            text=self._query,
            terminals=(*self._terminals_read, *rest),
            spans=tuple(self._spans),
            stop=stop,
            unread=self._error,
            whole=stop is not None or not self._stack,
        )

    def _terminals(self, start: int) -> Iterator[Terminal]:
        """Yield the terminals from the offset ``start``, then END; the tokenizer's error is kept."""
        try:
            yield from terminals(self._query, tokens(self._query, start))
        except TokenError as error:
            self._error = error
        yield Terminal(END, "", self._ended_at(), apart=True)

    def _ended_at(self) -> int:
        return len(self._query) if self._error is None else self._error.at

    def _next(self) -> None:
        self._terminals_read.append(next(self._coming))
        self._done.clear()
        self._expected.clear()

    def _end(self, rule: str) -> None:
        name, first = self._open.pop()
        self._done.append(rule)
        if name in NOTED:
            self._spans.append(Span(name, first, len(self._terminals_read) - 1))

    def _step(self, symbol: Symbol) -> bool:
        """Take ``symbol`` apart, or take a terminal; return whether what comes fits."""
        coming = self._coming_kind(symbol)
        if symbol.sort == "terminal":
            if coming != symbol.name:
                return False
            if coming != END:
                self._next()
            return True
        begun = beginning(symbol)
        if coming not in begun.terminals:
            self._expected |= begun.terminals
            return begun.empty
        self._unfold(symbol, coming)
        return True

    def _unfold(self, symbol: Symbol, coming: str) -> None:
        if symbol.sort == "rule":
            self._open.append((symbol.name, len(self._terminals_read) - 1))
            self._stack += (symbol.name, rules()[symbol.name])
        elif symbol.sort == "choice":
            self._stack.append(next(part for part in symbol.parts if coming in beginning(part).terminals))
        elif symbol.sort == "sequence":
            self._stack.extend(reversed(symbol.parts))
        elif symbol.sort == "some":
            self._stack += (_more(symbol), symbol.parts[0])
        else:
            self._stack.extend((symbol, symbol.parts[0]) if symbol.sort == "many" else symbol.parts)

    def _coming_kind(self, symbol: Symbol) -> str:
        """Return the kind of what comes; an IRI where only an operator fits is read as one and what follows it."""
        coming = self._terminals_read[-1]
        if coming.kind == "IRI" and "<" in beginning(symbol).terminals:
            sign = "<=" if coming.text[1] == "=" else "<"
            self._coming = self._terminals(coming.start + len(sign))
            coming = Terminal(sign, sign, coming.start, coming.apart)
            self._terminals_read[-1] = coming
        return coming.kind

    def _stopped(self, symbol: Symbol) -> Stop:
        self._expected |= beginning(symbol).terminals
        return Stop(
            at=len(self._terminals_read) - 1,
            expected=frozenset(self._expected),
            done=tuple(self._done),
            inside=tuple(name for name, _ in reversed(self._open)),
        )


@cache
def _more(symbol: Symbol) -> Symbol:
    """Return what may follow the first part of a repetition."""
    return Symbol("many", "", symbol.parts)


def read(query: str) -> Reading:
    """Return what reading ``query`` by the grammar gives.

    >>> stop = read("SELECT ?s { ?s ?p }").stop
    >>> stop.at, "VAR" in stop.expected, stop.inside[0]
    (5, True, 'Properties')
    """
    return _Parser(query).read()
