"""The paths of the home and of cached files."""

from pathlib import Path

import pytest

from rarekg.graph.home.folders import cached_file, home
from rarekg.mappings.catalog import sources


def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RAREKG_HOME", str(tmp_path))
    assert home() == tmp_path
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAREKG_HOME", "here")
    assert home() == tmp_path / "here"


def test_a_tilde_is_the_users_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("RAREKG_HOME", "~/kg")
    assert home() == tmp_path / "kg"


@pytest.mark.parametrize("chosen", [None, ""])
def test_the_default_is_the_platforms_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, chosen: str | None
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("RAREKG_HOME", raising=False)
    if chosen is not None:
        monkeypatch.setenv("RAREKG_HOME", chosen)
    assert home().name == "rarekg"
    assert home().is_relative_to(tmp_path)


def test_each_source_has_its_own_file(tmp_path: Path) -> None:
    places = [cached_file(tmp_path, info) for info in sources().values()]
    pinned = [place for place in places if place is not None]
    assert all(place.parent == tmp_path / "sources" for place in pinned)
    assert len(set(pinned)) == sum(info.pinned is not None for info in sources().values())
