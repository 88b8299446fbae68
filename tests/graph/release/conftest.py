"""A release of the small build with every format, made once."""

from pathlib import Path

import commands
import pytest


@pytest.fixture(scope="session")
def released(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a release of the small build that the command wrote."""
    folder = tmp_path_factory.mktemp("released") / "release"
    done = commands.run("release", "--all", folder, home=home)
    assert done.returncode == 0, done.stderr
    return folder
