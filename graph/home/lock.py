"""The lock file: which files of the newest releases a build reads, so that another machine can build the same graph.

It is JSON for people and programs, ``sources.lock`` in the home unless another file is named.
"""

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated
from urllib.parse import unquote, urlsplit

from msgspec import Meta, Struct, json

from rarekg.graph.home.folders import SOURCES
from rarekg.ontology.errors import SourceError
from rarekg.ontology.structs import convert, read_only, to_json

FILE, LATEST = "sources.lock", "latest"
LARGEST = 1 << 20  # bytes; a lock of all sources has 4,000
Address = Annotated[str, Meta(pattern=r"^https?://[^/\s]+")]


class Locked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of a newest release.

    ``url`` was asked; ``final_url`` is the last address of its redirects without a query, because a query is often a
    signature that expires. ``version`` is the release, ``date`` the day of the download (UTC), ``size`` is in bytes;
    size and ``sha256`` are those of the content, decompressed. ``etag`` and ``modified`` are the server's headers ETag
    and Last-Modified, "" where it sent none.
    """

    url: Address
    final_url: Address
    version: Annotated[str, Meta(min_length=1)]
    date: str
    size: int
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
    etag: str = ""
    modified: str = ""

    @property
    def name(self) -> str:
        """The name of the file: the last part of ``url``, without what a file system might not take."""
        last = PurePosixPath(unquote(urlsplit(self.url).path)).name.removesuffix(".gz")
        return re.sub(r"[^A-Za-z0-9._-]", "_", last).lstrip(".")[:100] or "file"


class Lock(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The files of each source, by its key, in the order of reading."""

    sources: Mapping[str, tuple[Locked, ...]] = {}

    def __post_init__(self) -> None:
        """Make the mapping read-only."""
        read_only(self)


def locked_file(home: Path, locked: Locked) -> Path:
    """Return the path in the cache of ``home`` of the file ``locked``, which need not exist; its folder is its hash."""
    return home / SOURCES / LATEST / locked.sha256 / locked.name


def lock_file(home: Path, given: Path | None) -> Path:
    """Return the lock file ``given`` by the user, or the one of ``home``."""
    return given or home / FILE


def read(path: Path) -> Lock:
    """Return the lock in the file at ``path``.

    Raises:
        SourceError: There is no such file, or it is not a lock.
    """
    try:
        return convert(json.decode(_content(path)), Lock)
    except FileNotFoundError as error:
        raise SourceError(
            "there is no lock file", path=path, advice="make one with `rarekg fetch --latest`, or name it with --lock"
        ) from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", path=path) from error
    except (ValueError, RecursionError) as error:
        raise SourceError(
            f"is not a lock file: {error}", path=path, advice="restore it, or delete it and run `rarekg fetch --latest`"
        ) from error


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(f"it has more than {LARGEST:,} bytes")
    return content


def encode(lock: Lock) -> bytes:
    """Return ``lock`` as indented JSON, the sources in the order of their keys."""
    ordered = Lock(sources={key: lock.sources[key] for key in sorted(lock.sources)})
    return json.format(to_json(ordered), indent=2) + b"\n"
