"""Mistakes that the engine finds when a query runs: functions it does not have, results that a format cannot hold."""

import re
from itertools import pairwise
from typing import NamedTuple

from rarekg.queries.mistakes.engine import clean
from rarekg.queries.mistakes.explain import Explained
from rarekg.queries.mistakes.expressions import similar
from rarekg.queries.mistakes.marks import mark
from rarekg.queries.mistakes.mistake import shown
from rarekg.queries.mistakes.parser import read

_FUNCTION = re.compile(r"custom (?:aggregate )?function <([^<>]++)> (.*)", re.DOTALL)
_FORMAT = re.compile(r"(?:JSON-LD|RDF/XML|CSV|TSV|XML|JSON) (?:does not|do not|cannot|only) ")
_CASTS = ("boolean", "integer", "decimal", "float", "double", "string", "date", "time", "dateTime", "duration")
_XSD = "http://www.w3.org/2001/XMLSchema#"


class RunMistake(NamedTuple):
    """Why a query fails: ``kind`` is ``engine`` or ``accept``, ``explained`` the place, if it has one in the query."""

    kind: str
    message: str
    explained: Explained | None = None


def run_mistake(query: str, message: str) -> RunMistake:
    """Return why ``query`` fails if the engine says ``message`` when it runs.

    >>> run_mistake("ASK {}", "JSON-LD does not support RDF 1.2 yet").kind
    'accept'
    """
    function = _FUNCTION.match(message.removeprefix("The "))
    if function is not None:
        return _function(query, function[1], function[2])
    if _FORMAT.search(message):
        return RunMistake("accept", f"the format cannot hold this result: {clean(message)}; take another format")
    return RunMistake("engine", f"the query cannot be answered: {clean(message)}")


def _function(query: str, iri: str, said: str) -> RunMistake:
    if said.startswith("is not supported"):
        what, advice = f"there is no function <{iri[:200]}>", _instead(iri)
    else:
        what, advice = f"the function <{shown(iri)}> {clean(said)}", ""
    line, column, source = mark(query, _place(query, iri))
    explained = Explained(line, column, what, advice, source)
    return RunMistake("engine", explained.message, explained)


def _instead(iri: str) -> str:
    if iri.startswith(_XSD):
        return f"xsd: has {', '.join(_CASTS[:-1])} and {_CASTS[-1]} as functions"
    meant = similar(re.split(r"[#/:]", iri)[-1])
    return f"did you mean {meant}?" if meant else "use the functions of SPARQL 1.1, which have names and no IRIs"


def _place(query: str, iri: str) -> int:
    """Return the offset of the call of ``iri``: of the first name before a bracket that may stand for it."""
    for one, following in pairwise(read(query).terminals):
        if not following.text.startswith("("):
            continue
        if one.text == f"<{iri}>" or (one.kind == "NAME" and iri.endswith(one.text.partition(":")[2])):
            return one.start
    return 0
