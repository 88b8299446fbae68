"""The records of decisions are numbered without gaps, listed in one index, and name files that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "decisions"
RECORDS = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")


def heading(record: Path) -> tuple[int, str]:
    """Return the number and the title in a record's first line."""
    match = re.fullmatch(r"# (\d+)\. (.+)", record.read_text(encoding="utf-8").splitlines()[0])
    assert match, f"{record.name} does not begin with '# <number>. <title>'"
    return int(match[1]), match[2]


def test_numbers_have_no_gaps_and_are_those_of_the_files() -> None:
    numbers = [heading(record)[0] for record in RECORDS]
    assert numbers == list(range(1, len(RECORDS) + 1))
    assert [record.name[:5] for record in RECORDS] == [f"{number:04}-" for number in numbers]


def test_the_index_lists_every_record_by_its_title() -> None:
    rows = re.findall(r"^\| \[(\d+)\]\((.+?)\) \| (.+?) \| .+ \|$", (FOLDER / "README.md").read_text("utf-8"), re.M)
    assert [(int(number), file, title) for number, file, title in rows] == [
        (heading(record)[0], record.name, heading(record)[1]) for record in RECORDS
    ]


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: str(path.stem))
def test_the_parts_are_there(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    positions = [text.find(part) for part in ("**Decision.**", "**Why.**", "**We rejected**")]
    assert -1 not in positions
    assert positions == sorted(positions)


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: str(path.stem))
def test_files_that_a_record_names_exist(record: Path) -> None:
    rooms = "docs|graph|mappings|ontology|queries|tests"
    for name in re.findall(rf"`((?:{rooms})/[\w./-]*)`", record.read_text(encoding="utf-8")):
        assert (ROOT / name).exists(), name
