"""Files of the cache: one fetch at a time, whole files only, and clear errors of the file system."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout
from rich.console import Console

from rarekg.graph.home.folders import SOURCES
from rarekg.ontology.errors import SourceError

LOCK = "fetch.lock"


def holds(path: Path, sha256: str) -> bool:
    """Return whether ``path`` is a file with the hash ``sha256`` (hexadecimal)."""
    try:
        return digest(path) == sha256
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def digest(path: Path) -> str:
    """Return the SHA-256 of the file at ``path`` in hexadecimal.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(file: BinaryIO) -> None:
    """Write the file to the disk, so that after a power failure its name never belongs to an empty file."""
    file.flush()
    os.fsync(file.fileno())


def replace(path: Path, content: bytes) -> None:
    """Write ``content`` as the file at ``path`` in one step.

    Raises:
        OSError: The file cannot be written; what was there stays.
    """
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(content)
            sync(file)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def only_fetch(home: Path, console: Console) -> Iterator[None]:
    """Hold the lock of the cache of ``home``; the operating system releases it however the process ends."""
    (home / SOURCES).mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        console.print("another fetch is running; waiting for it to end", highlight=False)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def usable(home: Path) -> Iterator[None]:
    """Raise a SourceError for an error of the file system (no space, no permission)."""
    try:
        yield
    except OSError as error:
        path = error.filename or home
        raise SourceError(
            f"the cache cannot be used: {error.strerror}", path=path, advice="free space or grant access"
        ) from error
