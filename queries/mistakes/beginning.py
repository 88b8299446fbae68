"""Mistakes at the beginning of a query: prefixes, the form, what SELECT, CONSTRUCT and DESCRIBE name."""

from rarekg.queries.mistakes.grammar import keywords
from rarekg.queries.mistakes.mistake import Mistake, Rule, Spot, near, shown
from rarekg.queries.mistakes.terminals import UNKNOWN

FORMS = {"SELECT", "CONSTRUCT", "ASK", "DESCRIBE"}
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}


def prologue(spot: Spot) -> Mistake | None:
    """Recognise mistakes in PREFIX and BASE."""
    here, before = spot.here, spot.before
    if here.kind == "TAG" and here.word in ("@PREFIX", "@BASE"):
        word = here.word[1:]
        rest = "prefix: <IRI>" if word == "PREFIX" else "<IRI>"
        return spot.mistake(
            f"{here.text} is Turtle and not SPARQL", f"write {word} {rest}, without a full stop at the end"
        )
    if before.kind == "PREFIX":
        return _prefix(spot)
    if here.text in (".", ";", ",") and spot.expects("PREFIX"):
        what = f"a {here.text} stands after {'PREFIX' if spot.back(3).kind == 'PREFIX' else 'the beginning'}"
        return spot.mistake(what, "in SPARQL, declarations of prefixes end without a mark; leave it out")
    if before.kind in ("NAMESPACE", "BASE") and spot.expects("IRI") and not spot.expects("NAME"):
        what = f"the IRI after {shown(before.text)} is not written between < and >"
        return spot.mistake(what, f"write {shown(before.text)} <…>")
    return None


def _prefix(spot: Spot) -> Mistake | None:
    here = spot.here
    if here.kind == "NAME":
        prefix = here.text.partition(":")[0]
        return spot.mistake(
            f"PREFIX declares {shown(here.text)}, which is more than a prefix", f"write PREFIX {prefix}: <…>"
        )
    if here.kind == "IRI":
        return spot.mistake("PREFIX has no prefix before its IRI", "write a prefix and a colon before the IRI")
    return spot.mistake(f"the prefix {shown(here.text)} has no colon", f"write PREFIX {shown(here.text)}: <…>")


