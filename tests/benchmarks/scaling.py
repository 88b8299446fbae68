"""Measure how time, memory and disk of a store grow with its quads, and compute what ten and a thousand times cost.

Parts of the current build are those statements whose subject has a hash of one kind, so each part has things of every
kind; twice the build is the build and a copy whose minted IRIs are others. The `oxigraph` command loads each into a
fresh store, which is then merged, as a build's is. A power of the number of quads is fitted to each figure; what is
computed from it holds for one machine of this kind, whose disk is large enough.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from math import exp, log
from pathlib import Path
from shutil import rmtree
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from zlib import crc32

from processes import run
from pyoxigraph import NamedNode, Store
from rich.console import Console
from rich.table import Table

from rarekg.graph.home.builds import Build, current
from rarekg.graph.home.folders import home

BIN = Path(sys.executable).parent
# Of the build: a quarter and a half. An eighth fits into memory while it is loaded, and is not merged as more is.
PARTS = (4, 2)
TIMES = (1, 10, 1000)
LOOKUPS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A store of ``quads``: seconds to load and to merge it, peak ``megabytes`` of loading, ``disk`` in megabytes.

    ``lookup`` is the median of the milliseconds that all statements about one thing take.
    """

    quads: float
    load: float
    merge: float
    megabytes: float
    disk: float
    lookup: float


def sizes(build: Build, folder: Path) -> Iterator[Size]:
    """Yield the figures of each part of ``build``, of all of it, and of it and a copy."""
    dump = folder / "graph.nq"
    run([BIN / "rarekg", "dump", "--home", build.folder.parent.parent, "--build", build.id, "-o", dump])
    for parts in PARTS:
        part = folder / "part.nq"
        yield measured(folder, [(part, write_part(dump, part, parts))])
        part.unlink()
    yield measured(folder, [(dump, build.manifest.quads)])
    copy = folder / "copy.nq"
    yield measured(folder, [(dump, build.manifest.quads), (copy, write_copy(dump, copy, build.base))])


def write_part(dump: Path, part: Path, parts: int) -> int:
    """Write the statements of one in ``parts`` subjects; return their number."""
    written = 0
    with dump.open("rb") as lines, part.open("wb") as out:
        for line in lines:
            if crc32(line.partition(b" ")[0]) % parts == 0:
                written += 1
                out.write(line)
    return written


def write_copy(dump: Path, copy: Path, base: str) -> int:
    """Write ``dump`` with other IRIs below ``base``, graphs included; return the number of statements."""
    minted, other, written = f"<{base}".encode(), f"<{base}copy/".encode(), 0
    with dump.open("rb") as lines, copy.open("wb") as out:
        for line in lines:
            written += 1
            out.write(line.replace(minted, other))
    return written


def measured(folder: Path, files: Sequence[tuple[Path, int]]) -> Size:
    """Load ``files``, each with its number of statements, into a fresh store and measure it."""
    fresh = folder / "fresh"
    named = [word for path, _ in files for word in ("--file", path)]
    loaded = run([BIN / "oxigraph", "load", "--location", fresh, *named])
    merged = run([sys.executable, Path(__file__).with_name("merging.py"), fresh])
    size = Size(
        quads=sum(quads for _, quads in files),
        load=loaded.seconds,
        merge=merged.seconds,
        megabytes=loaded.megabytes,
        disk=sum(path.stat().st_size for path in fresh.rglob("*")) / 1e6,
        lookup=1000 * lookup(fresh, files[-1][0]),
    )
    rmtree(fresh)
    print(f"{size.quads:,.0f} quads: {size.load:.1f} s, {size.disk:,.0f} MB", file=sys.stderr, flush=True)
    return size


def lookup(store: Path, file: Path) -> float:
    """Return the median seconds in which all statements about a thing of ``file`` are read, things taken by chance."""
    chance, subjects, opened = random.Random(18), list[NamedNode](), Store.read_only(str(store))
    with file.open("rb") as lines:
        for _ in range(LOOKUPS):
            lines.seek(chance.randrange(max(1, file.stat().st_size - 100_000)))
            lines.readline()
            subjects.append(NamedNode(lines.readline().partition(b" ")[0][1:-1].decode()))
    took = []
    for subject in subjects:
        began = perf_counter()
        sum(1 for _ in opened.quads_for_pattern(subject, None, None, None))
        took.append(perf_counter() - began)
    return median(took)


def power(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return ``a`` and ``b`` of y = a × x ** b, fitted to ``points`` by least squares of the logarithms.

    >>> a, b = power([(1, 2), (10, 20), (100, 200)])
    >>> round(a, 6), round(b, 6)
    (2.0, 1.0)
    """
    xs, ys = [log(x) for x, _ in points], [log(y) for _, y in points]
    middle, height = sum(xs) / len(xs), sum(ys) / len(ys)
    slope = sum((x - middle) * (y - height) for x, y in zip(xs, ys, strict=True)) / sum((x - middle) ** 2 for x in xs)
    return exp(height - slope * middle), slope


def computed(found: Sequence[Size], build: Build) -> Table:
    """Return what each of TIMES the build costs, by the power fitted to each figure."""
    shown = Table("figure", "grows with", *(f"× {times:,}" for times in TIMES), title="computed")
    for name, unit in (("load", "s"), ("merge", "s"), ("megabytes", "MB"), ("disk", "MB"), ("lookup", "ms")):
        a, b = power([(one.quads, getattr(one, name)) for one in found])
        values = [a * (times * build.manifest.quads) ** b for times in TIMES]
        shown.add_row(f"{name}, {unit}", f"quads ** {b:.2f}", *(f"{value:,.3g}" for value in values))
    return shown


def main() -> None:
    """Measure and print; write the figures as JSON if ``--json`` names a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=home(), help="home with the current build")
    parser.add_argument("--json", type=Path, help="file for the figures")
    given = parser.parse_args()
    build = current(given.home.absolute())
    with TemporaryDirectory(prefix="rarekg-scaling-", dir=given.home) as name:
        found = list(sizes(build, Path(name)))
    shown = Table("quads", "load, s", "merge, s", "peak, MB", "disk, MB", "lookup, ms", title="measured")
    for one in found:
        shown.add_row(f"{one.quads:,.0f}", *(f"{value:,.3g}" for value in list(asdict(one).values())[1:]))
    console = Console()
    console.print(shown)
    console.print(computed(found, build))
    if given.json:
        given.json.write_text(json.dumps([asdict(one) for one in found], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
