"""Read the sources of a plan and write their statements as N-Quads: the process that feeds the loader.

It runs on its own, so that reading and mapping use one core while the store's loader uses the other. The plan comes as
JSON on standard input, the quads leave on standard output, and what there is to say (progress, the tally, an error)
leaves as JSON lines on the descriptor named on the command line.
"""

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from time import monotonic
from typing import IO

from pyoxigraph import RdfFormat, parse

from rarekg.graph.inference import Inference
from rarekg.graph.plan import Plan
from rarekg.graph.tally import Tally
from rarekg.mappings import catalog, floors
from rarekg.mappings.facts import Fact, Issue, Mapping
from rarekg.mappings.known import Known
from rarekg.mappings.statements import Mint
from rarekg.mappings.translate import statements
from rarekg.ontology.errors import RarekgError
from rarekg.ontology.terms import Term

BUFFER = 1 << 20
BROKEN_PIPE = 141  # what a shell says of a process that SIGPIPE ended
NOTE_EVERY = 5000  # facts

Note = Callable[[str], None]


def quads(plan: Plan, issues: IO[str], tally: Tally, note: Note) -> Iterator[bytes]:
    """Yield the N-Quads text of the vocabulary, of every source in the order of the plan, and of what follows.

    Rows that could not be used go to ``issues`` as JSON lines; ``tally`` is added to. SourceError where a file is not
    what it says it is.
    """
    mint, known, inference = Mint(base=plan.base), Known(disease_override=plan.disease), Inference()
    yield vocabulary(mint)
    for key in plan.sources:
        started, graph = monotonic(), f" {mint.graph(key)} .\n"
        for fact in _read(plan, key, known, tally):
            if isinstance(fact, Issue):
                tally.issues[key][fact.kind] += 1
                issues.write(json.dumps(asdict(fact), ensure_ascii=False) + "\n")
                continue
            tally.facts[key][type(fact).__name__] += 1
            if sum(tally.facts[key].values()) % NOTE_EVERY == 0:
                note(f"{key}: {sum(tally.facts[key].values()):,} facts")
            inference.observe(fact)
            yield _text(statements(fact, mint), graph)
        tally.seconds[key] = monotonic() - started
    if plan.inference:
        note("inference")
        for block in inference.quads(mint):
            yield block.encode()


def vocabulary(mint: Mint) -> bytes:
    """Return the statements of ``ontology/rarekg.ttl`` as N-Quads in the graph ``vocabulary``."""
    ttl = files("rarekg.ontology").joinpath("rarekg.ttl").read_bytes()
    return _text(
        (str(triple.triple) for triple in parse(ttl, format=RdfFormat.TURTLE)), f" {mint.graph('vocabulary')} .\n"
    )


def _text(triples: Iterator[str], graph: str) -> bytes:
    return "".join(f"{triple}{graph}" for triple in triples).encode()


def _read(plan: Plan, key: str, known: Known, tally: Tally) -> Iterator[Fact | Issue]:
    """Yield what the reader of source ``key`` makes of its inputs, and let what follows know of it."""
    info = catalog.sources()[key]
    read = catalog.reader(info)
    counts: Counter[str] = Counter()
    for taken in plan.inputs:
        if taken.source == key:
            for fact in floors.counted(read(Path(taken.path), known), info.floors, counts):
                if isinstance(fact, Term):
                    known.learn(fact)
                elif isinstance(fact, Mapping):
                    known.learn_mapping(fact)
                yield fact
    if plan.floors:
        tally.missed[key] = list(floors.missed(info.floors, counts))


def main() -> None:
    """Do what the plan on standard input says; exit 1 where it ended in an error that was reported."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C reaches this process too, and the parent speaks for both
    plan, issues_path = Plan.from_json(sys.stdin.readline()), sys.stdin.readline().rstrip("\n")
    with os.fdopen(int(sys.argv[1]), "w", encoding="utf-8", buffering=1) as said:
        try:
            tally = _write(plan, Path(issues_path), lambda text: _say(said, "note", text))
            _say(said, "tally", tally.to_table())
        except BrokenPipeError:
            os._exit(BROKEN_PIPE)  # the loader has gone: what is still buffered has no reader
        except (RarekgError, OSError) as error:
            _say(said, "error", str(error))
            sys.exit(1)


def _write(plan: Plan, issues_path: Path, note: Note) -> Tally:
    tally = Tally()
    with (
        issues_path.open("w", encoding="utf-8") as issues,
        os.fdopen(sys.stdout.fileno(), "wb", buffering=BUFFER, closefd=False) as out,
    ):
        for text in quads(plan, issues, tally, note):
            out.write(text)
    return tally


def _say(said: IO[str], kind: str, what: object) -> None:
    said.write(json.dumps([kind, what]) + "\n")


if __name__ == "__main__":
    main()
