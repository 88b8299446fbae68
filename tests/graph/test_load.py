"""The loader and the mapping process that feeds it: what comes through, and what each side makes of the other's end."""

import json
from pathlib import Path

import pytest
import small
from pyoxigraph import Store, parse

from rarekg.graph.emit import STATED
from rarekg.graph.load import _outcome, load
from rarekg.graph.plan import Plan, measured
from rarekg.ontology.errors import SourceError, ValidationError


def plan(folder: Path, obo: str | None = None) -> Plan:
    small.written(folder, obo=obo)
    taken = measured("hpo", folder / "hp.obo", version="", taken="given")
    return Plan(inputs=(taken,), base="https://example.org/", code="", floors=False)


def unexpected() -> None:
    pytest.fail("a copy that is not whole was handed to the gate")


def test_all_that_is_stated_is_loaded_and_copied(tmp_path: Path) -> None:
    notes: list[str] = []
    copied: list[int] = []
    store = Store()
    tally = load(
        store, plan(tmp_path), tmp_path, notes.append, lambda: copied.append((tmp_path / STATED).stat().st_size)
    )
    assert copied == [(tmp_path / STATED).stat().st_size]
    assert tally.facts["hpo"]["Term"] == len(small.PHENOTYPES) + 1
    inferred = {quad for quad in store if str(quad.graph_name).endswith("/inferred>")}
    assert inferred
    assert {found.triple for found in parse(path=str(tmp_path / STATED))} == {
        quad.triple for quad in {*store} - inferred
    }
    assert "inference" in notes


def test_a_source_error_comes_through_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"hp\.obo:4: .+"):
        load(
            Store(),
            plan(tmp_path, obo="format-version: 1.2\n\n[Term]\nid HP:1\n"),
            tmp_path,
            lambda text: None,
            unexpected,
        )


def test_an_issue_list_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file or directory"):
        load(Store(), plan(tmp_path), tmp_path / "none", lambda text: None, unexpected)


def test_progress_is_noted_while_many_facts_pass(tmp_path: Path) -> None:
    many = "".join(f"\n[Term]\nid: HP:{number:07}\nname: term {number}\n" for number in range(2_000_000, 2_006_000))
    notes: list[str] = []
    tally = load(Store(), plan(tmp_path, obo=small.hp_obo(many)), tmp_path, notes.append, lambda: None)
    assert tally.facts["hpo"]["Term"] == len(small.PHENOTYPES) + 1 + 6000
    assert "hpo: 5,000 facts" in notes


@pytest.mark.parametrize(
    ("heard", "status", "refused", "raised", "message"),
    [
        ({"error": "hp.obo:1: bad"}, 1, SyntaxError("half a line"), SourceError, "^hp.obo:1: bad$"),
        ({}, -9, SyntaxError("half a line"), SourceError, "ended by signal 9"),
        ({}, 1, None, SourceError, "exit code 1"),
        ({}, 141, SyntaxError("bad IRI"), ValidationError, "a statement is not RDF: bad IRI"),
        ({"tally": {}}, 0, SyntaxError("bad IRI"), ValidationError, "a statement is not RDF: bad IRI"),
    ],
)
def test_the_end_that_came_first_is_the_one_reported(
    heard: dict[str, object], status: int, refused: SyntaxError | None, raised: type[Exception], message: str
) -> None:
    with pytest.raises(raised, match=message):
        _outcome(heard, status, refused)


def test_a_plan_is_one_line(tmp_path: Path) -> None:
    assert "\n" not in plan(tmp_path).to_json()
    assert json.loads(plan(tmp_path).to_json())["base"] == "https://example.org/"
