"""Engines of others, empty, each started once; and a server that does what servers should not."""

from collections.abc import Iterator
from pathlib import Path

import engines
import pytest
import served
from upstream import Upstream, upstream


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[engines.Engine]:
    """Return each engine in turn, running without any graph of ours."""
    with engines.RUNNING[request.param](tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.fixture
def own_home(home: Path, tmp_path: Path) -> Path:
    """Return a home with the small build, whose pushes are its own."""
    return served.copied(home, tmp_path / "home")


@pytest.fixture
def server() -> Iterator[Upstream]:
    """Run a server that answers as a test says."""
    with upstream() as made:
        yield made
