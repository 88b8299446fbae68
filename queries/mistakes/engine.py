"""What the engine says about a query that it refuses, in words for people."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from rarekg.ontology.errors import one_line

_POSITION = re.compile(r"at (\d{1,9}):(\d{1,9})")
_SETS = re.compile(r"""\[(?:'[^']*+'|[^\]'])*+\]|"(?:[^"\\]|\\.)*+\"""")
_PROSE = re.compile(r"\b[A-Za-z]++ [^,\[]{3,200}+")
_PATH = re.compile(r"(?<![\w:/<])/(?:[\w.@+-]++/)++[\w.@+-]*+")
# The engine's sentences → the mistake and the advice. Others come through as they are.
_SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "Prefix not found": ("a prefix is not declared", "begin the query with PREFIX name: <its namespace>"),
        "IRI parsing failed": ("this IRI is malformed", "write a whole IRI, such as <http://example.org/thing>"),
        "prefix IRI parsing failed": ("the IRI of this prefix is malformed", "write a whole IRI in < >"),
        "language tag parsing failed": ("this language tag is malformed", "write one such as @en or @pt-br"),
        "Already used blank node id": (
            "a blank node stands in two groups",
            "take a variable, which may stand anywhere",
        ),
        "Unexpected aggregate": ("an aggregate stands where none can", "put it into SELECT, HAVING or ORDER BY"),
        "The SELECT contains a variable that is unbound": (
            "a variable in SELECT is unbound: it is neither grouped by (GROUP BY) nor aggregated",
            "add it to GROUP BY, or aggregate it",
        ),
        "The SELECT contains an expression with a variable that is unbound": (
            "a variable of an expression in SELECT is unbound: it is neither grouped by (GROUP BY) nor aggregated",
            "add it to GROUP BY, or aggregate it",
        ),
    }
)


class Said(NamedTuple):
    """What the engine said: line and column (0 if it gave none), the mistake, and advice on it, '' if there is none."""

    line: int
    column: int
    what: str
    advice: str


def said(message: str) -> Said:
    r"""Return what ``message`` of the engine says.

    >>> said("error at 1:42: expected one of \"$\", IF, SELECT * is not authorized with GROUP BY, ['_']").what
    'SELECT * is not authorized with GROUP BY'
    """
    position = _POSITION.search(message)
    line, column = (int(position[1]), int(position[2])) if position else (0, 0)
    rest = _SETS.sub("", message[position.end() :] if position else message)
    for known, (what, advice) in _SENTENCES.items():
        if known in rest:
            return Said(line, column, what, advice)
    sentences = [one for one in _PROSE.findall(rest.removeprefix(": expected ").removeprefix("one of ")) if one.strip()]
    sentence = next((one for one in sentences if any(word.islower() for word in one.split())), "")
    return Said(line, column, clean(sentence), "")


def clean(message: str) -> str:
    """Return ``message`` as one line without paths of files.

    >>> clean("cannot open /home/a/store/00001.sst: it is gone")
    'cannot open a file: it is gone'
    """
    return one_line(_PATH.sub("a file", message), limit=300)
