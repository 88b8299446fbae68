"""jsonld.js, the reference processor of JSON-LD in JavaScript, installed once with npm into the user's cache."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from platformdirs import user_cache_path

VERSION = "8.3.3"
_SCRIPT = """
const jsonld = require('jsonld');
const [task, url, frame] = JSON.parse(require('fs').readFileSync(0));
const done = task === 'frame' ? jsonld.frame(url, frame) : jsonld.toRDF(url, {format: 'application/n-quads'});
done.then(made => console.log(JSON.stringify(made)), error => { console.error(error); process.exit(1); });
"""


def framed(url: str, frame: object) -> dict[str, Any]:
    """Return the document at ``url`` in the shape of ``frame``."""
    made = _run("frame", url, frame)
    assert isinstance(made, dict)
    return made


def triples(url: str) -> str:
    """Return the triples of the document at ``url`` as N-Triples."""
    made = _run("toRDF", url, None)
    assert isinstance(made, str)
    return made


def _run(task: str, url: str, frame: object) -> object:
    environment = os.environ | {"NODE_PATH": str(_modules())}
    done = subprocess.run(
        ["node", "-e", _SCRIPT],
        input=json.dumps([task, url, frame]),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    made: object = json.loads(done.stdout)
    return made


def _modules() -> Path:
    """Return the folder of the library; skip the test if it cannot be installed."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, and jsonld.js comes from there")
    folder = user_cache_path("rarekg-tests", appauthor=False) / f"jsonld-{VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "install.lock"):
        done = folder / "installed"
        if not done.exists():
            install = [npm, "install", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts"]
            command = [*install, "--prefix", str(folder), f"jsonld@{VERSION}"]
            ended = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
            if ended.returncode:
                pytest.skip(f"npm cannot install jsonld.js: {ended.stderr.strip().splitlines()[-1:]}")
            done.touch()
    return folder / "node_modules"
