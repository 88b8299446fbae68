"""A home with a build of the pinned releases, for tests of the whole graph."""

import fcntl
import subprocess
from pathlib import Path

import commands
import pytest
from fetched import fetched

from rarekg.graph.home.folders import home
from rarekg.mappings.catalog import sources

BUILD_SECONDS = 900


def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with a build of the pinned releases, which the processes of one test run share.

    The test is skipped if no index has one of the files.
    """
    for key, info in sources().items():
        if info.pinned:
            fetched(key)
    folder = tmp_path_factory.getbasetemp()
    folder = (folder.parent if folder.name.startswith("popen") else folder) / "release"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "current").exists():
            (folder / "sources").symlink_to(home() / "sources")
            done = subprocess.run(
                [*commands.COMMAND, "build"],
                env=commands.environment(folder) | commands.UNMEASURED,
                capture_output=True,
                text=True,
                timeout=BUILD_SECONDS,
                check=False,
            )
            assert done.returncode == 0, done.stderr
    return folder
