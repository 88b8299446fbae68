"""Measure the whole build, and compare it with the engine's own loader on the same quads.

Build and loader run alternately, so that other work of the machine affects both; the fastest run of each counts. The
loader is the `oxigraph` command of the same release, reading the N-Quads dump of the same build. It ends before its
engine has merged the loaded data, while a build waits for that; so the time of merging is measured too.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from processes import Run, run
from rich.console import Console
from rich.table import Table

from rarekg.graph.home.builds import Build, current
from rarekg.graph.home.folders import home
from rarekg.mappings import catalog

BIN = Path(sys.executable).parent
TIMES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure; ``most`` is the greatest acceptable value, None if there is no limit."""

    name: str
    value: float
    unit: str
    most: float | None = None


def measures(cache: Path, runs: int, growth: bool) -> Iterator[Measure]:
    """Yield all figures as they are measured."""
    with TemporaryDirectory(prefix="rarekg-bench-", dir=cache) as name:
        folder = Path(name)
        (folder / "sources").symlink_to(cache / "sources")
        built, loaded, merged = alternate(folder, runs)
        build = current(folder)
        yield Measure(name="quads", value=build.manifest.quads, unit="")
        yield from against_loader(min(built, key=seconds), min(loaded, key=seconds), built + loaded)
        yield from against_merged(min(map(seconds, built)), min(map(seconds, loaded)), min(map(seconds, merged)))
        yield from sizes(build)
        yield from steps(build)
        if growth:
            yield from grown(folder)


def alternate(folder: Path, runs: int) -> tuple[list[Run], list[Run], list[Run]]:
    """Build, load, and merge the loaded store, alternately and ``runs`` times each."""
    dump, fresh = folder / "graph.nq", folder / "fresh"
    built, loaded, merged = [], [], []
    for turn in range(runs):
        built.append(reported("build", run([BIN / "rarekg", "build", "--force", "--keep", "0", "--home", folder])))
        if not turn:
            run([BIN / "rarekg", "dump", "--home", folder, "-o", dump])
        loaded.append(reported("load", run([BIN / "oxigraph", "load", "--location", fresh, "--file", dump])))
        merged.append(reported("merge", run([sys.executable, Path(__file__).with_name("merging.py"), fresh])))
        rmtree(fresh)
    dump.unlink()
    return built, loaded, merged


def reported(name: str, one: Run) -> Run:
    """Print what a run took and return it."""
    print(f"{name}: {one.seconds:.1f} s, {one.megabytes:,.0f} MB", file=sys.stderr, flush=True)
    return one


def seconds(one: Run) -> float:
    """Return the key by which runs are compared."""
    return one.seconds


