"""Comunica, a SPARQL client in JavaScript, installed once with npm into the user's cache."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from platformdirs import user_cache_path

VERSION = "4.5.0"
INSTALL_SECONDS = 300


def command() -> Path:
    """Return the command ``comunica-sparql``; skip the test if it cannot be installed."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, and comunica comes from there")
    folder = user_cache_path("rarekg-tests", appauthor=False) / f"comunica-{VERSION}"
    path = folder / "node_modules/.bin/comunica-sparql"
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "install.lock"):
        done = folder / "installed"
        if not done.exists():
            package = f"@comunica/query-sparql@{VERSION}"
            install = [npm, "install", "--no-audit", "--no-fund", "--no-save", "--prefix", str(folder), package]
            ended = subprocess.run(install, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False)
            if ended.returncode:
                pytest.skip(f"npm cannot install {package}: {ended.stderr.strip().splitlines()[-1:]}")
            done.touch()
    return path


def ask(endpoint: str, query: str, media_type: str) -> str:
    """Return comunica's result of ``query`` on ``endpoint``, as ``media_type``."""
    command_line = [str(command()), f"sparql@{endpoint}", query, "-t", media_type]
    done = subprocess.run(command_line, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def solutions(endpoint: str, query: str) -> list[dict[str, Any]]:
    """Return the solutions of ``query``, each a map of variable to SPARQL JSON term."""
    results: list[dict[str, Any]] = json.loads(ask(endpoint, query, "application/sparql-results+json"))["results"][
        "bindings"
    ]
    return results
