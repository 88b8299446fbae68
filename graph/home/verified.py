"""The record of what was verified of each build: how its files looked to the file system when they were read in full.

A file that still looks so need not be read again, so a command knows in a millisecond what it may use. The record is
``verified/<name of the build's folder>.json`` in the home, because nothing in a published build changes.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import get_native_id

from msgspec import DecodeError, Struct, json

from rarekg.graph.home.builds import MANIFEST, Build
from rarekg.graph.home.checksums import listed
from rarekg.ontology.structs import read_only, to_json

FOLDER = "verified"


class Seen(Struct, frozen=True, kw_only=True):
    """How a file looked when it was read in full, and whether its content was then that of the manifest.

    ``size`` is in bytes; the times are in nanoseconds. Nothing but the system sets the time of the last change, ctime.
    """

    size: int
    inode: int
    mtime_ns: int
    ctime_ns: int
    sound: bool

    @classmethod
    def of(cls, stat: os.stat_result, *, sound: bool) -> "Seen":
        """Return how a file with ``stat`` looks."""
        return cls(
            size=stat.st_size, inode=stat.st_ino, mtime_ns=stat.st_mtime_ns, ctime_ns=stat.st_ctime_ns, sound=sound
        )


class Record(Struct, frozen=True, kw_only=True):
    """What was verified of the build whose manifest has the SHA-256 ``manifest``: each file by its path."""

    manifest: str = ""
    files: Mapping[str, Seen] = {}

    def __post_init__(self) -> None:
        """Make the mapping read-only."""
        read_only(self)


def read(build: Build) -> Record:
    """Return the record of ``build``, an empty one if there is none or it cannot be read."""
    try:
        return json.decode(_path(build.folder.parent.parent, build.folder.name).read_bytes(), type=Record)
    except (OSError, DecodeError):
        return Record()


def write(home: Path, name: str, record: Record) -> None:
    """Write the record of the build whose folder has the name ``name``.

    Raises:
        OSError: The home cannot be written.
    """
    path = _path(home, name)
    path.parent.mkdir(exist_ok=True)
    part = path.with_name(f".{os.getpid()}-{get_native_id()}.part")
    try:
        part.write_bytes(to_json(record))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def forget(home: Path, name: str) -> None:
    """Remove the record of the build whose folder has the name ``name``."""
    with suppress(OSError):
        _path(home, name).unlink()


def trusted(folder: Path) -> Record:
    """Return the record of a build in ``folder`` whose files have just been read in full."""
    files = {path: Seen.of(stat, sound=True) for path, stat in listed(folder).items()}
    return Record(manifest=sha256((folder / MANIFEST).read_bytes()).hexdigest(), files=files)


def _path(home: Path, name: str) -> Path:
    return home / FOLDER / f"{name}.json"
