"""An endpoint with pages, documents and queries, whose responses are all subject to the same rules of HTTP."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import served
from fronts import FRONTS, Front


@pytest.fixture(scope="session")
def endpoint(linked_home: Path) -> Iterator[served.Endpoint]:
    """Run an endpoint on the small graph."""
    with served.endpoint(linked_home) as running:
        yield running


@pytest.fixture
def client(endpoint: served.Endpoint) -> Iterator[httpx.Client]:
    """Return a client that accepts no content coding by default and follows no redirect."""
    with endpoint.client() as opened:
        opened.headers["Accept-Encoding"] = "identity"
        yield opened


@pytest.fixture(params=FRONTS)
def front(request: pytest.FixtureRequest) -> Front:
    """Return one of the responses."""
    return FRONTS[request.param]
