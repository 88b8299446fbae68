"""Pages of invented diseases in the layouts of the site, each with its expected facts."""

import json

import pytest
from gard_pages import GOLDEN, as_json, facts_of

CASES = sorted(folder.name for folder in GOLDEN.iterdir() if folder.is_dir())


@pytest.mark.parametrize("case", CASES)
def test_a_page_gives_these_facts(case: str) -> None:
    (page,) = (GOLDEN / case).glob("page.*")
    expected = json.loads((GOLDEN / case / "expected.json").read_text(encoding="utf-8"))
    facts = [as_json(fact) for fact in facts_of(page)]
    for one in facts:
        assert one in expected
    for one in expected:
        assert one in facts
    assert len(facts) == len(expected)


def test_every_case_has_its_files() -> None:
    assert len(CASES) >= 4
    assert all((GOLDEN / case / "expected.json").is_file() for case in CASES)
