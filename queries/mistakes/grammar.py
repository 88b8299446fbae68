"""The grammar of SPARQL 1.1 queries as a table of rules, each with the terminals that it can begin with.

The rules are those of https://www.w3.org/TR/sparql11-query/#sparqlGrammar, which an LL(1) parser reads with one token
of lookahead. Built-in functions share one rule: their names and numbers of arguments stand in
:mod:`rarekg.queries.mistakes.functions`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple

# Terminals are quoted or in capitals; a quoted letter or a sign stands for itself, capitals for a keyword or a class of
# tokens (VAR, IRI, …: see terminals.py). ? * + and brackets are those of EBNF.
RULES = r"""
Query: Prologue (SelectQuery | ConstructQuery | DescribeQuery | AskQuery) ValuesClause END
Prologue: (BASE IRI | PREFIX NAMESPACE IRI | VERSION STRING)*
SelectQuery: SelectClause DatasetClause* WhereClause SolutionModifier
SubSelect: SelectClause WhereClause SolutionModifier ValuesClause
SelectClause: SELECT (DISTINCT | REDUCED)? (SelectItem+ | '*')
SelectItem: VAR | '(' Expression AS VAR ')'
ConstructQuery: CONSTRUCT (Template DatasetClause* WhereClause | DatasetClause* WHERE Template) SolutionModifier
DescribeQuery: DESCRIBE (VarOrIri+ | '*') DatasetClause* WhereClause? SolutionModifier
AskQuery: ASK DatasetClause* WhereClause SolutionModifier
DatasetClause: FROM NAMED? iri
WhereClause: WHERE? Group
SolutionModifier: GroupClause? HavingClause? OrderClause? LimitOffset?
GroupClause: GROUP BY GroupCondition+
GroupCondition: BuiltInCall | FunctionCall | '(' Expression (AS VAR)? ')' | VAR
HavingClause: HAVING Constraint+
OrderClause: ORDER BY OrderCondition+
OrderCondition: (ASC | DESC) Bracketed | Constraint | VAR
LimitOffset: Limit Offset? | Offset Limit?
Limit: LIMIT INTEGER
Offset: OFFSET INTEGER
ValuesClause: Values?
Group: '{' (SubSelect | GroupContent) '}'
GroupContent: TriplesBlock? (Pattern '.'? TriplesBlock?)*
TriplesBlock: SubjectTriples ('.' TriplesBlock?)?
Pattern: Union | Optional | Minus | Graph | Service | Filter | Bind | Values | Lateral
Union: Group (UNION Group)*
Optional: OPTIONAL Group
Minus: MINUS Group
Lateral: LATERAL Group
Graph: GRAPH VarOrIri Group
Service: SERVICE SILENT? VarOrIri Group
Filter: FILTER Constraint
Bind: BIND '(' Expression AS VAR ')'
Values: VALUES (VAR '{' DataValue* '}' | DataHead '{' DataRow* '}')
DataHead: NIL | '(' VAR* ')'
DataRow: NIL | '(' DataValue* ')'
DataValue: iri | literal | UNDEF
Constraint: Bracketed | BuiltInCall | FunctionCall
FunctionCall: iri Arguments
Arguments: NIL | '(' DISTINCT? Expression (',' Expression)* ')'
Choices: NIL | '(' Expression (',' Expression)* ')'
Template: '{' TemplateTriples? '}'
TemplateTriples: TemplateSubject ('.' TemplateTriples?)?
TemplateSubject: VarOrTerm TemplateProperties | TemplateNode TemplateProperties?
TemplateProperties: Verb TemplateObjects (';' (Verb TemplateObjects)?)*
Verb: VarOrIri | 'a'
TemplateObjects: TemplateObject (',' TemplateObject)*
TemplateObject: VarOrTerm | TemplateNode
TemplateNode: '(' TemplateObject+ ')' | '[' TemplateProperties ']'
SubjectTriples: VarOrTerm Properties | Node Properties?
Properties: Predicate Objects (';' (Predicate Objects)?)*
Predicate: VAR | Path
Objects: Object (',' Object)*
Object: VarOrTerm | Node
Node: '(' Object+ ')' | '[' Properties ']'
Path: PathSequence ('|' PathSequence)*
PathSequence: PathStep ('/' PathStep)*
PathStep: '^'? PathPrimary ('?' | '*' | '+')?
PathPrimary: iri | 'a' | '!' Negated | '(' Path ')'
Negated: PathOne | NIL | '(' PathOne ('|' PathOne)* ')'
PathOne: '^'? (iri | 'a')
VarOrIri: VAR | iri
VarOrTerm: VAR | iri | literal | BLANK | ANON | NIL
iri: IRI | NAME | NAMESPACE
literal: STRING (TAG | '^^' iri)? | INTEGER | NUMBER | SIGNED | BOOLEAN
Expression: And ('||' And)*
And: Comparison ('&&' Comparison)*
Comparison: Sum (('=' | '!=' | '<' | '>' | '<=' | '>=') Sum | IN Choices | NOT IN Choices)?
Sum: Product (('+' | '-') Product | SIGNED (('*' | '/') Unary)*)*
Product: Unary (('*' | '/') Unary)*
Unary: ('!' | '+' | '-') Unary | Primary
Primary: Bracketed | BuiltInCall | iri Arguments? | literal | VAR
Bracketed: '(' Expression ')'
BuiltInCall: Call | Aggregate | EXISTS Group | NOT EXISTS Group
Call: FUNCTION Arguments
Aggregate: COUNT '(' DISTINCT? ('*' | Expression) ')' | AGGREGATE '(' DISTINCT? Expression ')' | Concatenation
Concatenation: GROUP_CONCAT '(' DISTINCT? Expression (';' SEPARATOR '=' STRING)? ')'
"""
_PART = re.compile(r"'([^']++)'|(\w++)|([?*+|()])")

Sort = Literal["terminal", "rule", "sequence", "choice", "optional", "many", "some"]


@dataclass(frozen=True, eq=False, slots=True)
class Symbol:
    """A part of a rule: a terminal or a rule by ``name``, or a combination of ``parts``."""

    sort: Sort
    name: str
    parts: tuple["Symbol", ...]


class Beginning(NamedTuple):
    """The terminals with which a symbol begins; ``empty`` is true if it may have no token."""

    terminals: frozenset[str]
    empty: bool


@cache
def rules() -> Mapping[str, Symbol]:
    """Return the body of each rule by the rule's name.

    >>> rules()["Optional"].parts[0].name
    'OPTIONAL'
    """
    lines = (line.partition(":") for line in RULES.strip().splitlines())
    return MappingProxyType({name: _body(name, text) for name, _, text in lines})


@cache
def keywords() -> frozenset[str]:
    """Return the words of the language that are not names of functions."""
    classes = {"VAR", "IRI", "NAME", "NAMESPACE", "STRING", "TAG", "INTEGER", "NUMBER", "SIGNED", "BOOLEAN", "END"}
    classes |= {"BLANK", "ANON", "NIL", "FUNCTION", "AGGREGATE"}
    words = {part[2] for line in RULES.splitlines() for part in _PART.finditer(line.partition(":")[2]) if part[2]}
    return frozenset(word for word in words if word.isupper()) - classes


@cache
def beginning(symbol: Symbol) -> Beginning:
    """Return the terminals with which ``symbol`` can begin.

    >>> sorted(beginning(rules()["DataRow"]).terminals)
    ['(', 'NIL']
    """
    if symbol.sort == "terminal":
        return Beginning(frozenset((symbol.name,)), empty=False)
    if symbol.sort == "rule":
        return beginning(rules()[symbol.name])
    if symbol.sort == "sequence":
        return _of_sequence(symbol.parts)
    parts = [beginning(part) for part in symbol.parts]
    may_be_empty = symbol.sort in ("optional", "many") or any(part.empty for part in parts)
    return Beginning(frozenset().union(*(part.terminals for part in parts)), may_be_empty)


def _of_sequence(parts: tuple[Symbol, ...]) -> Beginning:
    terminals: frozenset[str] = frozenset()
    for part in parts:
        begun = beginning(part)
        terminals |= begun.terminals
        if not begun.empty:
            return Beginning(terminals, empty=False)
    return Beginning(terminals, empty=True)


def _body(name: str, text: str) -> Symbol:
    parts = list(_PART.finditer(text))
    body, rest = _choice(parts)
    assert not rest, name
    return body


def _choice(parts: list[re.Match[str]]) -> tuple[Symbol, list[re.Match[str]]]:
    """Return what ``parts`` begin with up to an unmatched bracket, and the rest from there."""
    branches: list[list[Symbol]] = [[]]
    while parts and parts[0][3] != ")":
        part, parts = parts[0], parts[1:]
        if part[3] == "|":
            branches.append([])
        elif part[3] == "(":
            inner, parts = _choice(parts)
            parts = parts[1:]
            branches[-1].append(inner)
        elif part[3]:
            sort: Mapping[str, Sort] = {"?": "optional", "*": "many", "+": "some"}
            branches[-1][-1] = Symbol(sort[part[3]], "", (branches[-1][-1],))
        else:
            branches[-1].append(_named(part))
    made = [branch[0] if len(branch) == 1 else Symbol("sequence", "", tuple(branch)) for branch in branches]
    return (made[0] if len(made) == 1 else Symbol("choice", "", tuple(made))), parts


def _named(part: re.Match[str]) -> Symbol:
    if part[1] or part[2].isupper():
        return Symbol("terminal", part[1] or part[2], ())
    return Symbol("rule", part[2], ())
