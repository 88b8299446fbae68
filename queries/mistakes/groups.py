"""Mistakes inside the braces of a pattern: triples, OPTIONAL and its like, subqueries, data blocks."""

from rarekg.queries.mistakes.functions import AGGREGATES, FUNCTIONS
from rarekg.queries.mistakes.grammar import keywords
from rarekg.queries.mistakes.mistake import Mistake, Rule, Spot, near, shown
from rarekg.queries.mistakes.terminals import UNKNOWN, Terminal

_TERMS = ("VAR", "IRI", "NAME", "NAMESPACE", "BLANK", "ANON", "NIL", "a", "STRING", "INTEGER", "NUMBER", "BOOLEAN")
_LITERALS = ("STRING", "INTEGER", "NUMBER", "SIGNED", "BOOLEAN")
_PATTERNS = {"OPTIONAL", "FILTER", "BIND", "MINUS", "UNION", "GRAPH", "VALUES", "SERVICE", "SELECT"}
_OF_GROUPS = ("OPTIONAL", "MINUS", "UNION", "EXISTS", "LATERAL")


def braces(spot: Spot) -> Mistake | None:
    """Recognise a keyword whose pattern is not in braces."""
    here, before = spot.here, spot.before
    if before.kind in _OF_GROUPS and spot.expects("{"):
        name = "NOT EXISTS" if spot.back(2).kind == "NOT" else before.word
        return spot.mistake(f"the pattern of {name} is not in braces", f"write {name} {{ … }}")
    if before.kind == "GRAPH":
        return spot.mistake("GRAPH names no graph", "write GRAPH ?graph { … }, or GRAPH <its IRI> { … }")
    if spot.within("Graph", "Service") and spot.expects("{"):
        return spot.mistake("the pattern of GRAPH is not in braces", "write GRAPH ?graph { … }")
    if here.kind == "UNION":
        return spot.mistake("UNION has no pattern in braces before it", "write { … } UNION { … }")
    return None


def subquery(spot: Spot) -> Mistake | None:
    """Recognise a subquery that shares its braces with other patterns."""
    if not spot.within("Group"):
        return None
    if spot.here.kind in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
        if spot.here.kind != "SELECT":
            return spot.mistake(f"{spot.here.word} cannot stand inside a pattern", "only SELECT can be a subquery")
        return spot.mistake("the subquery has no braces of its own", "write { SELECT … }")
    if spot.after("SubSelect") and spot.here.text != "}" and not spot.ended:
        return spot.mistake("the subquery has no braces of its own", "write { { SELECT … } … }")
    return None


def triple(spot: Spot) -> Mistake | None:
    """Recognise triples that run together or lack a part."""
    here, before = spot.here, spot.before
    if here.kind in _TERMS and spot.after("Objects", "TemplateObjects") and spot.expects(";", "."):
        if not spot.expects("."):
            return spot.mistake(
                f"a ; or ] is missing before {shown(here.text)}", "write ; between predicates, ] at the end"
            )
        advice = "write ; if the same subject goes on, . if another triple begins"
        return spot.mistake(f"a ; or . is missing before {shown(here.text)}", advice)
    if not spot.within("Group", "Template") or spot.within("Values", "Bind", "Filter"):
        return None
    if (here.text == "=" and not spot.after("Filter")) or spot.reading.text.startswith(":=", here.start):
        what = f"{here.text} stands between triples"
        return spot.mistake(what, "compare in FILTER(?a = ?b), or give a value with BIND(expression AS ?name)")
    if here.text == "{" and spot.after("PathPrimary"):
        return spot.mistake("paths have no numbers of repetitions in braces", "write p* or p+, or p/p for two steps")
    if before.kind == "TAG" or (here.text == "@" and before.kind == "STRING"):
        return None
    if spot.within("Properties", "TemplateProperties") or spot.after("VarOrTerm"):
        return _properties(spot)
    if here.kind == "a":
        return spot.mistake("a stands as the subject of a triple", "a means rdf:type, and is a predicate only")
    return None


def path(spot: Spot) -> Mistake | None:
    """Recognise mistakes in paths of predicates."""
    here, before = spot.here, spot.before
    if here.text == "/" and before.kind in ("NAME", "NAMESPACE") and spot.after("Objects"):
        return spot.mistake(f"a / stands after the name {shown(before.text)}", "write the whole IRI between < and >")
    if not spot.within("Properties", "TemplateProperties") or spot.within("Bracketed", "Arguments"):
        return None
    signs = ("/", "*", "+", "^", "|")
    last = here.apart and spot.ahead(1).kind not in _TERMS  # the object of a path that is not complete
    if here.kind == "VAR" and before.text in ("/", "^", "!", "|") and spot.within("Path") and not last:
        return spot.mistake(f"the variable {shown(here.text)} stands in a path", "paths consist of IRIs and names only")
    if here.text in signs and before.kind == "VAR" and spot.expects("STRING"):
        return spot.mistake(
            f"the variable {shown(before.text)} stands in a path", "paths consist of IRIs and names only", at=before
        )
    if here.text in ("*", "+", "?") and before.text in ("*", "+", "?"):
        return spot.mistake(f"{before.text}{here.text} repeats twice", "write one of *, + and ?")
    if here.text in ("||", "&&") and spot.expects("|"):
        return spot.mistake(f"{here.text} stands in a path", "write | between the predicates of which one must match")
    if here.kind in _TERMS and spot.expects(")") and spot.within("PathPrimary"):
        return spot.mistake(f"a ) is missing before {shown(here.text)}", "write ) where the path ends")
    return None


