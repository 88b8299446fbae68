"""Messages between a build and its mapping process: one task to it, then reports from it, each one line of JSON."""

from msgspec import Struct, json

from rarekg.graph.pipeline.counts import Counts
from rarekg.graph.pipeline.plan import Plan
from rarekg.ontology.structs import to_json


class Task(Struct, frozen=True, kw_only=True):
    """Read and map the sources of ``plan``; write the index, the issues and the copy for validation to ``folder``."""

    plan: Plan
    folder: str


class Note(Struct, frozen=True, kw_only=True, tag="note"):
    """Progress to show beside the current step."""

    text: str


class Mapped(Struct, frozen=True, kw_only=True, tag="mapped"):
    """All quads are written; the index is still to come."""

    counts: Counts


class Failure(Struct, frozen=True, kw_only=True, tag="failure"):
    """An error with a message for the user; nothing follows it."""

    message: str


Report = Note | Mapped | Failure


def encode(message: Task | Report) -> bytes:
    r"""Return ``message`` as a line of JSON.

    >>> encode(Note(text="hpo: 5,000 facts"))
    b'{"type":"note","text":"hpo: 5,000 facts"}\n'
    """
    return to_json(message) + b"\n"


def task(line: bytes) -> Task:
    """Return the task in ``line``; ValueError if it is none."""
    return json.decode(line, type=Task)


def report(line: bytes) -> Report:
    r"""Return the report in ``line``; ValueError if it is none.

    >>> report(b'{"type":"failure","message":"hp.obo:1: bad"}\n')
    Failure(message='hp.obo:1: bad')
    """
    decoded: Report = json.decode(line, type=Report)
    return decoded
