"""Brackets that are missing or too many."""

from rarekg.queries.mistakes.marks import mark
from rarekg.queries.mistakes.mistake import Mistake, Rule, Spot
from rarekg.queries.mistakes.terminals import Terminal

_CLOSING = {"{": "}", "(": ")", "[": "]"}


def _open(spot: Spot) -> list[Terminal]:
    """Return the brackets that are open before the terminal that does not fit, the innermost last."""
    found: list[Terminal] = []
    for terminal in spot.reading.terminals[: spot.stop.at]:
        if terminal.text in _CLOSING:
            found.append(terminal)
        elif found and terminal.text == _CLOSING[found[-1].text]:
            found.pop()
    return found


def unbalanced(spot: Spot) -> Mistake | None:
    """Recognise a closing bracket that closes nothing, and an opening one that is not closed."""
    here = spot.here
    if here.text not in _CLOSING.values() and not spot.ended:
        return None
    opened = _open(spot)
    if spot.ended and not opened:
        return None
    if not spot.ended and here.text not in {_CLOSING[one.text] for one in opened}:
        return spot.mistake(f"this {here.text} closes nothing", "leave it out, or add the bracket that it closes")
    closing = _CLOSING[opened[-1].text]
    if here.text == closing:
        return None
    line, column, _ = mark(spot.reading.text, opened[-1].start)
    what = f"a {closing} is missing: the {opened[-1].text} at line {line}, column {column} is not closed"
    return spot.mistake(what, f"write {closing} where it ends")


RULES: tuple[Rule, ...] = (unbalanced,)
