"""Make a finished build the one that is served, so that no crash at any moment leaves half of one.

A build grows in ``builds/.staging-…``, in the file system where it will stay. When it is complete and on the disk,
its folder is renamed, and then the link ``current`` is replaced. Both are single steps of the file system.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from filelock import FileLock, Timeout

from rarekg.graph.home.builds import CURRENT, FOLDER, Build, published
from rarekg.ontology.errors import RarekgError

LOCK, OWNER = "build.lock", "build.pid"


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Hold the home's build lock; RarekgError where another process holds it.

    The lock is the operating system's, so it goes when its process does, however that ends.
    """
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise RarekgError(f"a build is already running in {home}{_owner(home)}; wait for it to end") from error
    try:
        # Beside the lock file and not in it, because whoever asks for the lock empties that.
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
    """Return a new empty folder for a build to grow in, after clearing what crashed builds left.

    Only for a process that holds the lock.
    """
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(".*"):
        rmtree(left)
    for link in home.glob(f".{CURRENT}-*"):
        link.unlink()
    staged = folder / f".staging-{identity}"
    staged.mkdir()
    return staged


def publish(home: Path, staged: Path, identity: str) -> Build:
    """Move a complete build into place and make it current.

    A folder cannot replace another one in a single step, so a build made again stands beside the first of the same id
    until ``current`` has moved on.
    """
    _sync(staged)
    names = (home / FOLDER / identity, home / FOLDER / f"{identity}-again")
    free = next(name for name in names if not name.exists())
    staged.rename(free)
    _sync_folder(home / FOLDER)
    build = Build(folder=free)
    point(home, build)
    for name in names:
        if name != free and name.exists():
            _remove(name)
    return build


def point(home: Path, build: Build) -> None:
    """Make ``build`` current."""
    link = home / f".{CURRENT}-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(FOLDER, build.folder.name), target_is_directory=True)
    link.replace(home / CURRENT)
    _sync_folder(home)


def prune(home: Path, keep: int) -> list[str]:
    """Remove all builds but the current one and the ``keep`` newest others; return the ids of those removed."""
    serving = (home / CURRENT).resolve()
    old = [build for build in published(home) if build.folder.resolve() != serving]
    removed = [build.id for build in old[keep:]]
    for build in old[keep:]:
        _remove(build.folder)
    return removed


def _remove(folder: Path) -> None:
    # Hidden first: a folder half removed would otherwise look like a complete build.
    doomed = folder.with_name(f".doomed-{folder.name}")
    rmtree(folder.rename(doomed))


def _sync(folder: Path) -> None:
    """Have the whole of ``folder`` on the disk before its name is."""
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            _sync_folder(path)
        else:
            with path.open("rb") as file:
                os.fsync(file.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
