"""A small graph that has every kind of page and link, for the folders below, and an endpoint on it for clients."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import served
import walked
from pyoxigraph import Store

from rarekg.graph.home.builds import current


@pytest.fixture(scope="session")
def linked_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with a build of ten diseases and all that belongs to them."""
    home = tmp_path_factory.mktemp("linked")
    walked.build(home)
    return home


@pytest.fixture(scope="session")
def linked(linked_home: Path) -> Iterator[served.Endpoint]:
    """Run an endpoint on that build."""
    with served.endpoint(linked_home) as running:
        yield running


@pytest.fixture(scope="session")
def linked_store(linked_home: Path) -> Store:
    """Return the store that is served, read by the engine itself."""
    return Store.read_only(str(current(linked_home).store))
