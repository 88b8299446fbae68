"""Read the sources of a plan and write their statements as N-Quads: the process that feeds the loader.

It runs on its own, so that reading and mapping use one core while the store's loader uses the other. The plan comes as
JSON on standard input. On the descriptors named on the command line leave first what there is to say (progress, the
tally, an error) as JSON lines, then the quads, in a stream for each stage of the plan. What the sources state is
written to a file as well, for the gate: to read it out of the store again would take as long as the loading.
"""

import gc
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import IO

from msgspec import json
from pyoxigraph import RdfFormat, parse

from rarekg.graph.home.builds import Build
from rarekg.graph.inference.closure import Inference
from rarekg.graph.inference.gaps import Coverage
from rarekg.graph.pipeline import messages
from rarekg.graph.pipeline.counts import RunningCounts
from rarekg.graph.pipeline.messages import Failure, Mapped, Note, Report
from rarekg.graph.pipeline.plan import Plan
from rarekg.graph.search import writer
from rarekg.graph.search.ranking import Ranking
from rarekg.graph.search.things import Things
from rarekg.mappings import catalog
from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.rdf.ntriples import Description, Mint, Node, lines
from rarekg.mappings.rdf.translators import translate
from rarekg.mappings.reading import floors
from rarekg.mappings.resolve import readers
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.errors import RarekgError, one_line

ISSUES, STATED = "issues.jsonl", "stated.nt"
BUFFER = 1 << 20
BROKEN_PIPE = 141  # what a shell says of a process that SIGPIPE ended
NOTE_EVERY = 5000  # facts
ALONE = 2  # sources; with a third of its own, the engine would merge them while the loader works, and again at the end
NICE = 10  # of the index, so that it takes no time from the loader, which is what one waits for

# What is said of one subject, and what ends a line of N-Quads in the graph that it belongs to.
Said = tuple[Description, str]


@dataclass(slots=True)
class Emission:
    """What one run counts and learns while the facts of ``plan`` stream past; ``note`` is told of progress."""

    plan: Plan
    note: Callable[[str], None]
    known: Known = field(init=False)
    counts: RunningCounts = field(default_factory=RunningCounts)
    inference: Inference = field(default_factory=Inference)
    coverage: Coverage = field(default_factory=Coverage)
    things: Things = field(default_factory=Things)
    ranking: Ranking = field(default_factory=Ranking)
    passed: int = 0

    def __post_init__(self) -> None:
        """Know nothing but what the plan says."""
        self.known = Known(disease_override=self.plan.disease)

    def stated(self, key: str, issues: IO[bytes]) -> Iterator[Said]:
        """Yield the statements of every fact of source ``key``.

        Rows that could not be used go to ``issues`` as JSON lines. SourceError where a file is not what it says it is.
        """
        started, mint = monotonic(), Mint(base=self.plan.base)
        graph = f" {mint.graph(key)} .\n"
        for fact in _read(self.plan, key, self.known, self.counts):
            if isinstance(fact, Issue):
                self.counts.issues[key][fact.kind] += 1
                issues.write(json.encode(fact) + b"\n")
                continue
            self._count(key, fact)
            self.inference.observe(fact)
            self.coverage.observe(fact)
            self.things.observe(fact)
            described = list(translate(fact, mint))
            self.ranking.observe(fact, described[0][0])
            for about in described:
                yield about, graph
        self.counts.seconds[key] = monotonic() - started

    def inferred(self, key: str) -> Iterator[bytes]:
        """Yield the N-Quads text of what follows once source ``key`` is read, if the plan asks for it.

        The hierarchy follows from the ontology that it is of. It costs little to write and much to load, so it goes out
        early.
        """
        if not self.plan.inference:
            return
        started, mint = monotonic(), Mint(base=self.plan.base)
        yield from map(str.encode, self.inference.hierarchy(mint))
        if key == self.plan.sources[-1]:
            self.note("inference")
            yield from map(str.encode, chain(self.inference.propagated(mint), self.coverage.quads(mint)))
        self.counts.seconds["inference"] += monotonic() - started

    def write_index(self, folder: Path) -> None:
        """Write what can be searched for into ``folder``."""
        found, names = writer.write(self.things.found(), self.ranking.rows(), Build(folder=folder).search)
        self.note(f"{found:,} things by {names:,} names")

    def _count(self, key: str, fact: Fact) -> None:
        self.counts.facts[key][type(fact).__name__] += 1
        self.passed += 1
        if self.passed % NOTE_EVERY == 0:
            self.note(f"{key}: {self.counts.facts[key].total():,} facts")


