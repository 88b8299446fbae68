"""One endpoint on a small graph that has every kind of link, shared by the tests that only read."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import served
from pyoxigraph import Store

from rarekg.graph.home.builds import current


@pytest.fixture(scope="session")
def endpoint(linked_home: Path) -> Iterator[served.Endpoint]:
    """Run an endpoint on that build."""
    with served.endpoint(linked_home) as running:
        yield running


@pytest.fixture
def client(endpoint: served.Endpoint) -> Iterator[httpx.Client]:
    """Return a client of it, which follows no redirect of its own."""
    with endpoint.client() as opened:
        yield opened


@pytest.fixture(scope="session")
def graph(linked_home: Path) -> Store:
    """Return the store that is served."""
    return Store.read_only(str(current(linked_home).store))
