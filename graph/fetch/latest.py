"""The newest release of each source, from its publisher, into the cache and the lock file.

Beside the files, the cache has what each address served last: an unchanged file is not downloaded again, whatever the
lock says. A newer release replaces no older one.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import json
from msgspec.structs import replace as changed
from rich.console import Console

from rarekg.graph.fetch.download import Received, client
from rarekg.graph.fetch.files import digest, holds, only_fetch, replace, usable
from rarekg.graph.fetch.limits import Limits
from rarekg.graph.fetch.receive import Place, keep, receive, release
from rarekg.graph.home import lock as lock_files
from rarekg.graph.home.lock import Lock, Locked, locked_file
from rarekg.mappings.catalog import SourceInfo
from rarekg.ontology.structs import to_json


def fetch_latest(
    infos: Iterable[SourceInfo],
    home: Path,
    *,
    lock: Path,
    urls: Mapping[str, Sequence[str]],
    limits: Limits,
    console: Console,
) -> Lock:
    """Fetch the newest release of each source that has an address, and write the lock file ``lock``; return the lock.

    The lock keeps what it has of other sources. It is written when every file is there, so it never mixes releases
    because one of them could not be had.

    Args:
        infos: The sources.
        home: The home.
        lock: The lock file, which need not exist.
        urls: Addresses to ask instead of the source's own, by its key.
        limits: The limits of each download.
        console: Shows a line for each file, and a progress bar.

    Raises:
        SourceError: A file cannot be had or written, or ``lock`` is no lock file. The lock is left as it is.
    """
    with usable(home), only_fetch(home, console), client(limits) as asking:
        before = lock_files.read(lock) if lock.exists() else Lock()
        place = Place(home, asking, limits, console)
        newest = {
            info.key: tuple(_newest(info, url, place) for url in addresses)
            for info in infos
            if (addresses := urls.get(info.key, info.latest))
        }
        after = Lock(sources={**before.sources, **newest})
        replace(lock, lock_files.encode(after))
    place.say(f"the lock file is {lock}")
    return after


def _newest(info: SourceInfo, url: str, place: Place) -> Locked:
    """Return the newest file of the address, which is in the cache afterwards."""
    record = place.of(url, "json")
    last = _last(record, place.home)
    received = receive(url, _unless(last), place)
    if received is None and last is not None:
        place.report(info, "unchanged", last)
        return last
    assert received is not None  # only a request with a condition is answered by 304
    path, answer = received
    locked = _described(info, url, path, answer, last)
    keep(place.home, locked, path)
    replace(record, to_json(locked))
    place.report(info, "fetched", locked)
    return locked


def _described(info: SourceInfo, url: str, path: Path, answer: Received, last: Locked | None) -> Locked:
    found = Locked(
        url=url,
        final_url=answer.final_url,
        version=release(info, path, answer.modified),
        date=datetime.now(UTC).date().isoformat(),
        size=path.stat().st_size,
        sha256=digest(path),
        etag=answer.etag,
        modified=answer.modified,
    )
    if last is None or last.sha256 != found.sha256:
        return found
    # The same bytes under a newer date are the same release, and so the same graph.
    return changed(found, version=last.version, date=last.date)


def _last(record: Path, home: Path) -> Locked | None:
    """Return what was last received from an address, if it is still in the cache."""
    try:
        last = json.decode(record.read_bytes(), type=Locked)
    except (FileNotFoundError, ValueError):
        return None
    return last if holds(locked_file(home, last), last.sha256) else None


def _unless(last: Locked | None) -> dict[str, str]:
    conditions = {"If-None-Match": last.etag, "If-Modified-Since": last.modified} if last else {}
    return {name: value for name, value in conditions.items() if value and value.isascii()}  # others cannot be sent
