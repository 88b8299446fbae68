"""The command line in a process and a home folder of its own."""

import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

COMMAND = (sys.executable, "-m", "rarekg.graph")
# The environment of a process without coverage, which would slow it and write a file at its end.
UNMEASURED = {"COVERAGE_PROCESS_CONFIG": ""}


def run(
    *arguments: str | Path, home: Path, given: str = "", changed: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``rarekg`` with ``$RAREKG_HOME``; ``given`` is its input, ``changed`` updates its environment."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=given,
        env={**environment(home), **(changed or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def run_short_of_space(*arguments: str | Path, home: Path, size: int) -> subprocess.CompletedProcess[str]:
    """Run ``rarekg`` in a process that can write no file of more than ``size`` bytes.

    The limit stands in for the disk's end: writing past it fails in the same place.
    """
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        env=environment(home) | UNMEASURED,  # whose data file the limit would cut as well
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def environment(home: Path) -> dict[str, str]:
    """Return this process's environment with ``$RAREKG_HOME`` and without settings that colour or wrap output."""
    kept = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "TTY_COMPATIBLE")}
    return kept | {"RAREKG_HOME": str(home), "COLUMNS": "400", "NO_COLOR": "1", "TERM": "dumb"}


def build(home: Path, options: Sequence[str]) -> str:
    """Build in ``home``; return the build's id."""
    done = run("build", *options, home=home)
    assert done.returncode == 0, done.stderr
    return done.stdout.split(":")[0]


def marked(done: subprocess.CompletedProcess[str]) -> tuple[str, str]:
    """Return the message of a failed query and the marked line below it, after checking that there is no more."""
    assert done.returncode == 1, (done.stdout, done.stderr)
    message, empty, source, caret = done.stderr.rstrip("\n").split("\n")
    assert not empty
    assert not done.stdout
    return message, f"{source}\n{caret}"


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """Return the error message of a failed command, after checking that it is one line and not a traceback."""
    assert done.returncode == 1, (done.stdout, done.stderr)
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("rarekg: ")
    return lines[0]
