"""sssom, the toolkit for mapping tables of its authors, which validates them; run as a program, this installs it."""

import subprocess
import sys
from pathlib import Path

import installed
import pytest

VERSION = "0.4.21"


def commands(*, install: bool) -> Path:
    """Return the folder of commands with ``sssom``."""
    return installed.python(f"sssom-{VERSION}", f"sssom=={VERSION}", install=install)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``sssom`` with ``arguments``; skip the test where it is not installed."""
    command = (str(commands(install=False) / "sssom"), *arguments)
    return subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)


if __name__ == "__main__":
    try:
        commands(install=True)
    except pytest.skip.Exception as reason:
        sys.exit(str(reason))
