"""Receive one file of a newest release into the cache, where its folder is its SHA-256."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import httpx
from rich.console import Console

from rarekg.graph.fetch.answers import http_date
from rarekg.graph.fetch.content import content
from rarekg.graph.fetch.download import Received, download
from rarekg.graph.fetch.files import digest
from rarekg.graph.fetch.limits import Limits
from rarekg.graph.fetch.partial import Partial
from rarekg.graph.fetch.progress import one
from rarekg.graph.home.folders import SOURCES
from rarekg.graph.home.lock import LATEST, Locked, locked_file
from rarekg.mappings.catalog import SourceInfo
from rarekg.mappings.release import stated_release
from rarekg.ontology.errors import SourceError


class Place(NamedTuple):
    """Where downloads go: a home, the client and the limits they use, and the console that shows them."""

    home: Path
    client: httpx.Client
    limits: Limits
    console: Console

    def of(self, url: str, ending: str) -> Path:
        """Return the path of what the cache keeps of the address ``url`` itself, with the ``ending`` of its kind."""
        return self.home / SOURCES / LATEST / f"{sha256(url.encode()).hexdigest()[:16]}.{ending}"

    def say(self, line: str) -> None:
        """Print ``line`` as it is."""
        self.console.print(line, highlight=False, markup=False, soft_wrap=True)

    def report(self, info: SourceInfo, what: str, locked: Locked) -> None:
        """Print ``what`` was done with a file."""
        self.say(f"{info.key}: {what}: {locked.name}, release {locked.version} ({locked.size / 1e6:,.1f} MB)")


def receive(url: str, unless: Mapping[str, str], place: Place) -> tuple[Path, Received] | None:
    """Download ``url``; return the file with its content and what the server said, None if the file is unchanged.

    The caller moves the file to its place in the cache, or deletes it.

    Args:
        url: The address.
        unless: Headers that make the request conditional.
        place: Where the file goes.

    Raises:
        SourceError: The file cannot be had, or is no file of a source.
        OSError: It cannot be written.
    """
    partial, path = Partial(place.of(url, "part")), place.of(url, "content")
    path.parent.mkdir(parents=True, exist_ok=True)
    with one(place.console, f"downloading {url}") as show:
        answer = download(place.client, url, partial, limits=place.limits, unless=unless, show=show, note=place.say)
    if answer is None:
        return None
    try:
        content(partial.path, path, url, place.limits)
    except SourceError:
        path.unlink(missing_ok=True)
        raise
    finally:
        partial.discard()
    return path, answer


def keep(home: Path, locked: Locked, path: Path) -> None:
    """Move the complete file at ``path`` to the place of ``locked`` in the cache."""
    target = locked_file(home, locked)
    target.parent.mkdir(parents=True, exist_ok=True)
    path.replace(target)


def release(info: SourceInfo, path: Path, modified: str) -> str:
    """Return the release of the file at ``path``: as it states it, else the day it was modified, else its hash."""
    if stated := stated_release(path, info.release_pattern):
        return stated
    date = http_date(modified)
    return f"sha256:{digest(path)[:12]}" if date is None else date.date().isoformat()
