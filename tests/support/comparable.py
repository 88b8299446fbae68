"""Answers of different engines in a form in which they can be compared: each prints the same value in its own way."""

import re
from collections.abc import Iterable

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = frozenset(f"{XSD}{name}" for name in ("integer", "decimal", "double", "float", "int", "nonNegativeInteger"))
# Virtuoso keeps a double with 6 digits when it prints it, and cuts a decimal.
DIGITS = 5
_MONTHS = re.compile(r"P([0-9]{1,9})M")
Cell = str | tuple[str, str]
Term = NamedNode | Literal | BlankNode | Triple | None


def rows(json: str) -> tuple[list[str], list[tuple[Cell, ...]]]:
    """Return the header and the rows, in their order, of a result in JSON."""
    result = parse_query_results(json, QueryResultsFormat.JSON)
    assert not isinstance(result, QueryBoolean)
    assert isinstance(result, QuerySolutions)
    names = [variable.value for variable in result.variables]
    return names, [tuple(cell(solution[name]) for name in names) for solution in result]


def triples(text: str, form: RdfFormat = RdfFormat.N_TRIPLES) -> list[tuple[Cell, ...]]:
    """Return the triples of a graph, in an order of their own."""
    found = (quad.triple for quad in parse(text, form))
    return ordered((cell(triple.subject), cell(triple.predicate), cell(triple.object)) for triple in found)


def ordered(rows: Iterable[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Return ``rows`` in an order that depends on nothing but them."""
    return sorted(rows, key=repr)


def cell(term: Term) -> Cell:
    """Return a term so that equal values are equal.

    >>> cell(Literal("33.333333", datatype=NamedNode(f"{XSD}double"))) == cell(Literal("33.3333"))
    False
    >>> cell(Literal(33.333333)) == cell(Literal("33.3333", datatype=NamedNode(f"{XSD}decimal")))
    True
    """
    if isinstance(term, NamedNode):
        return f"<{term.value}>"
    if not isinstance(term, Literal):
        return "" if term is None else "_:"
    if term.language:
        return (term.value, term.language.lower())
    if term.datatype.value == f"{XSD}boolean":
        return number("1" if term.value in ("true", "1") else "0")
    if term.datatype.value in NUMBERS:
        return number(term.value)
    return (term.value, "") if term.value else ""  # GROUP_CONCAT of nothing is '' in some and an error in others


def number(text: str) -> tuple[str, str]:
    """Return a number with the digits that every engine prints."""
    return (f"{float(text):.{DIGITS}g}", "number")
