"""Libraries of npm that read RDF: two SPARQL clients, a streaming parser of Turtle, and the reference for JSON-LD."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import installed

PACKAGES = ("fetch-sparql-endpoint@7.2.0", "sparql-http-client@3.1.0", "n3@2.13.12", "jsonld@9.0.0")
PROGRAM = Path(__file__).parent / "programs" / "clients.mjs"


def run(reader: str, *arguments: str) -> list[Any]:
    """Return what a reader of ``clients.mjs`` prints: rows by variable, or statements as lists of four."""
    command = [str(shutil.which("node")), str(PROGRAM), str(modules()), reader, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    read: list[Any] = json.loads(done.stdout)
    return read


def modules() -> Path:
    """Return the folder ``node_modules`` of the libraries; skip the test where they cannot be installed."""
    return installed.npm("javascript-1", *PACKAGES)
