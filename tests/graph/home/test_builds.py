"""The builds of a home are listed, whatever else lies beside them."""

import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import commands
import pytest
import served

from rarekg.graph.home.builds import find, published
from rarekg.ontology.errors import QueryError

STRAYS: dict[str, Callable[[Path], object]] = {
    "a file": lambda path: path.write_text("notes", encoding="utf-8"),
    "an empty folder": lambda path: path.mkdir(),
    "a folder of something else": lambda path: (path / "deeper").mkdir(parents=True),
    "a link that leads nowhere": lambda path: path.symlink_to("nowhere"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a pipe": os.mkfifo,
}


@pytest.mark.parametrize("stray", STRAYS)
def test_what_is_no_build_is_ignored_with_a_warning(
    tmp_path: Path, stray: str, caplog: pytest.LogCaptureFixture
) -> None:
    folder = served.publish(tmp_path, "one")
    STRAYS[stray](tmp_path / "builds" / "stray")
    with caplog.at_level(logging.WARNING, "rarekg.home"):
        assert [build.folder for build in published(tmp_path)] == [folder]
    (warning,) = caplog.messages
    assert warning.startswith(f"{tmp_path / 'builds' / 'stray'} is no build")
    assert find(tmp_path, "one").folder == folder


def test_the_newest_build_comes_first_and_hidden_folders_are_silent(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert published(tmp_path) == []
    for identity in ("a", "c", "b"):  # all finished at the same time: the name decides
        served.publish(tmp_path, identity)
    shutil.copytree(tmp_path / "builds" / "a", tmp_path / "builds" / ".staged")
    assert [build.id for build in published(tmp_path)] == ["c", "b", "a"]
    assert caplog.messages == []


def test_a_damaged_manifest_is_an_error_that_names_it(tmp_path: Path) -> None:
    served.publish(tmp_path, "one")
    (served.publish(tmp_path, "two") / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(QueryError, match=r"two/manifest\.json is not a manifest"):
        published(tmp_path)


def test_commands_work_beside_a_stray_file_and_say_so(tmp_path: Path) -> None:
    served.publish(tmp_path, "one")
    (tmp_path / "builds" / "notes.txt").write_text("notes", encoding="utf-8")
    for command in (["builds"], ["sources", "--build", "one"]):
        done = commands.run(*command, home=tmp_path)
        assert done.returncode == 0, done.stderr
        assert done.stderr.splitlines() == [
            f"{tmp_path / 'builds' / 'notes.txt'} is no build, which is a folder with a manifest.json: it is ignored"
        ]