def _properties(spot: Spot) -> Mistake | None:
    here, before = spot.here, spot.before
    if spot.expects("STRING") and _is_keyword(here):
        return spot.mistake(f"the triple has no object after {shown(before.text)}", "add an object, such as ?value")
    if here.kind == "TAG":
        return spot.mistake(f"{shown(here.text)} stands without a text", 'write the text before it, such as "rare"@en')
    if spot.within("Path", "Negated") and before.text in ("/", "|", "^", "!"):
        found = f", not {shown(here.text)}" if here.text not in ("", "}") else ""
        return spot.mistake(f"a path goes on with a predicate after {before.text}{found}", "name the next predicate")
    if spot.expects("STRING") and here.text in ("}", ".", ";", ",", "]", "", ")"):
        return spot.mistake(f"the triple has no object after {shown(before.text)}", "add an object, such as ?value")
    if spot.expects("a") and (here.kind in (*_LITERALS, "BLANK") or here.text in ("[", "(")):
        what = f"{shown(here.text)} stands as a predicate"
        return spot.mistake(what, "a predicate is a variable, an IRI, a name such as rdfs:label, or a path")
    if spot.expects("a") and (here.text in ("}", ".", ";", ",", "]", "", "{") or _is_keyword(here)):
        what = f"the triple has neither predicate nor object after {shown(before.text)}"
        return spot.mistake(what, "add both, such as ?predicate ?object")
    return None


def _is_keyword(terminal: Terminal) -> bool:
    return terminal.kind in keywords() and terminal.kind.isupper()


def literal(spot: Spot) -> Mistake | None:
    """Recognise a text that is cut by a quotation mark, and marks after it with nothing behind them."""
    here, before = spot.here, spot.before
    if before.kind == "STRING" and here.kind not in _TERMS[:1] and not here.apart and (here.kind in ("a", UNKNOWN)):
        return spot.mistake(
            "a quotation mark ends the text here", "write \\' or \\\" for a quotation mark inside of it"
        )
    if before.text == "^^" and here.kind == UNKNOWN:
        return spot.mistake(f"the datatype {shown(here.text)} has no prefix", f"write ^^xsd:{shown(here.text)}")
    if before.text == "^^":
        return spot.mistake("no datatype stands after ^^", 'write it, such as "5"^^xsd:integer')
    if here.text == "@" and before.kind == "STRING":
        return spot.mistake("no language stands after @", 'write it, such as "rare"@en')
    return None


def values(spot: Spot) -> Mistake | None:
    """Recognise mistakes in a data block."""
    here, before = spot.here, spot.before
    if not spot.within("Values"):
        return None
    if here.text == ",":
        return spot.mistake("a comma stands between the values of VALUES", "separate them with spaces")
    if here.text == "=":
        return spot.mistake("= stands in VALUES", f"write VALUES {shown(before.text)} {{ … }}")
    if here.kind == "VAR" and spot.expects("UNDEF"):
        what = f"the variable {shown(here.text)} stands among the values of VALUES"
        return spot.mistake(what, "write constants there; UNDEF stands for no value")
    if spot.expects("{") and not spot.ended:
        return spot.mistake("the values of VALUES are not in braces", "write VALUES ?name { … }")
    if spot.within("DataHead") or before.kind == "VALUES":
        return spot.mistake("VALUES names no variable", "write VALUES ?name { … }")
    if here.kind == "a":
        return spot.mistake("a stands among the values of VALUES", "write rdf:type, or a text in quotation marks")
    if spot.expects("(") and here.text != "}" and not spot.ended:
        what = "a row of VALUES with several variables has no brackets"
        return spot.mistake(what, "write VALUES (?a ?b) { (1 2) (3 4) }")
    return None


def misplaced(spot: Spot) -> Mistake | None:
    """Recognise a word that begins no pattern."""
    here = spot.here
    if here.kind in ("PREFIX", "BASE") and spot.within("Group"):
        return spot.mistake(f"{here.word} stands inside a pattern", "put it at the beginning of the query")
    if not spot.within("Group") or not spot.expects("FILTER"):
        return None
    if here.word in FUNCTIONS or here.word in AGGREGATES or here.kind in ("EXISTS", "NOT"):
        return spot.mistake(f"{here.word} stands in a pattern by itself", "put it into FILTER(…), or BIND(… AS ?name)")
    if here.word == "AND" or here.text in ("&&", "&"):
        return spot.mistake(
            f"{here.text} stands between patterns", "leave it out: all patterns must match; end triples with ."
        )
    if here.word == "OR" or here.text in ("||", "|"):
        return spot.mistake(f"{here.text} stands between patterns", "write { … } UNION { … }")
    if here.word in ("LET", "SET"):
        return spot.mistake(f"{here.text} is no word of SPARQL", "write BIND(expression AS ?name)")
    if here.kind == "LIKE":
        return None
    if here.kind == UNKNOWN:
        meant = near(here.text, _PATTERNS)
        if meant:
            return spot.mistake(f"{shown(here.text)} is no word of SPARQL", f"did you mean {meant}?")
    if here.kind in ("FROM", "WHERE", "DISTINCT", "AS", "BY") and here.kind in keywords():
        return spot.mistake(f"{here.word} cannot stand inside a pattern", "leave it out, or put it where it belongs")
    return None


def punctuation(spot: Spot) -> Mistake | None:
    """Recognise marks that stand twice or separate nothing."""
    here, before = spot.here, spot.before
    if not spot.within("Group", "Template") or here.text not in (".", ";", ","):
        return None
    if before.text in (".", ";", ",", "{"):
        where = "at the beginning of a pattern" if before.text == "{" else f"right after a {before.text}"
        return spot.mistake(f"a {here.text} stands {where}", "leave it out")
    if here.text == ",":
        return spot.mistake(f"a comma stands after {shown(before.text)}", "leave it out")
    return None


RULES: tuple[Rule, ...] = (subquery, braces, literal, values, path, triple, misplaced, punctuation)
