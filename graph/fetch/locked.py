"""The files that a lock file names: from the cache, or from upstream if it still serves the same bytes."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console

from rarekg.graph.fetch.download import client
from rarekg.graph.fetch.files import digest, holds, only_fetch, usable
from rarekg.graph.fetch.limits import Limits
from rarekg.graph.fetch.receive import Place, keep, receive, release
from rarekg.graph.home.lock import Lock, Locked, locked_file
from rarekg.mappings.catalog import SourceInfo
from rarekg.ontology.errors import SourceError


class MovedError(SourceError):
    """An address that serves another file than the locked one."""


def fetch_locked(infos: Iterable[SourceInfo], home: Path, lock: Lock, *, limits: Limits, console: Console) -> None:
    """Put the locked files of ``infos`` into the cache of ``home``, unless they are there.

    Args:
        infos: The sources; those that the lock does not name are left out.
        home: The home.
        lock: The lock.
        limits: The limits of each download.
        console: Shows a line for each file, and a progress bar.

    Raises:
        SourceError: A file has moved on upstream, or cannot be had or written; if several have moved on, each has its
            line on the console. What was in the cache stays.
    """
    moved: list[MovedError] = []
    with usable(home), only_fetch(home, console), client(limits) as asking:
        place = Place(home, asking, limits, console)
        for info, locked in _files(infos, lock):
            try:
                place.report(info, _restore(info, locked, place), locked)
            except MovedError as error:
                moved.append(error)
    if len(moved) == 1:
        raise moved[0]
    if moved:
        for one in moved:
            place.say(f"{one.path}: {one.what}")
        raise SourceError(f"{len(moved)} locked files have moved on, see above", advice=moved[0].advice)


def _files(infos: Iterable[SourceInfo], lock: Lock) -> Iterator[tuple[SourceInfo, Locked]]:
    for info in infos:
        for locked in lock.sources.get(info.key, ()):
            yield info, locked


def _restore(info: SourceInfo, locked: Locked, place: Place) -> str:
    """Make sure that the cache has the file; return what that took."""
    target = locked_file(place.home, locked)
    if holds(target, locked.sha256):
        return "in the cache"
    found = "fetched again, because it was damaged" if target.exists() else "fetched"
    # The final address often names the release, and still serves it when the first one leads to a newer.
    if locked.final_url != locked.url:
        try:
            _download(info, locked, locked.final_url, place)
        except SourceError:
            _download(info, locked, locked.url, place)
    else:
        _download(info, locked, locked.url, place)
    return found


def _download(info: SourceInfo, locked: Locked, url: str, place: Place) -> None:
    received = receive(url, {}, place)
    assert received is not None  # only a request with a condition is answered by 304
    path, answer = received
    try:
        if (now := digest(path)) != locked.sha256:
            raise MovedError(
                f"{info.key} has moved on from {_named(locked.version, locked.sha256)} in the lock "
                f"to {_named(release(info, path, answer.modified), now)}",
                path=url,
                advice="nothing was changed; `rarekg fetch --latest` takes the new file",
            )
        keep(place.home, locked, path)
    finally:
        path.unlink(missing_ok=True)


def _named(version: str, sha256: str) -> str:
    return f"{version} (SHA-256 {sha256[:12]}…)"
