"""Mistakes in queries that follow the grammar: numbers of arguments and of values, escapes, labels of blank nodes."""

import re
from collections.abc import Iterator

from rarekg.queries.mistakes.functions import ANY, FUNCTIONS, takes
from rarekg.queries.mistakes.mistake import Mistake, shown
from rarekg.queries.mistakes.parser import Reading

_ESCAPE = re.compile(r"""\\(?:u(?![0-9A-Fa-f]{4})|U(?![0-9A-Fa-f]{8})|[tbnrf"'\\uU]|(.))""", re.DOTALL)


def arguments(reading: Reading) -> Iterator[Mistake]:
    """Yield calls of functions with too many or too few arguments."""
    commas = _commas(reading)
    for call in (span for span in reading.spans if span.rule == "Call"):
        name = reading.terminals[call.first]
        least, most = FUNCTIONS[name.word]
        given = 0 if reading.terminals[call.first + 1].kind == "NIL" else commas.get(call.first + 1, 0) + 1
        if not least <= given <= most:
            what = f"{name.word} has {given} argument{'' if given == 1 else 's'}, and takes {takes(name.word)}"
            advice = "leave some out" if given > most != ANY else "add what is missing"
            yield Mistake(name.start, what, advice)


def _commas(reading: Reading) -> dict[int, int]:
    """Return the number of commas between each bracket, by its number among the terminals, and its partner."""
    counts: dict[int, int] = {}
    opened: list[int] = []
    for at, terminal in enumerate(reading.terminals):
        if terminal.text in ("(", "{", "["):
            opened.append(at)
            counts[at] = 0
        elif terminal.text in (")", "}", "]") and opened:
            opened.pop()
        elif terminal.text == "," and opened:
            counts[opened[-1]] += 1
    return counts


def rows(reading: Reading) -> Iterator[Mistake]:
    """Yield rows of VALUES that have more or fewer values than there are variables."""
    size = 0
    for part in sorted(reading.spans, key=lambda span: span.first):
        if part.rule == "DataHead":
            names = [one.text[1:] for one in reading.terminals[part.first : part.after] if one.kind == "VAR"]
            size = len(names)
            if len(set(names)) < size:
                here = reading.terminals[part.first]
                yield Mistake(here.start, "VALUES names a variable twice", "leave one out")
        elif part.rule == "DataRow":
            kinds = [one.kind for one in reading.terminals[part.first : part.after]]
            marks = sum(kind in ("(", ")", "NIL", "TAG") for kind in kinds) + 2 * kinds.count("^^")
            if len(kinds) - marks != size:
                what = f"a row of VALUES has {_count(len(kinds) - marks, 'value')} for {_count(size, 'variable')}"
                yield Mistake(reading.terminals[part.first].start, what, "write UNDEF where a variable has no value")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def escapes(reading: Reading) -> Iterator[Mistake]:
    """Yield escapes in texts that SPARQL does not have."""
    for terminal in reading.terminals:
        if terminal.kind == "STRING":
            for found in _ESCAPE.finditer(terminal.text):
                if found[1] or found[0] in ("\\u", "\\U"):
                    what = f"{shown(found[0])} is no escape of SPARQL"
                    advice = 'write \\\\ for a backslash, in patterns of REGEX too: "\\\\d"'
                    yield Mistake(terminal.start + found.start(), what, advice)


def blank_labels(reading: Reading) -> Iterator[Mistake]:
    """Yield labels of blank nodes that stand in more than one group."""
    groups: dict[str, int] = {}
    opened: list[int] = [-1]
    for at, terminal in enumerate(reading.terminals):
        if terminal.text == "{":
            opened.append(at)
        elif terminal.text == "}" and len(opened) > 1:
            opened.pop()
        elif terminal.kind == "BLANK" and groups.setdefault(terminal.text, opened[-1]) != opened[-1]:
            what = f"the blank node {shown(terminal.text)} stands in two groups"
            yield Mistake(terminal.start, what, "take a variable, which may stand anywhere")
