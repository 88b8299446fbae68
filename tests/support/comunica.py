"""Comunica, a SPARQL client in JavaScript, installed once with npm into the user's cache."""

import json
import subprocess
from pathlib import Path
from typing import Any

import installed

VERSION = "4.5.0"


def command() -> Path:
    """Return the command ``comunica-sparql``; skip the test if it cannot be installed."""
    return installed.npm(f"comunica-{VERSION}", f"@comunica/query-sparql@{VERSION}") / ".bin/comunica-sparql"


def ask(endpoint: str, query: str, media_type: str) -> str:
    """Return comunica's result of ``query`` on ``endpoint``, as ``media_type``."""
    return _run(f"sparql@{endpoint}", query, media_type)


def solutions(endpoint: str, query: str) -> list[dict[str, Any]]:
    """Return the solutions of ``query``, each a map of variable to SPARQL JSON term."""
    return _solutions(f"sparql@{endpoint}", query)


def document_solutions(address: str, query: str) -> list[dict[str, Any]]:
    """Return the solutions of ``query`` over the document at ``address``, which comunica fetches and reads itself."""
    return _solutions(address, query)


def _solutions(source: str, query: str) -> list[dict[str, Any]]:
    results = json.loads(_run(source, query, "application/sparql-results+json"))["results"]
    found: list[dict[str, Any]] = results["bindings"]
    return found


def _run(source: str, query: str, media_type: str) -> str:
    command_line = [str(command()), source, query, "-t", media_type]
    done = subprocess.run(command_line, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
