"""One endpoint with limits that tests reach soon, shared by all tests of a process that do not disturb it."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import served


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
