"""The mapping process as the build sees it: the streams of quads that it writes, and what it says meanwhile.

The streams are pipes that the store's loader opens by name (``/dev/fd/N``): so no Python stands between the two
processes, and when either dies, the operating system tells the other.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from threading import Event, Thread
from typing import IO, Any

from rarekg.graph.pipeline.counts import Tally
from rarekg.graph.pipeline.mapper import BROKEN_PIPE, stages
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
    told: dict[str, Any] = field(default_factory=dict)
    done: Event = field(default_factory=Event)

    def listen(self, report: IO[str]) -> None:
        """Hear all there is in ``report``, to its end."""
        for line in report:
            kind, what = json.loads(line)
            if kind == "note":
                self.note(what)
            else:
                self.told[kind] = what
                if kind == "tally":
                    self.written()
                self.done.set()
        self.done.set()


@dataclass(slots=True, kw_only=True)
class Emitter:
    """A mapping process at work; ``streams`` are the descriptors of what it writes, one after the other."""

    streams: Sequence[int]
    process: Popen[bytes]
    heard: Heard
    stopped: bool = False

    def tally(self, refused: SyntaxError | None) -> Tally:
        """Return what was counted, when all quads are written.

        ``refused`` is what the loader could not parse. Raises SourceError where a source is not what it says it is or
        the process died, ValidationError where a statement is not RDF.
        """
        self.heard.done.wait()
        if "tally" in self.heard.told and refused is None:
            return Tally.from_table(self.heard.told["tally"])
        raise _outcome(self.heard.told, self.process.wait(), refused, stopped=self.stopped)

    def finish(self) -> None:
        """Wait for what the process does after the quads; raises SourceError where that failed."""
        if status := self.process.wait():
            self.heard.done.wait()
            raise _outcome(self.heard.told, status, None, stopped=self.stopped)

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
    with os.fdopen(reading, encoding="utf-8") as report:
        process = _start([writing, *(end for _, end in pipes)])
        listener = Thread(target=heard.listen, args=(report,))
        listener.start()
        try:
            _send(process, f"{plan.to_json()}\n{folder}\n")
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


def _send(process: Popen[bytes], plan: str) -> None:
    assert process.stdin
    # A process that died at once has no reader here; its exit code says more than the broken pipe.
    with suppress(BrokenPipeError), closing(process.stdin):
        process.stdin.write(plan.encode())


def _outcome(
    told: dict[str, Any], status: int, refused: SyntaxError | None, *, stopped: bool
) -> SourceError | ValidationError:
    # In this order: half a statement is what a loader sees of a mapping process that died.
    if "error" in told:
        return SourceError(told["error"])
    if refused is not None and (stopped or status in (0, BROKEN_PIPE)):
        return ValidationError(one_line(f"a statement is not RDF: {refused}"))
    if status < 0:
        return SourceError(f"reading the sources was ended by signal {-status}", advice="is there enough memory?")
    return SourceError(f"reading the sources failed with exit code {status}", advice="the lines above say where")
