"""Records: equal by what they say, without room for anything else, and held unchanged by the type checker."""

import subprocess
import sys
from pathlib import Path

import pytest

from rarekg.ontology.records import record


@record
class Point:
    """A record of two fields, one of which has a default."""

    x: int
    y: int = 0


def test_equal_records_are_one_key() -> None:
    assert {Point(x=1): "a"}[Point(x=1, y=0)] == "a"
    assert Point(x=1) != Point(x=1, y=1)


def test_a_record_has_no_room_for_more() -> None:
    with pytest.raises(AttributeError):
        Point(x=1).z = 2  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        Point(1)  # type: ignore[call-arg]


def test_the_type_checker_refuses_a_change(tmp_path: Path) -> None:
    module = tmp_path / "changing.py"
    module.write_text(
        "from rarekg.ontology.terms import Synonym\n\nname = Synonym(text='a')\nname.text = 'b'\n", encoding="utf-8"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", root / "pyproject.toml", module],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert '"text" defined in "Synonym" is read-only' in done.stdout
    assert "Found 1 error" in done.stdout
