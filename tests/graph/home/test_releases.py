"""The description of a release is read whole or refused with the reason."""

import json
from pathlib import Path

import pytest

from rarekg.graph.home.releases import DESCRIPTION, FOLDER, released, state
from rarekg.ontology.errors import QueryError

HASH = "sha256:" + "0" * 64
RESOURCE = {"path": "graphs/hpo.nt.gz", "bytes": 7, "hash": HASH}


def written(home: Path, content: str) -> None:
    folder = home / FOLDER / "b1"
    folder.mkdir(parents=True)
    (folder / DESCRIPTION).write_text(content, encoding="utf-8")


def described(version: str = "b1", **changed: object) -> str:
    return json.dumps({"version": version, "resources": [RESOURCE | changed]})


def test_its_files_are_found_by_their_path(tmp_path: Path) -> None:
    written(tmp_path, described())
    found = released(tmp_path, "b1")
    assert found is not None
    resource = found.find("graphs/hpo.nt.gz")
    assert resource is not None
    assert (resource.bytes, resource.sha256) == (7, "0" * 64)
    assert found.find("graphs/hpo.nt") is None
    assert state(tmp_path, "b1")


@pytest.mark.parametrize("build", ["b2", "", "..", "../releases/b1", "b\0", "x" * 1000])
def test_of_another_build_there_is_none(tmp_path: Path, build: str) -> None:
    written(tmp_path, described())
    assert released(tmp_path, build) is None
    assert not state(tmp_path, "b2")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "cannot be read"),
        ("{}", "version"),
        (described("b2"), "is that of build b2"),
        (described(path="../secret"), "'../secret' is no path below the folder"),
        (described(path="/etc/passwd"), "is no path below the folder"),
        (described(hash="md5:1"), "is not sha256: and 64 hexadecimal digits"),
        (described(bytes="7"), "cannot be read"),
    ],
)
def test_a_wrong_description_is_refused_with_the_reason(tmp_path: Path, content: str, words: str) -> None:
    written(tmp_path, content)
    with pytest.raises(QueryError, match=words) as caught:
        released(tmp_path, "b1")
    assert "\n" not in str(caught.value)


def test_a_description_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / FOLDER / "b1" / DESCRIPTION).mkdir(parents=True)
    with pytest.raises(QueryError, match="cannot be read"):
        released(tmp_path, "b1")
