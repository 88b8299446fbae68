"""Seconds, sizes and memory of the tables of a build: python tests/benchmarks/tables.py [HOME]."""

import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Store

from rarekg.graph.home.builds import current
from rarekg.graph.home.folders import home as default_home
from rarekg.graph.tables.write import Form, read_tables, write_tables


def main(home: Path) -> None:
    """Print what each table took to be read, and each form to be written, and the peak of memory so far."""
    built = current(home)
    started = time.monotonic()
    for table, rows in read_tables(Store.read_only(str(built.store)), built.base):
        print(f"{table.name:24} {len(rows):9,} rows  {time.monotonic() - started:6.1f} s  {peak():6,} MB")
        started = time.monotonic()
    forms: tuple[Form, ...] = ("parquet", "csv")
    for form in forms:
        with TemporaryDirectory() as folder:
            started = time.monotonic()
            paths = write_tables(built, Path(folder), form)
            print(f"{form}: {time.monotonic() - started:.1f} s, peak {peak():,} MB")
            for path in paths:
                print(f"  {path.name:30} {path.stat().st_size:12,} bytes")


def peak() -> int:
    """Return the largest resident memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else default_home())