def stages(plan: Plan) -> list[tuple[str, ...]]:
    """Return the sources of ``plan`` as they are loaded: each of the first ones by itself, then all others."""
    return [*((key,) for key in plan.sources[:ALONE]), *([plan.sources[ALONE:]] if plan.sources[ALONE:] else [])]


def vocabulary(mint: Mint) -> Iterator[Said]:
    """Yield the statements of ``ontology/rarekg.ttl``, in the graph ``vocabulary``."""
    graph, ttl = f" {mint.graph('vocabulary')} .\n", files("rarekg.ontology").joinpath("rarekg.ttl").read_bytes()
    for found in parse(ttl, format=RdfFormat.TURTLE):
        yield (Node(str(found.subject)), [f"{found.predicate} {found.object}"]), graph


def _read(plan: Plan, key: str, known: Known, running: RunningCounts) -> Iterator[Fact | Issue]:
    """Yield what the reader of source ``key`` makes of its inputs, and let what follows know of it."""
    info = catalog.sources()[key]
    read = readers.reader(info, exclude_iea=plan.exclude_iea)
    counts: Counter[str] = Counter()
    for taken in plan.inputs:
        if taken.source == key:
            for fact in floors.counted(read(Path(taken.path), known), info.floors, counts):
                readers.learn(known, fact, given=info.given)
                yield fact
    if plan.floors:
        running.missed[key] = tuple(floors.missed(info.floors, counts))


def main() -> None:
    """Do the task on standard input. Exit 1 on a reported error."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C reaches this process too, and the parent speaks for both
    gc.disable()  # facts form no circles, and looking for some among millions of objects takes time
    task = messages.task(sys.stdin.buffer.readline())
    folder = Path(task.folder)
    report, *streams = map(int, sys.argv[1:])
    with os.fdopen(report, "wb") as reports:
        emission = Emission(plan=task.plan, note=lambda text: _send(reports, Note(text=text)))
        try:
            _write(emission, folder, streams)
            _send(reports, Mapped(counts=emission.counts.counts()))
            os.nice(NICE)
            emission.write_index(folder)
        except BrokenPipeError:
            os._exit(BROKEN_PIPE)  # the loader has gone: what is still buffered has no reader
        except (RarekgError, OSError) as error:
            _send(reports, Failure(message=one_line(str(error))))
            sys.exit(1)


def _write(emission: Emission, folder: Path, streams: list[int]) -> None:
    vocabulary_first = vocabulary(Mint(base=emission.plan.base))
    with (
        (folder / ISSUES).open("wb") as issues,
        (folder / STATED).open("wb", buffering=BUFFER) as copy,
    ):
        for stage, stream in zip(stages(emission.plan), streams, strict=True):
            with os.fdopen(stream, "wb", buffering=BUFFER) as out:
                for key in stage:
                    _put(chain(vocabulary_first, emission.stated(key, issues)), out, copy)
                    out.writelines(emission.inferred(key))


def _put(stated: Iterable[Said], out: IO[bytes], copy: IO[bytes]) -> None:
    for described, graph in stated:
        out.write(lines(described, graph).encode())
        copy.write(lines(described, " .\n").encode())


def _send(reports: IO[bytes], report: Report) -> None:
    reports.write(messages.encode(report))
    reports.flush()


if __name__ == "__main__":
    main()