def against_loader(build: Run, loader: Run, every: list[Run]) -> Iterator[Measure]:
    """Compare the build's time and memory with the loader's."""
    yield Measure(name="build", value=build.seconds, unit="s")
    yield Measure(name="oxigraph load", value=loader.seconds, unit="s")
    yield Measure(name="build ÷ load, time", value=build.seconds / loader.seconds, unit="")
    peaks = [max(one.megabytes for one in half) for half in (every[: len(every) // 2], every[len(every) // 2 :])]
    yield Measure(name="build, peak memory", value=peaks[0], unit="MB")
    yield Measure(name="oxigraph load, peak memory", value=peaks[1], unit="MB")
    yield Measure(name="build ÷ load, memory", value=peaks[0] / peaks[1], unit="", most=1.3)


def against_merged(build: float, load: float, merge: float) -> Iterator[Measure]:
    """Compare the build with loading and merging, which leave a store in the same state; all times are in seconds."""
    yield Measure(name="merging the loaded store", value=merge, unit="s")
    yield Measure(name="build ÷ load and merging, time", value=build / (load + merge), unit="", most=1.6)


def sizes(build: Build) -> Iterator[Measure]:
    """Yield the megabytes that a user downloads, and those on the disk afterwards."""
    pins = [info.pinned for info in catalog.sources().values() if info.pinned is not None]
    wheels = {pin.wheel: pin.wheel_size for pin in pins}
    yield Measure(name="download", value=sum(wheels.values()) / 1e6, unit="MB")
    yield Measure(name="sources on disk", value=sum(pin.size for pin in pins) / 1e6, unit="MB")
    files = (path for path in build.folder.rglob("*") if path.is_file())
    yield Measure(name="build on disk", value=sum(path.stat().st_size for path in files) / 1e6, unit="MB")


def steps(build: Build) -> Iterator[Measure]:
    """Yield the seconds of each step of the last build, from its manifest."""
    took = build.manifest.seconds
    for step, value in took.items():
        yield Measure(name=f"step {step}", value=value, unit="s")
    whole = sum(took.values())
    yield Measure(name="gate's share of the build", value=100 * took["check"] / whole, unit="%", most=15)
    # The gate starts while the build describes the graph, so their shares overlap.
    both = took["describe"] + took["check"]
    yield Measure(name="describing and gate, share of the build", value=100 * both / whole, unit="%")
    for source, table in build.manifest.sources.items():
        yield Measure(name=f"reading and mapping {source}", value=table.seconds, unit="s")


def grown(folder: Path) -> Iterator[Measure]:
    """Read and map the annotations once, and ten copies of them with other disease ids."""
    pinned = catalog.sources()["hpoa"].pinned
    assert pinned
    lines = (folder / "sources" / pinned.file).read_text(encoding="utf-8").splitlines(keepends=True)
    once, more = (mapping(folder, lines, times) for times in (1, TIMES))
    for kind, unit, most in (("seconds", "s", 1.1 * TIMES), ("megabytes", "MB", 1.5)):
        yield Measure(name=f"annotations × 1, {kind}", value=once[kind], unit=unit)
        yield Measure(name=f"annotations × {TIMES}, {kind}", value=more[kind], unit=unit)
        yield Measure(name=f"annotations × {TIMES} ÷ × 1, {kind}", value=more[kind] / once[kind], unit="", most=most)


def mapping(folder: Path, lines: list[str], times: int) -> dict[str, float]:
    """Return the seconds and megabytes for reading and mapping ``times`` copies, in a process of its own."""
    file = folder / "phenotype.hpoa"
    with file.open("w", encoding="utf-8") as out:
        out.writelines(repeated(lines, times))
    script = Path(__file__).with_name("mapping.py")
    done = subprocess.run([sys.executable, script, folder, file], stdout=subprocess.PIPE, text=True, check=True)
    file.unlink()
    took: dict[str, float] = json.loads(done.stdout)
    return took


def repeated(lines: list[str], times: int) -> Iterator[str]:
    """Yield ``times`` copies of the annotations: the first unchanged, the others with unused ORPHA ids."""
    yield from lines
    numbers: dict[str, int] = {}
    for copy in range(1, times):
        for line in lines:
            disease, tab, rest = line.partition("\t")
            if tab and disease != "database_id":
                number = numbers.setdefault(disease, len(numbers))
                yield f"ORPHA:{copy}0{number:06}{tab}{rest}"


def table(figures: list[Measure]) -> Table:
    """Return the figures as a table in which values above their limit are red."""
    shown = Table("figure", "value", "", "at most", title=f"rarekg {version('rarekg')}, oxigraph {version('oxigraph')}")
    for one in figures:
        style = "red" if one.most is not None and one.value > one.most else None
        digits = 0 if one.value >= 1000 else 2
        shown.add_row(one.name, f"{one.value:,.{digits}f}", one.unit, f"{one.most:g}" if one.most else "", style=style)
    return shown


def main() -> None:
    """Measure, print the table, and write the figures as JSON if ``--json`` names a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--home", type=Path, default=home(), help="home with the fetched sources; builds are made below it"
    )
    parser.add_argument("--runs", type=int, default=3, help="number of runs of build and loader")
    parser.add_argument("--json", type=Path, help="file for the figures")
    parser.add_argument(
        "--no-growth", action="store_true", help="skip the measurement of ten copies of the annotations"
    )
    given = parser.parse_args()
    if version("oxigraph") != version("pyoxigraph"):
        sys.exit(f"oxigraph {version('oxigraph')} is not the release of pyoxigraph, {version('pyoxigraph')}")
    figures = list(measures(given.home.absolute(), given.runs, not given.no_growth))
    Console().print(table(figures))
    if given.json:
        given.json.write_text(json.dumps([asdict(one) for one in figures], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
