"""An endpoint on a small build with a release, whose limits make most of its graphs too large for one result."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import release_folder
import served

LIMIT = 20_000  # bytes of a result: less than any format of the graph hpo, more than those of the W3C's documents


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with a build."""
    home = tmp_path_factory.mktemp("downloads")
    served.publish(home, "aaaa1111")
    return home


@pytest.fixture(scope="module")
def folder(home: Path) -> Path:
    """Return the folder of its release."""
    return release_folder.write(home)


@pytest.fixture(scope="module")
def running(home: Path, folder: Path) -> Iterator[served.Endpoint]:
    """Run an endpoint on it."""
    assert folder.is_dir()
    with served.endpoint(home, "--max-result-bytes", str(LIMIT)) as running:
        yield running


@pytest.fixture(scope="module")
def client(running: served.Endpoint) -> Iterator[httpx.Client]:
    """Return a client of it, which follows no redirect and takes no coding by itself."""
    with running.client() as client:
        client.headers["Accept-Encoding"] = "identity"
        yield client
