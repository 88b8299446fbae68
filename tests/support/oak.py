"""OAK, the Ontology Access Kit, which browses an endpoint as an ontology; run as a program, this installs it."""

import csv
import subprocess
import sys
from pathlib import Path

import installed
import pytest

VERSION = "0.7.4"


def commands(*, install: bool) -> Path:
    """Return the folder with ``runoak``, an environment of 515 MB that takes two minutes to install."""
    return installed.python(f"oaklib-{VERSION}", f"oaklib=={VERSION}", install=install)


def run(endpoint: str, *arguments: str) -> list[list[str]]:
    """Return the rows that ``runoak`` prints, without a header; skip the test where it is not installed."""
    command = [str(commands(install=False) / "runoak"), "-i", f"sparql:{endpoint}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    rows = list(csv.reader(done.stdout.splitlines(), delimiter="\t"))
    return rows[1:] if rows[:1] and rows[0][0] in ("id", "subject") else rows


if __name__ == "__main__":
    try:
        commands(install=True)
    except pytest.skip.Exception as reason:
        sys.exit(str(reason))
