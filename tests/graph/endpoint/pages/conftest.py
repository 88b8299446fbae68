"""One server on the small graph of tests/support/walked.py, shared by the tests of a process."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import served
import walked
from pyoxigraph import Store

from rarekg.graph.home.builds import current


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with a build of that graph."""
    folder = tmp_path_factory.mktemp("walked")
    walked.build(folder)
    return folder


@pytest.fixture(scope="session")
def site(home: Path) -> Iterator[served.Endpoint]:
    """Run `rarekg serve` on that home."""
    with served.endpoint(home) as running:
        yield running


@pytest.fixture
def client(site: served.Endpoint) -> Iterator[httpx.Client]:
    """Return a client that sends the headers of a browser and follows redirects."""
    with site.client() as opened:
        opened.headers["Accept"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        opened.follow_redirects = True
        yield opened


@pytest.fixture(scope="session")
def facts(home: Path) -> Store:
    """Open the store of that build to read, so that tests can count what pages show."""
    return Store.read_only(str(current(home).store))
