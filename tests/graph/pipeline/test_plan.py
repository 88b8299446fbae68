"""The id of a build: the same for the same inputs, code and options, another where any of them differs."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from rarekg.graph.pipeline import messages
from rarekg.graph.pipeline.messages import Task
from rarekg.graph.pipeline.plan import Input, Plan, measured

INPUT = Input(source="hpo", path="/a/hp.obo", sha256="1" * 64, size=10, version="2025-01-16", taken="pinned")
PLAN = Plan(inputs=(INPUT,), base="https://example.org/", code="c")


@pytest.mark.parametrize(
    "changed",
    [
        {"base": "https://example.com/"},
        {"code": "d"},
        {"disease": "MONDO:0010580"},
        {"floors": False},
        {"inference": False},
        {"inputs": ()},
        {"inputs": (INPUT, INPUT)},
        {"inputs": (replace(INPUT, sha256="2" * 64),)},
        {"inputs": (replace(INPUT, version="2026-01-01"),)},
        {"inputs": (replace(INPUT, source="mondo"),)},
    ],
)
def test_what_changes_the_graph_changes_the_id(changed: dict[str, object]) -> None:
    assert replace(PLAN, **changed).id != PLAN.id


def test_the_path_of_a_file_does_not(tmp_path: Path) -> None:
    assert replace(PLAN, inputs=(replace(INPUT, path="/b/hp.obo", taken="given"),)).id == PLAN.id


def test_a_plan_reaches_another_process_unchanged() -> None:
    plan = replace(PLAN, disease="MONDO:0010580", floors=False)
    assert messages.task(messages.encode(Task(plan=plan, folder="/x"))) == Task(plan=plan, folder="/x")


def test_an_input_has_the_hash_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"abc")
    found = measured("hpo", path, version="", taken="given")
    # FIPS 180-2, appendix B.1
    assert found.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (found.size, found.version) == (3, "sha256:ba7816bf8f01")
