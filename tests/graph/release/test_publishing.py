"""A release is put into place whole; what is in the way is named, and nothing of a failure is left."""

from errno import ENOSPC, ENOTEMPTY
from pathlib import Path

import pytest

from rarekg.graph.release.publishing import published
from rarekg.ontology.errors import RarekgError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_appears_with_what_was_written(tmp_path: Path) -> None:
    for folder in (tmp_path / "new", tmp_path / "a/b/new"):
        with published(folder) as staged:
            (staged / "file").write_text("written", encoding="utf-8")
            assert not folder.exists()
        assert (folder / "file").read_text(encoding="utf-8") == "written"
        assert names(folder.parent)[-1] == "new"
    assert names(tmp_path) == ["a", "new"]


def test_an_empty_folder_is_filled_and_any_other_left_alone(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with published(tmp_path / "empty") as staged:
        (staged / "file").touch()
    assert names(tmp_path / "empty") == ["file"]
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    for name, why in (("empty", "is not empty"), ("empty/file", "is not a folder"), ("nowhere", "is not a folder")):
        with pytest.raises(RarekgError, match=f"{name} {why}; remove it"), published(tmp_path / name):
            pytest.fail("it was begun")
    assert names(tmp_path) == ["empty", "nowhere"]


def test_the_remains_of_a_killed_one_are_removed(tmp_path: Path) -> None:
    remains = tmp_path / ".new.partial"
    (remains / "graphs").mkdir(parents=True)
    (remains / "graphs/half.nt.gz").touch()
    (remains / "half.nq.gz").touch()
    with published(tmp_path / "new") as staged:
        assert names(staged) == []
    assert names(tmp_path) == ["new"]


def test_a_second_one_is_refused_while_the_first_is_written(tmp_path: Path) -> None:
    with published(tmp_path / "new") as staged:
        with pytest.raises(RarekgError, match="another process is writing"), published(tmp_path / "new"):
            pytest.fail("it was begun")
        assert staged.is_dir()
    assert names(tmp_path) == ["new"]


def test_what_fills_the_folder_meanwhile_is_left_alone(tmp_path: Path) -> None:
    def filled() -> None:
        with published(tmp_path / "new"):
            (tmp_path / "new").mkdir()
            (tmp_path / "new/theirs").touch()

    with pytest.raises(RarekgError, match="is not empty"):
        filled()
    assert names(tmp_path) == ["new"]
    assert names(tmp_path / "new") == ["theirs"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(ENOSPC, "No space left on device"), "no space is left for .*new; free some space"),
        (OSError("IO error: No space left on device: while appending"), "no space is left for .*new"),  # the engine's
        (OSError(ENOTEMPTY, "Directory not empty"), "new is not empty; remove it"),
    ],
)
def test_what_fails_is_one_line_and_leaves_nothing(tmp_path: Path, error: OSError, words: str) -> None:
    def failing() -> None:
        with published(tmp_path / "new") as staged:
            (staged / "half").touch()
            raise error

    with pytest.raises(RarekgError, match=words):
        failing()
    assert names(tmp_path) == []


def test_another_error_is_passed_on(tmp_path: Path) -> None:
    with pytest.raises(PermissionError), published(tmp_path / "new"):
        raise PermissionError(13, "Permission denied")
    assert names(tmp_path) == []
