"""The mapping process as the build sees it: start it, listen to its reports, stop it, and explain how it ended."""

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
from rarekg.graph.pipeline.messages import Failure, Mapped, Note, Report, Task
from rarekg.graph.pipeline.plan import Plan
from rarekg.graph.pipeline.streams import BROKEN_PIPE, close, open_pipes
from rarekg.ontology.errors import SourceError, ValidationError, one_line

# A process that dies closes its pipes a moment before the system reports it dead.
DYING_SECONDS = 1.0


@dataclass(slots=True, kw_only=True)
class Reports:
    """The reports of the mapping process so far.

    ``note`` is called with its progress, ``mapped`` when all its quads are written; both from the listening thread.
    ``outcome`` is set when ``counts`` or ``failure`` is there, or neither will come.
    """

    note: Callable[[str], None]
    mapped: Callable[[], object]
    counts: Counts | None = None
    failure: Failure | None = None
    outcome: Event = field(default_factory=Event)

    def listen(self, pipe: IO[bytes]) -> None:
        """Read ``pipe`` to its end. The last line may be incomplete if the process died; it is ignored."""
        try:
            for line in pipe:
                if line.endswith(b"\n"):
                    self._receive(messages.report(line))
        finally:
            self.outcome.set()

    def _receive(self, report: Report) -> None:
        if isinstance(report, Note):
            self.note(report.text)
            return
        if isinstance(report, Mapped):
            self.counts = report.counts
            self.mapped()
        else:
            self.failure = report
        self.outcome.set()


@dataclass(slots=True, kw_only=True)
class MappingProcess:
    """A running mapping process; ``streams`` are the descriptors to read its quads from."""

    streams: Sequence[int]
    process: Popen[bytes]
    reports: Reports
    stopped: bool = False

    def counts(self, refused: SyntaxError | None) -> Counts:
        """Wait until all quads are written; return the counts of the sources.

        Args:
            refused: The error of the loader if it could not parse a statement.

        Raises:
            SourceError: A source is not of its format, or the process died.
            ValidationError: A statement is not RDF.
        """
        self.reports.outcome.wait()
        if self.reports.counts is not None and refused is None:
            return self.reports.counts
        raise _error(self.reports.failure, self.process.wait(), refused, stopped=self.stopped)

    def finish(self) -> None:
        """Wait until the search index is written.

        Raises:
            SourceError: It could not be written, or the process died.
        """
        if status := self.process.wait():
            self.reports.outcome.wait()
            raise _error(self.reports.failure, status, None, stopped=self.stopped)

    def stop(self) -> None:
        """End the process because its quads will not be read; if it has died, leave its own exit code."""
        with suppress(TimeoutExpired):
            self.process.wait(timeout=DYING_SECONDS)
        self.stopped = self.process.poll() is None
        self.process.terminate()


@contextmanager
def mapping_process(plan: Plan, folder: Path, reports: Reports) -> Iterator[MappingProcess]:
    """Run a process that reads and maps the sources of ``plan``; it has ended when the block is left.

    It writes the list of issues, the search index and the copy of the statements into ``folder``.
    """
    pipes = open_pipes(plan)
    with os.fdopen(pipes.report, "rb") as report:
        process = _start(pipes.writing)
        listener = Thread(target=reports.listen, args=(report,))
        listener.start()
        try:
            _send(process, Task(plan=plan, folder=str(folder)))
            yield MappingProcess(streams=pipes.streams, process=process, reports=reports)
        except BaseException:  # Ctrl-C too: nobody reads what the process goes on writing
            process.terminate()
            raise
        finally:
            close(pipes.streams)  # first: a process that writes to them would never end
            process.wait()
            listener.join()


def _start(writing: Sequence[int]) -> Popen[bytes]:
    # -P: a file in the working directory must not pass for a module of the package.
    command = [sys.executable, "-P", "-m", "rarekg.graph.pipeline.mapper", *map(str, writing)]
    try:
        return Popen(command, stdin=PIPE, pass_fds=writing)
    finally:
        close(writing)


def _send(process: Popen[bytes], task: Task) -> None:
    assert process.stdin
    # A process that died at once does not read; its exit code explains more than the broken pipe.
    with suppress(BrokenPipeError), closing(process.stdin):
        process.stdin.write(messages.encode(task))


def _error(
    failure: Failure | None, status: int, refused: SyntaxError | None, *, stopped: bool
) -> SourceError | ValidationError:
    # In this order, because a loader sees half a statement if the mapping process died.
    if failure is not None:
        return SourceError(failure.message)
    if refused is not None and (stopped or status in (0, BROKEN_PIPE)):
        return ValidationError(one_line(f"a statement is not RDF: {refused}"))
    if status < 0:
        return SourceError(f"reading the sources was ended by signal {-status}", advice="is there enough memory?")
    return SourceError(f"reading the sources failed with exit code {status}", advice="the lines above say where")
