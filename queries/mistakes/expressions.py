"""Mistakes in FILTER, BIND and other expressions: operators of other languages, functions, commas and names."""

from collections.abc import Mapping
from types import MappingProxyType

from rarekg.queries.mistakes.functions import AGGREGATES, FUNCTIONS
from rarekg.queries.mistakes.mistake import Mistake, Rule, Spot, near, shown
from rarekg.queries.mistakes.terminals import UNKNOWN

# Operators and words of other languages, and what SPARQL has instead.
HABITS: Mapping[str, str] = MappingProxyType(
    {
        "LIKE": 'write REGEX(?text, "pattern") or CONTAINS(?text, "part")',
        "ILIKE": 'write REGEX(?text, "pattern", "i")',
        "AND": "write &&",
        "OR": "write ||",
        "IS": "write BOUND(?variable), or !BOUND(?variable)",
        "NULL": "write BOUND(?variable), or !BOUND(?variable)",
        "NONE": "write BOUND(?variable), or !BOUND(?variable)",
        "BETWEEN": "write ?x >= 1 && ?x <= 2",
        "CASE": "write IF(condition, then, else)",
        "MOD": "SPARQL has no remainder; compute ?a - ?b * FLOOR(?a / ?b)",
        "EQ": "write =",
    }
)
CASTS = ("boolean", "integer", "decimal", "float", "double", "string", "date", "time", "datetime", "duration")
_OPERATORS = frozenset(("=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "&&", "||", "!", "SIGNED", "|", "&"))
_SIMILAR: Mapping[str, str] = MappingProxyType(
    {
        "LENGTH": "STRLEN",
        "LEN": "STRLEN",
        "LOWER": "LCASE",
        "TOLOWER": "LCASE",
        "UPPER": "UCASE",
        "TOUPPER": "UCASE",
        "STARTSWITH": "STRSTARTS",
        "ENDSWITH": "STRENDS",
        "SUBSTRING": "SUBSTR",
        "INCLUDES": "CONTAINS",
        "IFNULL": "COALESCE",
        "NVL": "COALESCE",
        "ISNULL": "BOUND",
        "AVERAGE": "AVG",
        "MEAN": "AVG",
        "STRING": "STR",
        "CEILING": "CEIL",
        "GROUPCONCAT": "GROUP_CONCAT",
        "REGEXP": "REGEX",
        "CAST": "STRDT",
        "STRJOIN": "CONCAT",
    }
)


def similar(name: str) -> str | None:
    """Return the function that is most like ``name`` or does what it does in other languages, or None.

    >>> similar("lower"), similar("contain"), similar("frobnicate")
    ('LCASE', 'CONTAINS', None)
    """
    return _SIMILAR.get(name.upper()) or near(name, set(FUNCTIONS) | AGGREGATES)


def function(spot: Spot) -> Mistake | None:
    """Recognise a call of a function that SPARQL does not have, and one without brackets."""
    here, before = spot.here, spot.before
    if here.kind == UNKNOWN and here.word not in HABITS and spot.ahead(1).text.startswith("("):
        if not spot.expects("FUNCTION") and not spot.expects("FILTER"):
            return None
        meant = similar(here.text) or (f"xsd:{here.text.lower()}" if here.text.lower() in CASTS else None)
        what = f"there is no function {shown(here.text)}"
        return spot.mistake(
            what, f"did you mean {meant}?" if meant else "all are in https://www.w3.org/TR/sparql11-query/#SparqlOps"
        )
    if before.kind in ("FUNCTION", "COUNT", "AGGREGATE", "GROUP_CONCAT") and spot.expects("("):
        what = f"{before.word} has no brackets"
        return spot.mistake(what, f"write {before.word}(?value)", at=before)
    return None


def condition(spot: Spot) -> Mistake | None:
    """Recognise FILTER, BIND and IN without brackets."""
    here, before = spot.here, spot.before
    if before.text == "(" and here.text == ")" and spot.expects("FUNCTION"):
        return spot.mistake("there is no expression between the brackets", "write one, such as ?x = 1")
    if here.kind == "NIL" and before.kind == "FILTER":
        return spot.mistake("the condition of FILTER is empty", "write one, such as FILTER(?x = 1)")
    if spot.after("Constraint") and here.kind in _OPERATORS:
        what = f"the condition of {'FILTER' if spot.within('Group') else 'HAVING'} has no brackets around all of it"
        return spot.mistake(what, f"write (… {here.text} …)")
    if before.kind == "FILTER" and here.kind != UNKNOWN:
        if here.kind == "NOT":
            return None
        return spot.mistake("the condition of FILTER has no brackets", "write FILTER(condition)")
    if before.kind == "BIND" and spot.expects("("):
        return spot.mistake("BIND has no brackets", "write BIND(expression AS ?name)")
    if before.kind == "IN":
        return spot.mistake("the list of IN has no brackets", "write IN (1, 2)")
    if before.kind == "NOT":
        return spot.mistake(
            f"NOT stands before {shown(here.text)}", "write ! before what is false; NOT EXISTS { … }, NOT IN (…)"
        )
    if before.kind == "AS" and here.text:
        return spot.mistake(f"AS names {shown(here.text)}, which is no variable", "write AS ?name")
    if spot.expects("AS") and spot.within("Bind") and not spot.within("Arguments", "Bracketed"):
        return spot.mistake("BIND names no variable", "write BIND(expression AS ?name)")
    if before.kind == "FILTER":
        return spot.mistake("the condition of FILTER has no brackets", "write FILTER(condition)")
    return None


def joined(spot: Spot) -> Mistake | None:
    """Recognise expressions that are not joined by an operator of SPARQL."""
    here, before = spot.here, spot.before
    if spot.stop.expected == {")"} and not spot.ended:
        return spot.mistake(f"a ) is missing before {shown(here.text)}", "write it there")
    if not spot.expects("&&") or spot.within("Arguments", "Choices", "Aggregate"):
        return None
    if here.text == ".":
        advice = f"call a function: CONTAINS({shown(before.text)}, …)"
        return spot.mistake(f"a . stands after {shown(before.text)}, which has neither parts nor methods", advice)
    if here.text == ",":
        return spot.mistake("a comma stands between conditions", "join them by && (and) or || (or)")
    if here.kind in ("<", ">", "=", "!=", "<=", ">="):
        return spot.mistake("a comparison stands after a comparison", "compare twice: 1 < ?x && ?x < 2")
    if here.kind == "FUNCTION" and not spot.ahead(1).text.startswith("("):
        return spot.mistake(f"{here.word} is a function and no operator", f"write {here.word}({shown(before.text)}, …)")
    if here.text == "!" and spot.ahead(1).text == "=":
        return spot.mistake("a space stands inside !=", "write != without a space")
    if here.text in ("%", "^", "?", "**"):
        return spot.mistake(f"{here.text} is no operator of SPARQL", "use + - * / and the functions of SPARQL 1.1")
    if here.kind in ("VAR", "STRING", "INTEGER", "NUMBER", "NAME", "IRI", "FUNCTION", "BOOLEAN"):
        what = f"an operator is missing between {shown(before.text)} and {shown(here.text)}"
        return spot.mistake(what, "join conditions by && (and) or || (or)")
    return None


def operator(spot: Spot) -> Mistake | None:
    """Recognise operators and words of other languages."""
    here, before = spot.here, spot.before
    pair = before.text + here.text
    together = not here.apart
    if pair == "==" and together:
        return spot.mistake("== is no operator of SPARQL", "write =", at=before)
    if pair == "<>" and together:
        return spot.mistake("<> is no operator of SPARQL", "write !=", at=before)
    if pair in ("=~", "=<", "=>", "!==", "===") and together:
        instead = {"=~": 'REGEX(?text, "pattern")', "=<": "<=", "=>": ">="}.get(pair, "= or !=")
        return spot.mistake(f"{pair} is no operator of SPARQL", f"write {instead}", at=before)
    if here.text in ("&", "|") and spot.expects("&&"):
        return spot.mistake(f"a single {here.text} stands here", f"write {here.text * 2}")
    if here.text == ":" or (here.kind == "NAMESPACE" and here.text == ":"):
        return spot.mistake("a : stands here", "assign with BIND(expression AS ?name)")
    if here.word in HABITS and here.kind == UNKNOWN and (spot.expects("&&") or spot.expects("FUNCTION")):
        return spot.mistake(f"{shown(here.text)} is no word of SPARQL", HABITS[here.word])
    return None


def operand(spot: Spot) -> Mistake | None:
    """Recognise an operator with nothing on one side."""
    here, before = spot.here, spot.before
    if not spot.expects("FUNCTION"):
        return None
    if before.text in ("(", ",") and here.kind in _OPERATORS:
        return spot.mistake(f"{shown(here.text)} has nothing before it", f"write what {shown(here.text)} applies to")
    if before.kind in _OPERATORS and (here.text in (")", "}", "") or here.kind in _OPERATORS):
        found = f"{shown(here.text)} stands" if here.text else "the query ends"
        return spot.mistake(
            f"{found} where {shown(before.text)} needs a value", f"add what {shown(before.text)} applies to"
        )
    if before.text in ("(", ",") and here.text in (")", ",", "}", ""):
        what = f"an expression is missing after {before.text}"
        return spot.mistake(what, "add a variable, a value or a call")
    return None


def arguments(spot: Spot) -> Mistake | None:
    """Recognise commas that are missing or too many between the arguments of a function."""
    here, before = spot.here, spot.before
    given = here.text == "," or here.kind == "SEPARATOR" or spot.expects("SEPARATOR") or before.text == "="
    if spot.within("Concatenation") and given and not spot.within("Arguments"):
        return spot.mistake(
            "the separator of GROUP_CONCAT is not given like that", 'write GROUP_CONCAT(?x; SEPARATOR=", ")'
        )
    if spot.within("Aggregate") and here.text == "," and not spot.within("Arguments"):
        return spot.mistake("an aggregate takes one expression, and no comma", "write one aggregate for each")
    if (
        spot.expects(",")
        and spot.within("Arguments", "Choices")
        and here.kind in (*("VAR", "STRING", "INTEGER", "NUMBER", "NAME", "IRI", "FUNCTION", "BOOLEAN"),)
    ):
        what = f"a comma is missing between {shown(before.text)} and {shown(here.text)}"
        return spot.mistake(what, f"write {shown(before.text)}, {shown(here.text)}")
    if here.text == ";" and spot.within("Arguments"):
        return spot.mistake("a ; stands between the arguments of a function", "separate them with commas")
    return None


RULES: tuple[Rule, ...] = (function, operator, arguments, joined, condition, operand)
