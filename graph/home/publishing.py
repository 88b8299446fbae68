"""Make a finished build the current one, so that a crash at any moment leaves the previous or the new one, complete.

A build is written in ``builds/.staging-…``, in the file system where it will remain. When it is complete and synced to
the disk, its folder is renamed, and then the link ``current`` is replaced. Both are atomic.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from filelock import FileLock, Timeout

from rarekg.graph.home import verified
from rarekg.graph.home.builds import CURRENT, FOLDER, Build, published
from rarekg.ontology.errors import RarekgError

LOCK, OWNER = "build.lock", "build.pid"


@contextmanager
def build_lock(home: Path) -> Iterator[None]:
    """Hold the build lock of ``home``. The operating system releases it however the process ends.

    Raises:
        RarekgError: Another process holds the lock.
    """
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise RarekgError(f"a build is already running in {home}{_owner(home)}; wait for it to end") from error
    try:
        # In a file of its own, because a process that requests the lock truncates the lock file.
        (home / OWNER).write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        (home / OWNER).unlink(missing_ok=True)
        lock.release()


def _owner(home: Path) -> str:
    try:
        return f" (process {(home / OWNER).read_text(encoding='ascii')})"
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


def staging(home: Path, identity: str) -> Path:
    """Return a new empty folder for a build, after removing the remains of crashed builds.

    The caller must hold the lock.
    """
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for remains in folder.glob(".*"):
        rmtree(remains)
    for link in home.glob(f".{CURRENT}-*"):
        link.unlink()
    staged = folder / f".staging-{identity}"
    staged.mkdir()
    return staged


def publish(home: Path, staged: Path, identity: str) -> Build:
    """Move a complete build, whose files have just been read for their checksums, into place and make it current.

    A folder cannot replace another one atomically, so a forced build has a second name beside the first build of the
    same id until ``current`` points to it.
    """
    sync(staged)
    names = (home / FOLDER / identity, home / FOLDER / f"{identity}-again")
    free = next(name for name in names if not name.exists())
    # First, so that no build is ever beside the record of an earlier one of its name.
    verified.write(home, free.name, verified.trusted(staged))
    staged.rename(free)
    sync_folder(home / FOLDER)
    build = Build(folder=free)
    make_current(home, build)
    for name in names:
        if name != free and name.exists():
            _remove(name)
    return build


def make_current(home: Path, build: Build) -> None:
    """Make ``build`` the current build."""
    link = home / f".{CURRENT}-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(FOLDER, build.folder.name), target_is_directory=True)
    link.replace(home / CURRENT)
    sync_folder(home)


def prune(home: Path, keep: int) -> list[str]:
    """Remove all builds except the current one and the ``keep`` newest others; return the ids of those removed."""
    current = (home / CURRENT).resolve()
    old = [build for build in published(home) if build.folder.resolve() != current]
    removed = [build.id for build in old[keep:]]
    for build in old[keep:]:
        _remove(build.folder)
    return removed


def _remove(folder: Path) -> None:
    # Hidden first, because a folder without a dot must be a complete build.
    doomed = folder.with_name(f".doomed-{folder.name}")
    rmtree(folder.rename(doomed))
    verified.forget(folder.parent.parent, folder.name)


def sync(folder: Path) -> None:
    """Write all of ``folder`` to the disk, before its final name is there."""
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb") as file:
                os.fsync(file.fileno())
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Write the names in ``folder`` to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
