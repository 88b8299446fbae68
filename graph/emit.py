"""Read the sources of a plan and write their statements as N-Quads: the process that feeds the loader.

It runs on its own, so that reading and mapping use one core while the store's loader uses the other. The plan comes as
JSON on standard input, the quads leave on standard output, and what there is to say (progress, the tally, an error)
leaves as JSON lines on the descriptor named on the command line. What the sources state is written to a file as well,
for the gate, which hears as soon as it is there: to read it out of the store again would take as long as the loading.
"""

import gc
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from importlib.resources import files
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import IO

from pyoxigraph import RdfFormat, parse

from rarekg.graph.builds import Build
from rarekg.graph.coverage import Coverage
from rarekg.graph.inference import Inference
from rarekg.graph.plan import Plan
from rarekg.graph.search import index
from rarekg.graph.search.ranking import Ranking
from rarekg.graph.search.things import Things
from rarekg.graph.tally import Tally
from rarekg.mappings import catalog, floors
from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.known import Known
from rarekg.mappings.statements import Description, Mint, Node, lines
from rarekg.mappings.translate import describe
from rarekg.ontology.errors import RarekgError

ISSUES, STATED = "issues.jsonl", "stated.nt"
BUFFER = 1 << 20
BROKEN_PIPE = 141  # what a shell says of a process that SIGPIPE ended
NOTE_EVERY = 5000  # facts

Note = Callable[[str], None]
# What is said of one subject, and what ends a line of N-Quads in the graph that it belongs to.
Said = tuple[Description, str]


@dataclass(slots=True)
class Emission:
    """What one run counts and learns while the facts of ``plan`` stream past; ``note`` is told of progress."""

    plan: Plan
    note: Note
    known: Known = field(init=False)
    tally: Tally = field(default_factory=Tally)
    inference: Inference = field(default_factory=Inference)
    coverage: Coverage = field(default_factory=Coverage)
    things: Things = field(default_factory=Things)
    ranking: Ranking = field(default_factory=Ranking)
    passed: int = 0

    def __post_init__(self) -> None:
        """Know nothing but what the plan says."""
        self.known = Known(disease_override=self.plan.disease)

    def stated(self, key: str, issues: IO[str]) -> Iterator[Said]:
        """Yield the statements of every fact of source ``key``.

        Rows that could not be used go to ``issues`` as JSON lines. SourceError where a file is not what it says it is.
        """
        started, mint = monotonic(), Mint(base=self.plan.base)
        graph = f" {mint.graph(key)} .\n"
        for fact in _read(self.plan, key, self.known, self.tally):
            if isinstance(fact, Issue):
                self.tally.issues[key][fact.kind] += 1
                issues.write(json.dumps(asdict(fact), ensure_ascii=False) + "\n")
                continue
            self._count(key, fact)
            self.inference.observe(fact)
            self.coverage.observe(fact)
            self.things.observe(fact)
            described = list(describe(fact, mint))
            self.ranking.observe(fact, described[0][0])
            for about in described:
                yield about, graph
        self.tally.seconds[key] = monotonic() - started

    def inferred(self, key: str) -> Iterator[bytes]:
        """Yield the N-Quads text of what follows once source ``key`` is read, if the plan asks for it.

        The hierarchy follows from the sources that need no other. It costs little to write and much to load, so it goes
        out early: the loader has nothing to do before it has a million quads.
        """
        if not self.plan.inference:
            return
        started, mint = monotonic(), Mint(base=self.plan.base)
        if key == self._last_of_terms():
            yield from map(str.encode, self.inference.hierarchy(mint))
        if key == self.plan.sources[-1]:
            self.note("inference")
            yield from map(str.encode, chain(self.inference.propagated(mint), self.coverage.quads(mint)))
        self.tally.seconds["inference"] = self.tally.seconds.get("inference", 0.0) + monotonic() - started

    def write_index(self, folder: Path) -> None:
        """Write what can be searched for into ``folder``."""
        started = monotonic()
        found, names = index.write(self.things.found(), self.ranking.rows(), Build(folder=folder).search)
        self.note(f"{found:,} things by {names:,} names")
        self.tally.seconds["search"] = monotonic() - started

    def _last_of_terms(self) -> str:
        needing_none = [key for key in self.plan.sources if not catalog.sources()[key].needs]
        return needing_none[-1]

    def _count(self, key: str, fact: Fact) -> None:
        self.tally.facts[key][type(fact).__name__] += 1
        self.passed += 1
        if self.passed % NOTE_EVERY == 0:
            self.note(f"{key}: {self.tally.facts[key].total():,} facts")


