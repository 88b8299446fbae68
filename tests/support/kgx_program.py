"""KGX, the toolkit for graphs in Biolink's model, which validates its tables; run as a program, this installs it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import biolink
import installed
import pytest
from fetched import pinned

VERSION = "2.7.0"
# It wants an older click than the LinkML of today; pip does not find by itself which one goes with it.
LINKML = ("linkml==1.10.0", "linkml-runtime==1.10.0", "linkml-map==0.5.2")
PROGRAM = Path(__file__).parent / "programs" / "kgx_validate.py"


def commands(*, install: bool) -> Path:
    """Return the folder of commands of an environment of 700 MB, which takes minutes to install."""
    return installed.python(f"kgx-{VERSION}", f"kgx=={VERSION}", *LINKML, install=install)


def report(nodes: Path, edges: Path) -> dict[str, Any]:
    """Return what KGX says of a pair of tables, empty if they are valid; skip the test where it is not installed."""
    python = commands(install=False) / "python"
    command = (str(python), "-I", str(PROGRAM), str(pinned(biolink.SCHEMA)), str(nodes), str(edges))
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout.splitlines()[-1])
    assert answer["version"] == biolink.SCHEMA.version
    found: dict[str, Any] = answer["report"]
    return found


if __name__ == "__main__":
    try:
        commands(install=True)
    except pytest.skip.Exception as reason:
        sys.exit(str(reason))
