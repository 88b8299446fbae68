"""The mapping process: read the sources of a plan and write their statements as N-Quads for the loader.

:mod:`rarekg.graph.pipeline.streams` draws how it works with the build. The arguments are file descriptors: that for
reports, then one for each stream. The task comes on standard input.
"""

import gc
import os
import signal
import sys
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
from rarekg.graph.inference.conflicts import Conflicts
from rarekg.graph.inference.gaps import Coverage
from rarekg.graph.inference.matches import InverseMatches
from rarekg.graph.inference.profile import Profiles
from rarekg.graph.inference.subsets import RareSubset
from rarekg.graph.pipeline import messages
from rarekg.graph.pipeline.counts import RunningCounts
from rarekg.graph.pipeline.messages import Failure, Mapped, Note, Report
from rarekg.graph.pipeline.once import Once
from rarekg.graph.pipeline.plan import Plan
from rarekg.graph.pipeline.streams import BROKEN_PIPE, INFERRED, ISSUES, STATED, stages
from rarekg.graph.search import writer
from rarekg.graph.search.ranking import Ranking
from rarekg.graph.search.things import Things
from rarekg.mappings import catalog
from rarekg.mappings.facts import OWN, Fact, Issue
from rarekg.mappings.facts import Mapping as Match
from rarekg.mappings.rdf.ntriples import IDENTITY, Description, Mint, Node, lines
from rarekg.mappings.rdf.ntriples import STATED as STATED_GRAPH
from rarekg.mappings.rdf.translators import translate
from rarekg.mappings.reading.bounds import Tally
from rarekg.mappings.resolve import readers
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.errors import RarekgError, one_line

BUFFER = 1 << 20
NOTE_EVERY = 5000  # facts
NICE = 10  # of the index, so that it takes no time from the loader, which the build waits for

# The statements about one subject, and the end of a line of N-Quads in their graph.
Quads = tuple[Description, str]


@dataclass(slots=True)
class MappingRun:
    """A run of the mapping process: it translates facts, and observes them for inference, search index and counts.

    ``note`` is called with progress.
    """

    plan: Plan
    note: Callable[[str], None]
    known: Known = field(init=False)
    counts: RunningCounts = field(default_factory=RunningCounts)
    inference: Inference = field(default_factory=Inference)
    coverage: Coverage = field(default_factory=Coverage)
    subset: RareSubset = field(default_factory=RareSubset)
    profiles: Profiles = field(default_factory=Profiles)
    inverse: InverseMatches = field(default_factory=InverseMatches)
    conflicts: Conflicts = field(default_factory=Conflicts)
    once: Once = field(default_factory=Once)
    things: Things = field(default_factory=Things)
    ranking: Ranking = field(default_factory=Ranking)
    facts: int = 0

    def __post_init__(self) -> None:
        """Start with what the plan determines."""
        self.known = Known(disease_override=self.plan.disease)

    def stated(self, key: str, issues: IO[bytes]) -> Iterator[Quads]:
        """Yield the statements of source ``key``; write the rows that could not be used to ``issues`` as JSON lines.

        Raises:
            SourceError: A file is not of the source's format.
        """
        started, mint = monotonic(), Mint(base=self.plan.base, infores=catalog.infores())
        graph, identity, plain = (f" {mint.graph(name)} .\n" for name in (key, IDENTITY, STATED_GRAPH))
        for fact in _read(self.plan, key, self.known, self.counts):
            if isinstance(fact, Issue):
                self.counts.issues[key][fact.kind] += 1
                issues.write(json.encode(fact) + b"\n")
                continue
            self._count(key, fact)
            self.inference.observe(fact)
            self.coverage.observe(fact)
            self.subset.observe(fact)
            self.profiles.observe(fact)
            self.inverse.observe(fact)
            self.conflicts.observe(fact)
            self.things.observe(fact)
            descriptions = list(translate(fact, mint))
            self.ranking.observe(fact, descriptions[0][0])
            own = identity if isinstance(fact, Match) and fact.source == OWN else graph
            for description in filter(None, map(self.once.first, descriptions)):
                yield description, plain if description.place == "stated" else own
        self.counts.seconds[key] = monotonic() - started

    def inferred(self, key: str) -> Iterator[bytes]:
        """Yield as N-Quads what can be inferred once source ``key`` is read, if the plan includes inference.

        The hierarchy follows its ontology: it costs little to write and much to load, so it goes out early.
        """
        if not self.plan.inference:
            return
        started, mint = monotonic(), Mint(base=self.plan.base)
        yield from map(str.encode, self.inference.hierarchy(mint))
        if key == self.plan.sources[-1]:
            self.note("inference")
            yield from map(str.encode, self._conclusions(mint))
        self.counts.seconds["inference"] += monotonic() - started

    def _conclusions(self, mint: Mint) -> Iterator[str]:
        """Yield what follows only from all facts together."""
        yield from self.inference.propagated(mint)
        yield from self.coverage.quads(mint)
        yield from self.subset.quads(mint)
        yield from self.profiles.quads(mint)
        yield from self.inverse.quads(mint)
        yield from self.conflicts.quads(mint)

    def write_index(self, folder: Path) -> None:
        """Write the search index into ``folder``."""
        things, names = writer.write(
            self.things.things(), self.ranking.rows(self.profiles.ranks()), Build(folder=folder).search
        )
        self.note(f"{things:,} things by {names:,} names")

    def _count(self, key: str, fact: Fact) -> None:
        self.counts.facts[key][type(fact).__name__] += 1
        self.facts += 1
        if self.facts % NOTE_EVERY == 0:
            self.note(f"{key}: {self.counts.facts[key].total():,} facts")


