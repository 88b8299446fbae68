"""Read from a query's text what its rows are sorted by, and the query without that.

https://www.w3.org/TR/sparql11-query/#modOrderBy
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rarekg.graph.process.clauses import Part, closing, parts

# With one of these a further expression in the SELECT clause would mean something else.
_AGGREGATES = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}
_LATER = {"LIMIT", "OFFSET", "VALUES"}
_LETTERS = re.compile("order", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,18}")


class Key(NamedTuple):
    """A variable that rows are sorted by; ``hidden`` if it was added to the query and is no column of the result."""

    variable: str
    descending: bool
    hidden: bool


class Ordering(NamedTuple):
    """The ``keys`` of a query, the first ``limit`` rows after ``offset`` (None: all), and the query ``unsorted``."""

    unsorted: str
    keys: tuple[Key, ...]
    offset: int
    limit: int | None


class _Condition(NamedTuple):
    text: str
    descending: bool


def ordering(query: str) -> Ordering | None:
    """Return the ordering of ``query``; None if it has none at its end, or one that cannot be taken out of it.

    >>> found = ordering("SELECT ?s { ?s ?p ?o } ORDER BY DESC(?s) LIMIT 10")
    >>> found.unsorted, found.keys, found.limit
    ('SELECT ?s { ?s ?p ?o } ', (Key(variable='s', descending=True, hidden=False),), 10)
    >>> found = ordering("SELECT ?s { ?s ?p ?o } ORDER BY STR(?o)")
    >>> found.unsorted, found.keys
    ('SELECT ?s  (STR(?o) AS ?key0) { ?s ?p ?o } ', (Key(variable='key0', descending=False, hidden=True),))
    """
    if not _LETTERS.search(query):  # most queries need not be split
        return None
    found = parts(query)
    outer = [at for at, part in enumerate(found) if part.depth == 0]
    places = [at for at in outer if found[at].word == "ORDER"]
    if len(places) != 1 or not any(found[at].word == "SELECT" for at in outer):
        return None
    begin = places[0]
    if any(found[at].word in _LATER for at in outer if at < begin):
        return None  # this breaks the grammar, and is the engine's to refuse
    slice_at = next((at for at in outer if at > begin and found[at].word in ("LIMIT", "OFFSET")), len(found))
    cut = _sliced(found[slice_at:])
    if [part.word for part in found[begin + 1 : begin + 2]] != ["BY"]:
        return None
    conditions = _conditions(query, found, begin + 2, slice_at)
    return _taken_out(query, found, begin, conditions, cut) if cut and conditions else None


def _sliced(tail: Sequence[Part]) -> tuple[int, int | None] | None:
    """Return offset and limit; None if ``tail`` holds anything else."""
    given: dict[str, int] = {}
    for name, number in zip(tail[::2], tail[1::2], strict=False):
        if name.word not in ("LIMIT", "OFFSET") or name.word in given or not _NUMBER.fullmatch(number.token.text):
            return None
        given[name.word] = int(number.token.text)
    return None if len(tail) % 2 else (given.get("OFFSET", 0), given.get("LIMIT"))


def _conditions(query: str, found: Sequence[Part], at: int, end: int) -> list[_Condition] | None:
    """Return the conditions between two places; None if anything else is there."""
    conditions: list[_Condition] = []
    while at < end:
        marked = found[at].word in ("ASC", "DESC")
        last = _last(found, at + marked, end, bracketed=marked)
        if last is None:
            return None
        text = query[found[at + marked].token.start : found[last].token.end]
        conditions.append(_Condition(text, found[at].word == "DESC"))
        at = last + 1
    return conditions


def _last(found: Sequence[Part], at: int, end: int, *, bracketed: bool) -> int | None:
    """Return the place of the last token of a variable, of a call of a function, or of an expression in brackets."""
    kinds = [part.token.kind for part in found[at : min(at + 2, end)]]
    texts = [part.token.text for part in found[at : min(at + 2, end)]]
    if texts[:1] == ["("]:
        return closing(found, at)
    if not bracketed and kinds[:1] == ["variable"]:
        return at
    called = not bracketed and texts[1:] == ["("] and kinds[0] in ("word", "name", "iri")
    return closing(found, at + 1) if called else None


def _taken_out(
    query: str, found: Sequence[Part], begin: int, conditions: Sequence[_Condition], cut: tuple[int, int | None]
) -> Ordering | None:
    """Return the ordering, with what it sorts by in the SELECT clause."""
    select = next(at for at, part in enumerate(found) if part.depth == 0 and part.word == "SELECT")
    body = next((at for at in range(select, begin) if found[at].word in ("WHERE", "FROM")), begin)
    body = min(body, next((at for at in range(select, begin) if found[at].token.text == "{"), begin))
    clause = found[select + 1 : body]
    shown = {part.token.text[1:] for part in clause if part.depth == 0 and part.token.kind == "variable"}
    shown |= {part.token.text[1:] for before, part in pairwise(clause) if before.word == "AS"}
    every = any(part.depth == 0 and part.token.text == "*" for part in clause)
    keys, added = list[Key](), list[str]()
    for condition in conditions:
        name = condition.text.strip("() \t\r\n")
        plain = name[1:] if re.fullmatch(r"[?$]\w+", name) else ""
        if plain and (plain in shown or every):
            keys.append(Key(plain, condition.descending, hidden=False))
            continue
        keys.append(Key(_fresh(query, len(added)), condition.descending, hidden=True))
        added.append(f"({condition.text} AS ?{keys[-1].variable})")
    if added and not _takes_more(found, clause):
        return None
    at = found[body].token.start
    columns = f" {' '.join(added)} " if added else ""
    unsorted = f"{query[:at]}{columns}{query[at : found[begin].token.start]}"
    return Ordering(unsorted, tuple(keys), *cut)


def _takes_more(found: Sequence[Part], clause: Sequence[Part]) -> bool:
    """Return whether a further column leaves the rows as they are: not with DISTINCT, groups or all variables."""
    words = {part.word for part in clause} | {part.word for part in found if part.depth == 0}
    every = any(part.depth == 0 and part.token.text == "*" for part in clause)
    aggregated = any(part.word in _AGGREGATES for part in found)
    return not every and not aggregated and not words & {"DISTINCT", "REDUCED", "GROUP", "HAVING"}


def _fresh(query: str, number: int) -> str:
    name = f"key{number}"
    while f"?{name}" in query or f"${name}" in query:
        name = f"{name}_"
    return name
