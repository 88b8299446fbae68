"""Run a program and measure its time and the peak memory of it and all its children together (Linux)."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

EVERY = 0.05  # seconds between two samples of the memory
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Wall time in ``seconds`` and peak of the summed resident memory in ``megabytes``."""

    seconds: float
    megabytes: float


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Run:
    """Run ``command`` to its end; exit with its standard error if it fails."""
    started, peak = monotonic(), 0
    with subprocess.Popen(
        [str(part) for part in command],
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        # The programs write little to standard error, so it can be read when they have ended.
        while process.poll() is None:
            peak = max(peak, sum(map(resident, family(process.pid))))
            sleep(EVERY)
        seconds = monotonic() - started
        assert process.stderr
        if process.returncode:
            sys.exit(f"{' '.join(map(str, command))}: {process.stderr.read().decode(errors='replace')}")
    return Run(seconds=seconds, megabytes=peak / 1e6)


def family(process: int) -> Iterator[int]:
    """Yield ``process`` and all its running descendants."""
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            started = [int(child) for child in children.read_text().split()]
        except OSError:  # the process has ended
            continue
        for child in started:
            yield from family(child)


def resident(process: int) -> int:
    """Return the resident memory of ``process`` in bytes, 0 if it has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE
    except OSError:
        return 0
