"""A small home with one build, shared by the tests that only read it."""

from pathlib import Path

import commands
import pytest
import small
from pyoxigraph import Store

from rarekg.graph.builds import Build, current


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose current build is of the small sources."""
    folder = tmp_path_factory.mktemp("home")
    commands.build(folder, small.written(folder / "sources"))
    return folder


@pytest.fixture(scope="session")
def built(home: Path) -> Build:
    """Return the build of :func:`home`."""
    return current(home)


@pytest.fixture(scope="session")
def store(built: Build) -> Store:
    """Return the store of :func:`built`."""
    return Store.read_only(str(built.store))
