"""Seconds, sizes and memory of the tables of a build: python tests/benchmarks/tables.py [HOME]."""

import resource
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Store

from rarekg.graph.home.builds import Build, current
from rarekg.graph.home.folders import home as default_home
from rarekg.graph.tables.kgx import write_kgx
from rarekg.graph.tables.sssom import write_sssom
from rarekg.graph.tables.write import read_tables, write_tables


def sssom(built: Build, folder: Path) -> None:
    """Write the mappings into a file of ``folder``."""
    with (folder / "rarekg.sssom.tsv").open("wb") as out:
        write_sssom(built, out)


FORMS: Mapping[str, Callable[[Build, Path], object]] = {
    "parquet": partial(write_tables, form="parquet"),
    "csv": partial(write_tables, form="csv"),
    "kgx": write_kgx,
    "sssom": sssom,
}


def main(home: Path) -> None:
    """Print what each table took to be read, and each form to be written, and the peak of memory so far."""
    built = current(home)
    started = time.monotonic()
    for table, rows in read_tables(Store.read_only(str(built.store)), built.base):
        print(f"{table.name:24} {len(rows):9,} rows  {time.monotonic() - started:6.1f} s  {peak():6,} MB")
        started = time.monotonic()
    for name, write in FORMS.items():
        with TemporaryDirectory() as folder:
            started = time.monotonic()
            write(built, Path(folder))
            print(f"{name}: {time.monotonic() - started:.1f} s, peak so far {peak():,} MB")
            for path in sorted(Path(folder).iterdir()):
                print(f"  {path.name:30} {path.stat().st_size:12,} bytes")


def peak() -> int:
    """Return the largest resident memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else default_home())
