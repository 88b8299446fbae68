"""Open the file that a command writes to: a regular file appears whole or not at all, a pipe is written to at once.

A symbolic link leads to its target, which is written in its place. Devices and folders are refused.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_IMODE, S_ISDIR, S_ISFIFO, S_ISREG
from typing import BinaryIO

from rarekg.graph.home.publishing import sync_folder
from rarekg.ontology.errors import QueryError

DESCRIPTORS = ("/proc/self/fd", "/dev/fd")  # the folders of a process's open files, on Linux and elsewhere
LONGEST = 40  # links in a row; Linux follows no more


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open ``path`` for writing, a regular file so that what it holds is replaced only when all is written.

    ``/dev/stdout`` and other names of an open file of this process (``/dev/fd/3``) are written to where they stand.

    Raises:
        QueryError: ``path`` is a device, a socket or a folder.
        OSError: It cannot be written.
    """
    descriptor = _descriptor(path)
    if descriptor is not None:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            yield file
        return
    try:
        mode: int | None = path.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and S_ISFIFO(mode):
        with path.open("wb") as file:
            yield file
    elif mode is None or S_ISREG(mode):
        yield from _replaced(Path(os.path.realpath(path)), mode)
    else:
        kind = "folder" if S_ISDIR(mode) else "device or socket"
        raise QueryError(f"{path} is a {kind}, not a file; name a file or a pipe")


def _replaced(path: Path, mode: int | None) -> Iterator[BinaryIO]:
    """Yield a file that replaces the one at ``path`` when it is complete and on the disk, with its permissions."""
    part = path.with_name(f".rarekg-{os.getpid()}.part")
    part.unlink(missing_ok=True)  # the remains of a process that had the same number
    try:
        with part.open("xb") as file:
            if mode is not None:
                os.fchmod(file.fileno(), S_IMODE(mode))
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _descriptor(path: Path) -> int | None:
    """Return the open file of this process that ``path`` names, by itself or through links; None for other paths."""
    folders = {Path(os.path.realpath(folder)) for folder in DESCRIPTORS if Path(folder).is_dir()}
    for _ in range(LONGEST):
        if path.name.isdecimal() and Path(os.path.realpath(path.parent)) in folders:
            return int(path.name)
        if not path.is_symlink():
            return None
        path = path.parent / path.readlink()
    return None
