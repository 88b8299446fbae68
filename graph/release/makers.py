"""What writes the files of a release, one job at a time, in a process of its own."""

from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import copyfileobj
from time import monotonic
from types import MappingProxyType
from typing import NamedTuple

from rarekg.graph.export.compression import compressed
from rarekg.graph.export.dump import dump
from rarekg.graph.home.builds import Build
from rarekg.graph.release.products import Job
from rarekg.graph.tables.kgx import write_kgx
from rarekg.graph.tables.sssom import write_sssom
from rarekg.graph.tables.write import write_tables


class Made(NamedTuple):
    """A job that is done, and how long it took."""

    job: Job
    seconds: float


def make(built: Path, staged: Path, job: Job) -> Made:
    """Write the files of ``job`` from the build in the folder ``built`` into ``staged``.

    Raises:
        QueryError: A format cannot hold what the build has.
        OSError: The build cannot be read or a file cannot be written.
    """
    started = monotonic()
    _MAKERS[job.maker](Build(folder=built), staged, job)
    return Made(job, monotonic() - started)


def _rdf(built: Build, staged: Path, job: Job) -> None:
    path = staged / job.path
    path.parent.mkdir(exist_ok=True)
    with path.open("xb") as file, compressed("gz" if path.suffix == ".gz" else "", file) as out:
        dump(built, job.form, out, job.graph or None)


def _tables(built: Build, staged: Path, job: Job) -> None:
    folder = staged / job.path
    folder.mkdir(exist_ok=True)
    for path in write_tables(built, folder, "csv" if job.form == "csv" else "parquet"):
        if job.form == "csv":
            _pack(path)


def _kgx(built: Build, staged: Path, job: Job) -> None:
    folder = staged / job.path
    folder.mkdir(exist_ok=True)
    for path in write_kgx(built, folder):
        _pack(path)


def _sssom(built: Build, staged: Path, job: Job) -> None:
    with (staged / job.path).open("xb") as file, compressed("gz", file) as out:
        write_sssom(built, out)


def _pack(path: Path) -> None:
    packed = path.with_name(f"{path.name}.gz")
    with path.open("rb") as plain, packed.open("xb") as file, compressed("gz", file) as out:
        copyfileobj(plain, out)
    path.unlink()


_MAKERS: Mapping[str, Callable[[Build, Path, Job], None]] = MappingProxyType(
    {"rdf": _rdf, "tables": _tables, "kgx": _kgx, "sssom": _sssom}
)
