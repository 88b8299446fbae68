"""The gate on a small graph with one error: each kind that has a rule is refused, and the finding names the rule."""

from pathlib import Path

import pytest
from broken_graphs import Broken, broken_graphs
from sound import edited, findings, sound, statements

KINDS_OF_ERROR = 80
SHARE_REFUSED = 0.9
REFUSED = [broken for broken in broken_graphs() if broken.rule is not None]
MISSED = [broken for broken in broken_graphs() if broken.rule is None]


def rules_broken(broken: Broken, folder: Path) -> set[str]:
    graph = edited(broken.minus, broken.plus, broken.without)
    return {finding.check for finding in findings(graph, folder, statements(broken.again))}


def test_the_sound_graph_is_not_refused(tmp_path: Path) -> None:
    assert findings(sound(), tmp_path) == set()


@pytest.mark.parametrize("broken", REFUSED, ids=lambda broken: broken.name)
def test_an_error_is_refused_by_its_rule(broken: Broken, tmp_path: Path) -> None:
    assert broken.rule in rules_broken(broken, tmp_path)


@pytest.mark.parametrize("broken", MISSED, ids=lambda broken: broken.name)
def test_an_error_that_nothing_contradicts_is_missed(broken: Broken, tmp_path: Path) -> None:
    # If a new rule sees one of these, it belongs among the others.
    assert rules_broken(broken, tmp_path) == set()


def test_nine_of_ten_kinds_are_refused() -> None:
    names = [broken.name for broken in (*REFUSED, *MISSED)]
    assert len(names) == len(set(names)) >= KINDS_OF_ERROR
    assert len(REFUSED) / len(names) >= SHARE_REFUSED