def form(spot: Spot) -> Mistake | None:
    """Recognise what begins like no query."""
    here = spot.here
    if not spot.expects("SELECT") or not spot.expects("ASK"):
        return None
    if spot.ended:
        if spot.stop.at == 0:
            return spot.mistake("the query is empty", "begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
        return spot.mistake("the query ends after its prefixes", "go on with SELECT, ASK, CONSTRUCT or DESCRIBE")
    if here.word in UPDATES:
        return spot.mistake(f"{here.word} is an update, and updates are not supported", "this graph can only be read")
    if spot.reading.text.startswith(("query=", '{"query"')):
        advice = "send the query alone, or the form as application/x-www-form-urlencoded"
        return spot.mistake(f"the text begins with {spot.reading.text[:6]}, which is no part of the query", advice)
    meant = near(here.text, FORMS | {"PREFIX"}) if here.kind == UNKNOWN else None
    what = f"a query does not begin with {shown(here.text)}"
    return spot.mistake(what, f"did you mean {meant}?" if meant else "begin with SELECT, ASK, CONSTRUCT or DESCRIBE")


def selected(spot: Spot) -> Mistake | None:
    """Recognise mistakes between SELECT and the pattern."""
    here, before = spot.here, spot.before
    if not (spot.within("SelectClause") or spot.after("SelectClause")) or spot.within("Bracketed", "Arguments"):
        return None
    if here.text == "," and not spot.within("Aggregate"):
        return spot.mistake(
            "a comma stands between what SELECT names", "separate the variables with spaces: SELECT ?a ?b"
        )
    if here.kind in ("AGGREGATE", "COUNT", "GROUP_CONCAT", "FUNCTION") and not spot.within("SelectItem"):
        return spot.mistake(
            f"{here.word}(…) stands in SELECT without brackets and a name", f"write ({here.word}(…) AS ?name)"
        )
    if spot.expects("AS") and spot.within("SelectItem"):
        return _unnamed(spot)
    if here.word == "TOP":
        return spot.mistake("TOP is SQL and not SPARQL", "write LIMIT and the number after the closing }")
    if here.word == "ALL" and before.kind == "SELECT":
        return spot.mistake("ALL is SQL and not SPARQL", "leave it out")
    if (here.text == "{" or spot.ended) and before.kind in ("SELECT", "DISTINCT", "REDUCED"):
        return spot.mistake("SELECT names no variable", "write SELECT * for all, or name them: SELECT ?a ?b")
    if (here.text == "*" and spot.expects("{")) or (before.text == "*" and here.kind == "VAR"):
        return spot.mistake("* stands beside variables", "write SELECT * or name the variables, not both")
    if here.kind == "AS":
        return spot.mistake("AS stands outside of brackets", "write (expression AS ?name)")
    if here.text.startswith(".") and before.kind == "VAR" and not here.apart:
        return spot.mistake(f"{shown(before.text)} has a . in its name", "use letters, digits and _ only")
    if here.kind in keywords() and here.text.isalpha():
        return spot.mistake(
            f"{here.word} cannot stand among what SELECT names", "leave it out, or put it where it belongs"
        )
    return None


def _unnamed(spot: Spot) -> Mistake | None:
    here, before = spot.here, spot.before
    if before.kind == "VAR" and spot.back(2).text == "(" and here.text == ")":
        what = f"SELECT has {shown(before.text)} in brackets without AS"
        return spot.mistake(what, f"leave the brackets out: SELECT {shown(before.text)}", at=spot.back(2))
    if here.text == ")":
        return spot.mistake("what SELECT computes has no name", "write (expression AS ?name)")
    if here.kind == "VAR":
        return spot.mistake(f"AS is missing before {shown(here.text)}", f"write (expression AS {shown(here.text)})")
    return None


def dataset(spot: Spot) -> Mistake | None:
    """Recognise FROM with the name of a table."""
    if spot.before.kind not in ("FROM", "NAMED") or not spot.within("DatasetClause"):
        return None
    what = f"FROM takes the IRI of a graph, and not {shown(spot.here.text) or 'nothing'}"
    return spot.mistake(what, "leave FROM out: without it, all graphs are asked")


def pattern(spot: Spot) -> Mistake | None:
    """Recognise a pattern that is missing or has no brace."""
    here = spot.here
    if not spot.expects("{") or spot.within("Group", "SolutionModifier"):
        return _template(spot)
    if spot.within("ConstructQuery") and spot.before.kind == "CONSTRUCT" and not spot.ended:
        return spot.mistake("CONSTRUCT has no template", "write CONSTRUCT { triples } WHERE { pattern }")
    if spot.ended:
        what = "the query ends before its pattern in braces"
        if spot.before.text == "}" and spot.within("ConstructQuery"):
            return spot.mistake("CONSTRUCT has a template and no pattern", "add WHERE { pattern }")
        return spot.mistake(what, "add the pattern: { ?subject ?predicate ?object }")
    if here.kind in keywords() or here.kind == UNKNOWN:
        close = near(here.text, {"WHERE", "FROM"})
        if close and here.kind == UNKNOWN:
            return spot.mistake(f"{shown(here.text)} is no word of SPARQL", f"did you mean {close}?")
    if here.kind in ("VAR", "NAME", "NAMESPACE", "IRI", "BLANK", "a", "STRING") or here.text in ("(", "["):
        return spot.mistake(f"a {{ is missing before {shown(here.text)}", "put the pattern in braces: WHERE { … }")
    return None


def _template(spot: Spot) -> Mistake | None:
    if spot.within("DescribeQuery") and spot.before.kind == "DESCRIBE":
        what = (
            "DESCRIBE names nothing"
            if spot.ended
            else f"DESCRIBE takes names or variables, not {shown(spot.here.text)}"
        )
        return spot.mistake(what, "name what to describe: DESCRIBE MONDO:0010580")
    if spot.within("Template") and spot.here.text in ("/", "*", "+", "^", "|", "?"):
        what = "a path stands in the template of CONSTRUCT, which holds triples only"
        return spot.mistake(what, "write one predicate there, and the path in WHERE { … }")
    if spot.within("Template") and spot.here.kind in keywords() and spot.here.text.isalpha():
        what = f"{spot.here.word} stands in the template of CONSTRUCT, which holds triples only"
        return spot.mistake(what, "write CONSTRUCT { triples } WHERE { pattern }")
    return None


RULES: tuple[Rule, ...] = (prologue, form, selected, dataset, pattern)
