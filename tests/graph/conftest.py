"""A small home with one build, and an endpoint on another, shared by the tests that only read them."""

from collections.abc import Iterator
from pathlib import Path

import commands
import httpx
import pytest
import served
import small
from pyoxigraph import Store

from rarekg.graph.home.builds import Build, current


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


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with one small build."""
    home = tmp_path_factory.mktemp("published")
    served.publish(home, "first")
    return home


@pytest.fixture(scope="session")
def endpoint(published: Path) -> Iterator[served.Endpoint]:
    """Run an endpoint on the small build."""
    with served.endpoint(published, "--timeout", "2", "--max-result-bytes", "2000000") as running:
        yield running


@pytest.fixture
def client(endpoint: served.Endpoint) -> Iterator[httpx.Client]:
    """Return a client of the shared endpoint."""
    with endpoint.client() as opened:
        yield opened
