"""Fill a store from a plan's sources: the store's loader reads what the mapping process writes.

The two are joined by a pipe that the loader opens by name (``/dev/fd/N``): so no Python stands between them, and when
either dies, the operating system tells the other.
"""

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Thread
from typing import IO, Any

from pyoxigraph import RdfFormat, Store

from rarekg.graph.emit import BROKEN_PIPE
from rarekg.graph.plan import Plan
from rarekg.graph.tally import Tally
from rarekg.ontology.errors import SourceError, ValidationError, one_line

Note = Callable[[str], None]


def load(store: Store, plan: Plan, folder: Path, note: Note, stated: Callable[[], object]) -> Tally:
    """Load the vocabulary and all sources of ``plan``; return what was counted.

    ``folder`` gets the list of issues and, for the gate, a copy of what the sources state; ``stated`` is called when
    that is whole, ``note`` with a line of progress now and then, both from another thread. Raises SourceError where a
    source is not what it says it is, ValidationError where a statement is not RDF, OSError where the store cannot be
    written.
    """
    heard: dict[str, Any] = {}
    reading, writing = os.pipe()
    with os.fdopen(reading, encoding="utf-8") as report:
        emitter = _emitter(writing)
        listener = Thread(target=_listen, args=(report, heard, note, stated))
        listener.start()
        try:
            _send(emitter, f"{plan.to_json()}\n{folder}\n")
            refused = _bulk_load(store, emitter)
        finally:
            if emitter.stdout:
                emitter.stdout.close()  # with no reader left, a mapping process that still writes ends
            emitter.wait()
            listener.join()
    return _outcome(heard, emitter.returncode, refused)


def _emitter(writing: int) -> Popen[bytes]:
    # -P: a file in the working directory must not pass for a module of the package.
    command = [sys.executable, "-P", "-m", "rarekg.graph.emit", str(writing)]
    try:
        return Popen(command, stdin=PIPE, stdout=PIPE, pass_fds=(writing,))
    finally:
        os.close(writing)


def _send(emitter: Popen[bytes], plan: str) -> None:
    assert emitter.stdin
    # A process that died at once has no reader here; its exit code says more than the broken pipe.
    with suppress(BrokenPipeError), emitter.stdin:
        emitter.stdin.write(plan.encode())


def _bulk_load(store: Store, emitter: Popen[bytes]) -> SyntaxError | None:
    """Load until the mapping process closes its end; return what the loader could not parse."""
    assert emitter.stdout
    try:
        # Lenient of IRIs alone, which costs a sixth of the loading: the gate parses each of them strictly.
        store.bulk_load(path=f"/dev/fd/{emitter.stdout.fileno()}", format=RdfFormat.N_QUADS, lenient=True)
    except SyntaxError as error:
        return error
    return None


def _listen(report: IO[str], heard: dict[str, Any], note: Note, stated: Callable[[], object]) -> None:
    for line in report:
        kind, what = json.loads(line)
        if kind == "note":
            note(what)
        elif kind == "stated":
            stated()
        else:
            heard[kind] = what


def _outcome(heard: dict[str, Any], status: int, refused: SyntaxError | None) -> Tally:
    # In this order: half a statement is what a loader sees of a mapping process that died.
    if "error" in heard:
        raise SourceError(heard["error"])
    if refused is None and status == 0:
        return Tally.from_table(heard["tally"])
    if refused is not None and status in (0, BROKEN_PIPE):
        raise ValidationError(one_line(f"a statement is not RDF: {refused}"))
    if status < 0:
        raise SourceError(f"reading the sources was ended by signal {-status}", advice="is there enough memory?")
    raise SourceError(f"reading the sources failed with exit code {status}", advice="the lines above say where")
