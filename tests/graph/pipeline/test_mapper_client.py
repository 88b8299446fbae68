"""The task for the mapping process, its reports, and the error for each way in which it ends."""

import json
from io import BytesIO
from pathlib import Path

import pytest

from rarekg.graph.pipeline import messages
from rarekg.graph.pipeline.mapper_client import Reports, _error
from rarekg.graph.pipeline.messages import Failure, Note, Task
from rarekg.graph.pipeline.plan import Plan
from rarekg.ontology.errors import SourceError, ValidationError


@pytest.mark.parametrize(
    ("failure", "status", "refused", "stopped", "kind", "message"),
    [
        (Failure(message="hp.obo:1: bad"), 1, SyntaxError("half a line"), False, SourceError, "hp.obo:1: bad"),
        (None, -9, SyntaxError("half a line"), False, SourceError, "reading the sources was ended by signal 9"),
        (None, 1, None, False, SourceError, "reading the sources failed with exit code 1"),
        (None, 141, SyntaxError("bad IRI"), False, ValidationError, "a statement is not RDF: bad IRI"),
        (None, 0, SyntaxError("bad IRI"), False, ValidationError, "a statement is not RDF: bad IRI"),
        (None, -15, SyntaxError("bad IRI"), True, ValidationError, "a statement is not RDF: bad IRI"),
    ],
)
def test_the_first_cause_is_reported(
    failure: Failure | None,
    status: int,
    refused: SyntaxError | None,
    stopped: bool,
    kind: type[Exception],
    message: str,
) -> None:
    raised = _error(failure, status, refused, stopped=stopped)
    assert type(raised) is kind
    assert str(raised).startswith(message)


def test_a_task_is_one_line(tmp_path: Path) -> None:
    plan = Plan(inputs=(), base="https://example.org/", code="", disease="MONDO:1\n")
    line = messages.encode(Task(plan=plan, folder=f"{tmp_path}\n"))
    assert line.index(b"\n") == len(line) - 1
    assert json.loads(line)["folder"] == f"{tmp_path}\n"


def test_half_a_report_of_a_dead_process_is_ignored() -> None:
    notes: list[str] = []
    reports = Reports(note=notes.append, mapped=lambda: None)
    reports.listen(BytesIO(messages.encode(Note(text="whole")) + messages.encode(Note(text="half"))[:-5]))
    assert notes == ["whole"]
    assert reports.outcome.is_set()


def test_an_unreadable_report_does_not_leave_the_build_waiting() -> None:
    reports = Reports(note=lambda text: None, mapped=lambda: None)
    with pytest.raises(ValueError, match="malformed"):
        reports.listen(BytesIO(b"Segmentation fault\n"))
    assert reports.outcome.is_set()
