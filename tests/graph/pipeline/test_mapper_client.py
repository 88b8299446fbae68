"""What the build makes of the end of its mapping process, and what it tells that process."""

import json
from pathlib import Path

import pytest

from rarekg.graph.pipeline.mapper_client import _outcome
from rarekg.graph.pipeline.plan import Plan
from rarekg.ontology.errors import SourceError, ValidationError


@pytest.mark.parametrize(
    ("told", "status", "refused", "stopped", "kind", "message"),
    [
        ({"error": "hp.obo:1: bad"}, 1, SyntaxError("half a line"), False, SourceError, "hp.obo:1: bad"),
        ({}, -9, SyntaxError("half a line"), False, SourceError, "reading the sources was ended by signal 9"),
        ({}, 1, None, False, SourceError, "reading the sources failed with exit code 1"),
        ({}, 141, SyntaxError("bad IRI"), False, ValidationError, "a statement is not RDF: bad IRI"),
        ({"tally": {}}, 0, SyntaxError("bad IRI"), False, ValidationError, "a statement is not RDF: bad IRI"),
        ({}, -15, SyntaxError("bad IRI"), True, ValidationError, "a statement is not RDF: bad IRI"),
    ],
)
def test_the_end_that_came_first_is_the_one_reported(
    told: dict[str, object],
    status: int,
    refused: SyntaxError | None,
    stopped: bool,
    kind: type[Exception],
    message: str,
) -> None:
    raised = _outcome(told, status, refused, stopped=stopped)
    assert type(raised) is kind
    assert str(raised).startswith(message)


def test_a_plan_is_one_line(tmp_path: Path) -> None:
    made = Plan(inputs=(), base="https://example.org/", code="", disease=str(tmp_path) + "\n")
    assert "\n" not in made.to_json()
    assert json.loads(made.to_json())["base"] == "https://example.org/"