def vocabulary(mint: Mint) -> Iterator[Quads]:
    """Yield the statements of ``ontology/rarekg.ttl``, in the graph ``vocabulary``."""
    graph, ttl = f" {mint.graph('vocabulary')} .\n", files("rarekg.ontology").joinpath("rarekg.ttl").read_bytes()
    for quad in parse(ttl, format=RdfFormat.TURTLE):
        yield Description(Node(str(quad.subject)), [f"{quad.predicate} {quad.object}"]), graph


def _read(plan: Plan, key: str, known: Known, running: RunningCounts) -> Iterator[Fact | Issue]:
    """Yield the facts and issues of source ``key``, and teach ``known`` those that later readers resolve by."""
    info = catalog.sources()[key]
    read = readers.reader(info, exclude_iea=plan.exclude_iea)
    tally = Tally(info.floors, info.ceilings)
    for taken in plan.inputs:
        if taken.source == key:
            for fact in tally.counted(read(Path(taken.path), known)):
                readers.learn(known, fact, given=info.overrides)
                yield fact
    if plan.floors:
        running.missed[key] = tuple(tally.missed())
        running.exceeded[key] = tuple(tally.exceeded())


def main() -> None:
    """Do the task on standard input. Exit code 1 after a reported error."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C reaches this process too; the build reports it for both
    gc.disable()  # facts form no cycles, and looking for some among millions of objects takes time
    task = messages.task(sys.stdin.buffer.readline())
    folder = Path(task.folder)
    report, *streams = map(int, sys.argv[1:])
    with os.fdopen(report, "wb") as reports:
        run = MappingRun(plan=task.plan, note=lambda text: _send(reports, Note(text=text)))
        try:
            _write(run, folder, streams)
            _send(reports, Mapped(counts=run.counts.counts()))
            os.nice(NICE)
            run.write_index(folder)
        except BrokenPipeError:
            os._exit(BROKEN_PIPE)  # the loader has gone: what is still buffered has no reader
        except (RarekgError, OSError) as error:
            _send(reports, Failure(message=one_line(str(error))))
            sys.exit(1)


def _write(run: MappingRun, folder: Path, streams: list[int]) -> None:
    vocabulary_first = vocabulary(Mint(base=run.plan.base))
    with (
        (folder / ISSUES).open("wb") as issues,
        (folder / STATED).open("wb", buffering=BUFFER) as copy,
        (folder / INFERRED).open("wb", buffering=BUFFER) as following,
    ):
        for stage, stream in zip(stages(run.plan), streams, strict=True):
            with os.fdopen(stream, "wb", buffering=BUFFER) as out:
                for key in stage:
                    _write_stated(chain(vocabulary_first, run.stated(key, issues)), out, copy)
                    _write_inferred(run.inferred(key), out, following)


def _write_stated(stated: Iterable[Quads], out: IO[bytes], copy: IO[bytes]) -> None:
    for description, graph in stated:
        out.write(lines(description, graph).encode())
        copy.write(lines(description, " .\n").encode())


def _write_inferred(inferred: Iterable[bytes], out: IO[bytes], copy: IO[bytes]) -> None:
    for quads in inferred:
        out.write(quads)
        copy.write(quads)


def _send(reports: IO[bytes], report: Report) -> None:
    reports.write(messages.encode(report))
    reports.flush()


if __name__ == "__main__":
    main()
