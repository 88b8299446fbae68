"""The synchronous client of a worker process: one query, one process, and its result as it arrives."""

import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import msgspec

from rarekg.graph.process.frames import END, FAILURE, QUERY, Failure, Request, json_frame, split
from rarekg.graph.process.launch import SELF_DESTRUCT, START_SECONDS, exit_cause, last_words, launch
from rarekg.ontology.errors import QueryError

RECEIVED = 1 << 16  # bytes taken from the channel at once


class WorkerError(QueryError):
    """Report a query without a complete result.

    ``kind`` is that of :class:`rarekg.graph.process.frames.Failure`, or ``start``, ``timeout``, ``memory``, ``crash``;
    ``source`` is the line of the query with the mistake, with a caret below it, or ''.
    """

    def __init__(self, kind: str, message: str, source: str = "") -> None:
        """Keep the kind and the line beside the message."""
        super().__init__(message)
        self.kind, self.source = kind, source


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A result while it arrives: the name of its format, and its bytes part by part."""

    format: str
    parts: Iterator[bytes]


@contextmanager
def running(
    store: Path, base: str, request: Request, *, max_memory: int, prefixes: Mapping[str, str]
) -> Iterator[Result]:
    """Run ``request`` on ``store`` in a process of its own, which ends with the block; give the result.

    The process has ``max_memory`` bytes of address space. Its time begins when its store is open and goes on while the
    caller uses the parts; it waits for the caller, so that few of them are in memory.

    Raises:
        WorkerError: The process does not start, or the query fails. Reading the parts raises it too.
    """
    process, channel = launch(store, base, max_memory, prefixes)
    with process, channel:
        try:
            _await_start(store, process, channel)
            frames = _received(process, channel, request)
            _, head = next(frames)
            parts = (payload for _, payload in frames)
            yield Result(format=msgspec.json.decode(head, type=str), parts=parts)
        finally:
            process.kill()


def _await_start(store: Path, process: "subprocess.Popen[bytes]", channel: socket.socket) -> None:
    try:
        next(_frames(channel, START_SECONDS))
    except TimeoutError as error:
        raise WorkerError("start", f"{store} was not opened within {START_SECONDS:g} s") from error
    except EOFError as error:
        words = last_words(process)
        why = words.splitlines()[-1] if words else "its process ended"
        raise WorkerError("start", f"{store} cannot be opened: {why}") from error


def _received(
    process: "subprocess.Popen[bytes]", channel: socket.socket, request: Request
) -> Iterator[tuple[bytes, bytes]]:
    """Send ``request`` and yield the frames HEAD and DATA… of its result."""
    sent = msgspec.structs.replace(request, seconds=request.seconds + SELF_DESTRUCT)
    try:
        _send(channel, json_frame(QUERY, sent))
        for kind, payload in _frames(channel, request.seconds):
            if kind == END:
                return
            if kind == FAILURE:
                failure = msgspec.json.decode(payload, type=Failure)
                raise WorkerError(failure.kind, failure.message, str(failure.facts.get("source", "")))
            yield kind, payload
    except TimeoutError as error:
        raise WorkerError("timeout", f"the query took longer than {request.seconds:g} s") from error
    except EOFError as error:
        raise _exit_error(process) from error


def _exit_error(process: "subprocess.Popen[bytes]") -> WorkerError:
    words = last_words(process)
    status = process.returncode
    if exit_cause(status, words) == "memory":
        return WorkerError("memory", "the query needed too much memory")
    how = f"signal {-status}" if status < 0 else f"exit status {status}"
    return WorkerError("crash", f"the query ended the engine ({how})")


def _send(channel: socket.socket, data: bytes) -> None:
    try:
        channel.sendall(data)
    except (BrokenPipeError, ConnectionResetError) as error:
        raise EOFError from error


def _frames(channel: socket.socket, seconds: float) -> Iterator[tuple[bytes, bytes]]:
    """Yield the frames that arrive within ``seconds``.

    Raises:
        TimeoutError: The time is over.
        EOFError: The worker closed the channel.
    """
    deadline, buffer = monotonic() + seconds, bytearray()
    while True:
        left = deadline - monotonic()
        if left <= 0:
            raise TimeoutError
        channel.settimeout(left)
        try:
            data = channel.recv(RECEIVED)
        except ConnectionResetError as error:
            raise EOFError from error
        if not data:
            raise EOFError
        buffer += data
        yield from split(buffer)
