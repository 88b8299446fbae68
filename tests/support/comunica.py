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
    return run(f"sparql@{endpoint}", query, media_type)


def run(source: str, query: str, media_type: str) -> str:
    """Return comunica's result of ``query`` on ``source``, as ``media_type``; an address is that of a document."""
    command_line = [str(command()), source, query, "-t", media_type]
    done = subprocess.run(command_line, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def solutions(endpoint: str, query: str) -> list[dict[str, Any]]:
    """Return the solutions of ``query``, each a map of variable to SPARQL JSON term."""
    results: list[dict[str, Any]] = json.loads(ask(endpoint, query, "application/sparql-results+json"))["results"][
        "bindings"
    ]
    return results
