"""Mistakes after the pattern: GROUP BY, HAVING, ORDER BY, LIMIT and OFFSET, comments of other languages."""

from rarekg.queries.mistakes.grammar import keywords
from rarekg.queries.mistakes.mistake import Mistake, Rule, Spot, near, shown
from rarekg.queries.mistakes.terminals import UNKNOWN

# In the order of the grammar; LIMIT and OFFSET may change places.
ORDER = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
_OTHER_WORDS = {"SORT": "ORDER BY", "TOP": "LIMIT", "SKIP": "OFFSET", "FETCH": "LIMIT"}
_FULL = {"GROUP": "GROUP BY", "ORDER": "ORDER BY"}


def misplaced(spot: Spot) -> Mistake | None:
    """Recognise a clause that stands inside the pattern, after one that it must precede, or twice."""
    here = spot.here
    if here.kind not in ORDER[:-1]:
        return None
    name = _FULL.get(here.kind, here.kind)
    ordered = spot.after("SolutionModifier") or spot.within("SolutionModifier")
    if spot.within("Group") and not ordered:
        return spot.mistake(f"{name} stands inside the braces of the pattern", "put it after the closing }")
    if not ordered:
        return None
    earlier = [word for word in ORDER if word in _since_pattern(spot)]
    if here.kind in earlier:
        return spot.mistake(f"{name} stands twice", "leave one of them out")
    before = next((word for word in earlier if ORDER.index(word) > ORDER.index(here.kind)), None)
    if before is None:
        return None
    other = _FULL.get(before, before)
    return spot.mistake(f"{name} stands after {other}", f"put {name} before {other}")


def _since_pattern(spot: Spot) -> set[str]:
    """Return the kinds of the terminals between the last closing brace and here."""
    found: set[str] = set()
    for count in range(1, spot.stop.at + 1):
        if spot.back(count).text == "}":
            break
        found.add(spot.back(count).kind)
    return found


def incomplete(spot: Spot) -> Mistake | None:
    """Recognise a clause with a part missing."""
    here, before = spot.here, spot.before
    if before.kind in ("ORDER", "GROUP") and spot.expects("BY"):
        return spot.mistake(f"BY is missing after {before.word}", f"write {before.word} BY {shown(here.text)}".rstrip())
    if before.kind in ("ASC", "DESC") and spot.expects("("):
        return spot.mistake(
            f"{before.word} takes its expression in brackets", f"write {before.word}(?variable)", at=before
        )
    if before.kind in ("LIMIT", "OFFSET"):
        found = f", not {shown(here.text)}" if here.text else ""
        return spot.mistake(f"{before.word} takes a whole number{found}", f"write {before.word} 10")
    called = before.kind in ("NAME", "NAMESPACE", "IRI") and spot.within("FunctionCall")
    if called and spot.within("GroupClause", "OrderClause", "HavingClause"):
        what = f"{shown(before.text)} stands among variables, and names no function that is called"
        return spot.mistake(what, "name variables, or put an expression in brackets", at=before)
    if before.kind == "HAVING" and here.kind == "VAR":
        return spot.mistake("the condition of HAVING has no brackets", f"write HAVING({shown(here.text)} …)")
    if before.kind == "BY":
        found = f", not by {shown(here.text)}" if here.text else ""
        what = f"{spot.back(2).word} BY takes variables, or expressions in brackets{found}"
        name = f"?{shown(here.text)}" if here.kind == UNKNOWN else "?name"
        return spot.mistake(what, f"write {spot.back(2).word} BY {name}")
    return None


def after_pattern(spot: Spot) -> Mistake | None:
    """Recognise what does not belong behind the pattern."""
    here, before = spot.here, spot.before
    if not spot.expects("END") or spot.within("Group"):
        return None
    if here.text == "," and before.kind == "INTEGER":
        advice = f"write LIMIT {shown(spot.ahead(1).text) or 'n'} OFFSET {shown(before.text)}"
        return spot.mistake("LIMIT takes one number, and no comma", advice)
    if here.text == "," and spot.expects("VAR"):
        return spot.mistake("a comma stands between what is sorted or grouped by", "separate the variables with spaces")
    if here.text in (";", "."):
        return spot.mistake(f"a {here.text} stands after the end of the query", "leave it out")
    if here.kind == "NUMBER" or (before.kind == "INTEGER" and here.kind in ("INTEGER", "NUMBER")):
        return spot.mistake("LIMIT and OFFSET take whole numbers", "write LIMIT 10")
    if here.kind == "WHERE":
        return spot.mistake("WHERE stands twice", "put all patterns into one pair of braces")
    if here.kind in ("ASC", "DESC") and before.kind == "VAR":
        return spot.mistake(
            f"{here.word} stands after {shown(before.text)}", f"write {here.word}({shown(before.text)})"
        )
    return _word(spot)


def _word(spot: Spot) -> Mistake | None:
    here = spot.here
    if here.kind == "UNION":
        return spot.mistake("UNION stands outside of the pattern", "put braces around all: { { … } UNION { … } }")
    if here.kind in ("FILTER", "OPTIONAL", "BIND", "MINUS", "GRAPH"):
        return spot.mistake(f"{here.word} stands after the closing }} of the pattern", "put it before that }")
    if here.kind == UNKNOWN:
        meant = _OTHER_WORDS.get(here.word) or near(here.text, set(ORDER))
        what = f"{shown(here.text)} is no word of SPARQL"
        return spot.mistake(what, f"did you mean {meant}?" if meant else "leave it out")
    if here.kind in keywords():
        return spot.mistake(f"{here.word} cannot stand after the pattern", "leave it out, or put it where it belongs")
    return None


def comment(spot: Spot) -> Mistake | None:
    """Recognise comments as other languages write them."""
    for at in (spot.here, spot.before):
        opening = spot.reading.text[at.start : at.start + 2]
        if opening in ("//", "--", "/*"):
            return spot.mistake(f"a comment begins with {opening}", "in SPARQL it begins with #", at=at)
    return None


RULES: tuple[Rule, ...] = (comment, misplaced, incomplete, after_pattern)
