"""One endpoint on the build of the small sources, shared by the tests that only read."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import served


@pytest.fixture(scope="session")
def endpoint(home: Path) -> Iterator[served.Endpoint]:
    """Run an endpoint on that build."""
    with served.endpoint(home) as running:
        yield running


@pytest.fixture
def client(endpoint: served.Endpoint) -> Iterator[httpx.Client]:
    """Return a client of it, which follows no redirect of its own."""
    with endpoint.client() as opened:
        yield opened