def vocabulary(mint: Mint) -> Iterator[Said]:
    """Yield the statements of ``ontology/rarekg.ttl``, in the graph ``vocabulary``."""
    graph, ttl = f" {mint.graph('vocabulary')} .\n", files("rarekg.ontology").joinpath("rarekg.ttl").read_bytes()
    for found in parse(ttl, format=RdfFormat.TURTLE):
        yield (Node(str(found.subject)), [f"{found.predicate} {found.object}"]), graph


def _read(plan: Plan, key: str, known: Known, tally: Tally) -> Iterator[Fact | Issue]:
    """Yield what the reader of source ``key`` makes of its inputs, and let what follows know of it."""
    info = catalog.sources()[key]
    read = catalog.reader(info, exclude_iea=plan.exclude_iea)
    counts: Counter[str] = Counter()
    for taken in plan.inputs:
        if taken.source == key:
            for fact in floors.counted(read(Path(taken.path), known), info.floors, counts):
                catalog.learn(known, fact, given=info.given)
                yield fact
    if plan.floors:
        tally.missed[key] = list(floors.missed(info.floors, counts))


def main() -> None:
    """Do what standard input says: the plan on one line, the build's folder on the next. Exit 1 on a reported error."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C reaches this process too, and the parent speaks for both
    gc.disable()  # facts form no circles, and looking for some among millions of objects takes time
    plan, folder = Plan.from_json(sys.stdin.readline()), Path(sys.stdin.readline().rstrip("\n"))
    with os.fdopen(int(sys.argv[1]), "w", encoding="utf-8", buffering=1) as said:
        emission = Emission(plan=plan, note=lambda text: _say(said, "note", text))
        try:
            _write(emission, folder, said)
            os.close(sys.stdout.fileno())  # the loader has all it gets, and ends its work while the index is written
            emission.write_index(folder)
            _say(said, "tally", emission.tally.to_table())
        except BrokenPipeError:
            os._exit(BROKEN_PIPE)  # the loader has gone: what is still buffered has no reader
        except (RarekgError, OSError) as error:
            _say(said, "error", str(error))
            sys.exit(1)


def _write(emission: Emission, folder: Path, said: IO[str]) -> None:
    with (
        (folder / ISSUES).open("w", encoding="utf-8") as issues,
        (folder / STATED).open("wb", buffering=BUFFER) as copy,
        os.fdopen(sys.stdout.fileno(), "wb", buffering=BUFFER, closefd=False) as out,
    ):
        _put(vocabulary(Mint(base=emission.plan.base)), out, copy)
        for key in emission.plan.sources:
            _put(emission.stated(key, issues), out, copy)
            if key == emission.plan.sources[-1]:
                copy.close()
                _say(said, "stated", None)
            out.writelines(emission.inferred(key))


def _put(stated: Iterable[Said], out: IO[bytes], copy: IO[bytes]) -> None:
    for described, graph in stated:
        out.write(lines(described, graph).encode())
        copy.write(lines(described, " .\n").encode())


def _say(said: IO[str], kind: str, what: object) -> None:
    said.write(json.dumps([kind, what]) + "\n")


if __name__ == "__main__":
    main()
