"""One endpoint on a small graph with documents, tables and pages, which programs of others read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import served
from pyoxigraph import Store

from rarekg.graph.home.builds import current


@pytest.fixture(scope="session")
def endpoint(linked_home: Path) -> Iterator[served.Endpoint]:
    """Run an endpoint on that build."""
    with served.endpoint(linked_home) as running:
        yield running


@pytest.fixture(scope="session")
def store(linked_home: Path) -> Store:
    """Return the store that is served, read by the engine itself."""
    return Store.read_only(str(current(linked_home).store))
