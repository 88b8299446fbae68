"""Turn ``FILTER(?x IN (<a>, <b>, …))`` with many IRIs into VALUES, which the engine joins instead of comparing.

The engine compares every row with every IRI of the list, 3,000 of them for half a minute, and looks up those of a
VALUES. Both mean the same where the plain triples at the beginning of the group bind the variable, to which the change
is limited: https://www.w3.org/TR/sparql11-query/#func-in, https://www.w3.org/TR/sparql11-query/#inline-data
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rarekg.graph.process.clauses import Part, closing, parts
from rarekg.queries.tokenizer import Token

FEWEST = 20  # IRIs, below which a comparison costs nothing
_IN = re.compile(r"\bin\b", re.IGNORECASE | re.ASCII)
NOTHING = "FILTER(true)"  # what a filter leaves behind, as a full stop may follow it
# IRIs written so are the same only if their text is: no relative ones, no dot segments, no escapes.
_CERTAIN = re.compile(r"<[a-z]+:(?:(?!/\.)[^\\>])*+>")
# The kinds of tokens of plain triples; with an operator of a path, a join from both ends may find more.
_PLAIN = {"iri", "name", "variable", "string", "tag", "number"}
_BETWEEN = {".", ";", ",", "^^"}


class _Filter(NamedTuple):
    """A filter of the group that opens at ``group``: the offsets of its text, its variable, its IRIs."""

    group: int
    start: int
    end: int
    variable: str
    listed: tuple[str, ...]


def joined_lists(query: str) -> str:
    """Return ``query`` with each long list of IRIs that a variable must be IN as VALUES, where that is the same.

    >>> many = ", ".join(f"<urn:{number}>" for number in range(20))
    >>> print(joined_lists(f"SELECT * {{ ?s ?p ?o FILTER(?o IN ({many})) }}").replace(many.replace(",", ""), "…"))
    SELECT * { VALUES ?o { … } ?s ?p ?o FILTER(true) }
    """
    if query.count(",") < FEWEST - 1 or not _IN.search(query):  # most queries need not be split
        return query
    found = parts(query)
    changes: list[tuple[int, int, str]] = []
    seen: set[tuple[int, str]] = set()
    for each in _filters(found):
        if (each.group, each.variable) in seen or each.variable not in _bound(found, each.group):
            continue
        seen.add((each.group, each.variable))
        at = found[each.group].token.end
        changes += [(each.start, each.end, NOTHING), (at, at, f" VALUES {each.variable} {{ {' '.join(each.listed)} }}")]
    for start, end, text in sorted(changes, reverse=True):
        query = query[:start] + text + query[end:]
    return query


def _filters(found: Sequence[Part]) -> Iterator[_Filter]:
    """Yield the filters that say of one variable that it is IN a long list of IRIs, and nothing else.

    Those in an EXISTS are left out: there the variables of the pattern around it are put in.
    """
    groups: list[int] = []
    for at, part in enumerate(found):
        if part.token.text == "{":
            groups.append(at)
        elif part.token.text == "}" and groups:
            groups.pop()
        elif part.word == "FILTER" and groups and (read := _read(found, at)):
            variable, listed, end = read
            if not any(found[group - 1].word == "EXISTS" for group in groups if group):
                yield _Filter(groups[-1], part.token.start, found[end].token.end, variable, listed)


def _read(found: Sequence[Part], at: int) -> tuple[str, tuple[str, ...], int] | None:
    """Return the variable, the IRIs and the last token of ``FILTER ( ?x IN ( … ) )`` at a place, None for another."""
    words = [part.token for part in found[at + 1 : at + 5]]
    if len(words) < 4 or words[0].text != "(" or words[1].kind != "variable" or words[2].text.upper() != "IN":
        return None
    last = closing(found, at + 1)
    if words[3].text != "(" or closing(found, at + 4) != last - 1:
        return None
    inside = [part.token for part in found[at + 5 : last - 1]]
    listed = tuple(dict.fromkeys(token.text for token in inside[::2]))
    commas = len(inside) % 2 == 1 and all(token.text == "," for token in inside[1::2])
    long = commas and len(listed) >= FEWEST
    return (f"?{words[1].text[1:]}", listed, last) if long and _distinct(inside[::2]) else None


def _distinct(terms: Sequence[Token]) -> bool:
    """Return whether ``terms`` are IRIs whose text tells them apart: VALUES would give a row for each that is twice."""
    if all(term.kind == "name" for term in terms):
        prefixes = {term.text.partition(":")[0] for term in terms}
        return len(prefixes) == 1 and not any("\\" in term.text for term in terms)
    return all(term.kind == "iri" and _CERTAIN.fullmatch(term.text) for term in terms)


def _bound(found: Sequence[Part], group: int) -> set[str]:
    """Return the variables that the plain triples at the beginning of a group bind."""
    bound: set[str] = set()
    triple: set[str] = set()
    for part in found[group + 1 :]:
        token = part.token
        if token.kind in _PLAIN or token.text == "a":
            triple |= {f"?{token.text[1:]}"} if token.kind == "variable" else set()
        elif token.text in _BETWEEN:
            bound |= triple if token.text != "^^" else set()
        else:
            return bound | triple if part.word or token.kind in ("open", "close") else bound
    return bound
