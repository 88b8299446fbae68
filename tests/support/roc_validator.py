"""roc-validator, which checks the metadata of an RO-Crate; run as a program, this installs it."""

import importlib.util
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import installed
import pytest

VERSION = "0.13.0"
PROGRAM = Path(__file__).parent / "programs" / "rocrate_validate.py"
Severity = Literal["REQUIRED", "RECOMMENDED", "OPTIONAL"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One rule of the profile that a crate does not meet."""

    severity: str
    check: str
    message: str


def commands(*, install: bool) -> Path:
    """Return the folder of commands of an environment with roc-validator, which wants an older rich than rarekg's."""
    return installed.python(f"roc-validator-{VERSION}", f"roc-validator=={VERSION}", install=install)


def findings(crate: Path, *, profile: str = "ro-crate-1.2", severity: Severity = "REQUIRED") -> list[Finding]:
    """Return what the folder ``crate``, which holds ``ro-crate-metadata.json``, violates of a profile.

    ``severity`` is the least that is reported: RECOMMENDED includes REQUIRED. Skips the test where roc-validator is not
    installed.
    """
    python = commands(install=False) / "python"
    command = (str(python), "-I", str(PROGRAM), str(crate), str(_context()), profile, severity)
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    return [Finding(**one) for one in json.loads(done.stdout.splitlines()[-1])]


def _context() -> Path:
    """Return the file with RO-Crate's JSON-LD context, which the package `rocrate` ships."""
    found = importlib.util.find_spec("rocrate")
    if found is None or not found.submodule_search_locations:
        pytest.skip("rocrate is not installed: pip install 'rarekg[release]'")
    return Path(found.submodule_search_locations[0]) / "data" / "ro-crate.jsonld"


if __name__ == "__main__":
    try:
        commands(install=True)
    except pytest.skip.Exception as reason:
        sys.exit(str(reason))
