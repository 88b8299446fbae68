"""jsonld.js, the reference processor of JSON-LD in JavaScript: its frames, and its reading of documents."""

import json
import os
import subprocess
from typing import Any

import javascript

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
    environment = os.environ | {"NODE_PATH": str(javascript.modules())}
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
