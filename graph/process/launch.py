"""Start a worker process, and find out why one has ended."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

START_SECONDS = 30.0  # for a worker to open its store
END_SECONDS = 5.0  # for a process whose channel is closed
SELF_DESTRUCT = 2.0  # seconds after the deadline at which a worker ends itself if its client does not
LAST_WORDS = 4096  # bytes of a dead worker's standard error


def launch(
    store: Path | str, base: str, max_memory: int, prefixes: Mapping[str, str], niceness: int = 0
) -> tuple["subprocess.Popen[bytes]", socket.socket]:
    """Start a worker on ``store`` with ``max_memory`` bytes of address space; return it and the channel to it.

    The store is a folder, or the text of a :class:`rarekg.graph.remote.place.Place`.

    ``base`` is the IRI against which queries' relative IRIs are resolved, ``niceness`` how far the process gives way to
    others from when its store is open. A READY frame arrives when the store is open.

    Raises:
        OSError: The system starts no process.
    """
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-P", "-m", "rarekg.graph.process.worker", str(store), str(theirs.fileno())]
    command += [str(max_memory), str(niceness), base, msgspec.json.encode(prefixes).decode()]
    # One arena for all threads gives memory back; a backtrace would only make a crash take longer.
    environment = os.environ | {"MALLOC_ARENA_MAX": "1", "RUST_BACKTRACE": "0"}
    try:
        with theirs:
            process = subprocess.Popen(
                command,
                pass_fds=(theirs.fileno(),),
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
    except BaseException:  # cancellation too: the pool tries again and again while the system has no process to give
        ours.close()
        raise
    return process, ours


def last_words(process: "subprocess.Popen[bytes]") -> str:
    """Wait for a process that is dead or about to be, and return the end of what it wrote to standard error.

    It has END_SECONDS to end, and again after it was killed: a system call may hold it longer.
    """
    try:
        process.wait(timeout=END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        try:
            process.wait(timeout=END_SECONDS)
        except subprocess.TimeoutExpired:
            return "it does not end"
    with process:
        assert process.stderr is not None
        os.set_blocking(process.stderr.fileno(), False)
        written = process.stderr.read(LAST_WORDS) or b""
    return written.decode(errors="replace").strip()


def exit_cause(status: int | None, words: str) -> str:
    """Return why a process with this exit status and these last words ended: ``renewed``, ``memory`` or ``crash``.

    >>> exit_cause(-6, "memory allocation of 1073741824 bytes failed")
    'memory'
    """
    if status == 0:
        return "renewed"
    return "memory" if any(mark in words for mark in ("memory allocation", "bad_alloc", "MemoryError")) else "crash"
