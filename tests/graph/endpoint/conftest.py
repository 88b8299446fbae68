"""A small graph that has every kind of page and link, for the folders below."""

from pathlib import Path

import pytest
import walked


@pytest.fixture(scope="session")
def linked_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with a build of ten diseases and all that belongs to them."""
    home = tmp_path_factory.mktemp("linked")
    walked.build(home)
    return home
