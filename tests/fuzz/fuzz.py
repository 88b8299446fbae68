"""Try inputs by chance for a bounded time; print what was tried and what is wrong, and exit 1 if something is.

    make fuzz                                             # two minutes: readers, http, sparql, search
    make fuzz SECONDS=600 SEED=7 ONLY=http                # ten minutes of one part, with inputs of one's own
    make fuzz SEED=7 ONLY=http CASE=4711                  # one input again

The same seed makes the same inputs in the same order; the time only says how many of them are tried. Servers run on
this machine, on small graphs made for the run, and nothing else is asked.
"""

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import walked
from attempts import Attempt, Fault
from fuzz_http import http
from fuzz_readers import readers
from fuzz_search import searches
from fuzz_sparql import sparql
from rich.console import Console
from rich.table import Table

Part = Callable[[Path], AbstractContextManager[Attempt]]
PARTS: Mapping[str, Part] = {"readers": readers, "http": http, "sparql": sparql, "search": searches}
MOST_INPUTS = 1_000_000  # of one part
MOST_FAULTS = 100  # of one part: then it ends
SHOWN = 600  # characters of an input


@dataclass
class Tried:
    """What came of the inputs of one part: how often, and the cases that are wrong, by what they do."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    seconds: float = 0.0

    @property
    def inputs(self) -> int:
        """The number of inputs that were tried."""
        return self.outcomes.total()


def fuzz(name: str, home: Path, seed: int, seconds: float, cases: Iterable[int] = range(MOST_INPUTS)) -> Tried:
    """Try the inputs of a part numbered ``cases`` until ``seconds`` are over; return what came of them.

    ``home`` has the small graph of tests/support/walked.py.
    """
    tried = Tried()
    with PARTS[name](home) as attempt:
        begun = time.monotonic()
        for case in cases:
            try:
                tried.outcomes[attempt(Random(f"{seed} {name} {case}"))] += 1
            except Fault as fault:
                tried.outcomes["WRONG"] += 1
                tried.faults[fault.what].append((case, fault.given))
            tried.seconds = time.monotonic() - begun
            if tried.seconds >= seconds or tried.outcomes["WRONG"] >= MOST_FAULTS:
                break
    return tried


def report(console: Console, tried: Mapping[str, Tried], seed: int) -> bool:
    """Print the outcomes of each part and a case of each fault; return whether there is none."""
    for name, part in tried.items():
        table = Table(title=f"{name}: {part.inputs:,} inputs in {part.seconds:.0f} s")
        table.add_column("outcome")
        table.add_column("inputs", justify="right")
        for outcome, number in sorted(part.outcomes.items()):
            table.add_row(outcome, f"{number:,}")
        console.print(table)
    for name, part in tried.items():
        for what, cases in part.faults.items():
            again = f"make fuzz SEED={seed} ONLY={name} CASE={cases[0][0]}"
            for line in (f"WRONG {len(cases)} times: {what}", f"  again: {again}", f"  input: {cases[0][1][:SHOWN]}"):
                console.print(line, highlight=False, markup=False, soft_wrap=True)
    total, faults = (
        sum(values) for values in zip(*((one.inputs, len(one.faults)) for one in tried.values()), strict=True)
    )
    console.print(f"{total:,} inputs from seed {seed}, {faults} kinds of fault")
    return not faults


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the command line asks for, report, and exit 1 if something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=120.0, help="time of all parts together, 120 by default")
    parser.add_argument("--seed", type=int, default=None, help="what the inputs follow from; by default the day")
    parser.add_argument("--only", choices=PARTS, help="one part")
    parser.add_argument("--case", type=int, help="one input of that part, by its number")
    given = parser.parse_args(arguments)
    if given.case is not None and given.only is None:
        parser.error("--case needs --only")
    seed = int(time.time() // 86400) if given.seed is None else given.seed
    names = [given.only] if given.only else list(PARTS)
    cases = range(MOST_INPUTS) if given.case is None else [given.case]
    with TemporaryDirectory() as folder:
        home = Path(folder)
        walked.build(home)
        tried = {name: fuzz(name, home, seed, given.seconds / len(names), cases) for name in names}
    sys.exit(0 if report(Console(), tried, seed) else 1)


if __name__ == "__main__":
    main()
