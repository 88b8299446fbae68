"""The mapping process as the build sees it: the streams of quads that it writes, and what it says meanwhile.

The streams are pipes that the store's loader opens by name (``/dev/fd/N``): so no Python stands between the two
processes, and when either dies, the operating system tells the other.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from threading import Event, Thread
from typing import IO

from rarekg.graph.pipeline import messages
from rarekg.graph.pipeline.counts import Counts
from rarekg.graph.pipeline.mapper import BROKEN_PIPE, stages
from rarekg.graph.pipeline.messages import Failure, Mapped, Note, Task
from rarekg.graph.pipeline.plan import Plan
from rarekg.ontology.errors import SourceError, ValidationError, one_line

# A process that dies closes its pipes a moment before it can be seen to be dead.
DYING_SECONDS = 1.0


@dataclass(slots=True, kw_only=True)
class Heard:
    """What the mapping process says: ``note`` is called with its progress, ``written`` when all its quads are.

    Both are called from another thread. ``done`` is set when nothing more will be said of the quads.
    """

    note: Callable[[str], None]
    written: Callable[[], object]
    counts: Counts | None = None
    failure: Failure | None = None
    done: Event = field(default_factory=Event)

    def listen(self, reports: IO[bytes]) -> None:
        """Hear all there is in ``reports``, to its end; half a line is the last one of a process that died."""
        try:
            for line in reports:
                if line.endswith(b"\n"):
                    self._take(messages.report(line))
        finally:
            self.done.set()

    def _take(self, report: Note | Mapped | Failure) -> None:
        if isinstance(report, Note):
            self.note(report.text)
            return
        if isinstance(report, Mapped):
            self.counts = report.counts
            self.written()
        else:
            self.failure = report
        self.done.set()


@dataclass(slots=True, kw_only=True)
class Emitter:
    """A mapping process at work; ``streams`` are the descriptors of what it writes, one after the other."""

    streams: Sequence[int]
    process: Popen[bytes]
    heard: Heard
    stopped: bool = False

    def counts(self, refused: SyntaxError | None) -> Counts:
        """Return what was counted, when all quads are written.

        ``refused`` is what the loader could not parse. Raises SourceError where a source is not what it says it is or
        the process died, ValidationError where a statement is not RDF.
        """
        self.heard.done.wait()
        if self.heard.counts is not None and refused is None:
            return self.heard.counts
        raise _outcome(self.heard.failure, self.process.wait(), refused, stopped=self.stopped)

    def finish(self) -> None:
        """Wait for what the process does after the quads; raises SourceError where that failed."""
        if status := self.process.wait():
            self.heard.done.wait()
            raise _outcome(self.heard.failure, status, None, stopped=self.stopped)

    def stop(self) -> None:
        """End the process, because nobody will read what it writes; one that has died by itself has its own reason."""
        with suppress(TimeoutExpired):
            self.process.wait(timeout=DYING_SECONDS)
        self.stopped = self.process.poll() is None
        self.process.terminate()


@contextmanager
def emitting(plan: Plan, folder: Path, heard: Heard) -> Iterator[Emitter]:
    """Let a process read and map the sources of ``plan``; it has ended when this is left.

    ``folder`` gets the list of issues, the index of what can be searched for and, for the gate, a copy of what the
    sources state.
    """
    pipes = [os.pipe() for _ in stages(plan)]
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as reports:
        process = _start([writing, *(end for _, end in pipes)])
        listener = Thread(target=heard.listen, args=(reports,))
        listener.start()
        try:
            _send(process, Task(plan=plan, folder=str(folder)))
            yield Emitter(streams=[end for end, _ in pipes], process=process, heard=heard)
        except BaseException:
            process.terminate()
            raise
        finally:
            for end, _ in pipes:
                os.close(end)
            process.wait()
            listener.join()


def _start(writing: Sequence[int]) -> Popen[bytes]:
    # -P: a file in the working directory must not pass for a module of the package.
    command = [sys.executable, "-P", "-m", "rarekg.graph.pipeline.mapper", *map(str, writing)]
    try:
        return Popen(command, stdin=PIPE, pass_fds=writing)
    finally:
        for end in writing:
            os.close(end)


def _send(process: Popen[bytes], task: Task) -> None:
    assert process.stdin
    # A process that died at once has no reader here; its exit code says more than the broken pipe.
    with suppress(BrokenPipeError), closing(process.stdin):
        process.stdin.write(messages.encode(task))


def _outcome(
    failure: Failure | None, status: int, refused: SyntaxError | None, *, stopped: bool
) -> SourceError | ValidationError:
    # In this order: half a statement is what a loader sees of a mapping process that died.
    if failure is not None:
        return SourceError(failure.message)
    if refused is not None and (stopped or status in (0, BROKEN_PIPE)):
        return ValidationError(one_line(f"a statement is not RDF: {refused}"))
    if status < 0:
        return SourceError(f"reading the sources was ended by signal {-status}", advice="is there enough memory?")
    return SourceError(f"reading the sources failed with exit code {status}", advice="the lines above say where")
