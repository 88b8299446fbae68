"""Put a release into place, so that a crash at any moment leaves nothing of it, or all.

It is written in a hidden folder beside its own, in the same file system, synced to the disk, and renamed. A lock on the
hidden folder keeps out a second release of the same name; the system lets go of it however the process ends, and the
next release then removes the remains.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC, ENOTEMPTY
from pathlib import Path
from shutil import rmtree

from rarekg.graph.home.publishing import sync, sync_folder
from rarekg.ontology.errors import RarekgError


@contextmanager
def published(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to write into, which becomes ``folder`` if the block ends without an error.

    Raises:
        RarekgError: ``folder`` is there and not empty, another process writes it, or the disk is full.
        OSError: It cannot be written.
    """
    _check_free(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = folder.with_name(f".{folder.name}.partial")
    descriptor = _locked(staged, folder)
    try:
        for remains in staged.iterdir():
            _remove(remains)
        yield staged
        sync(staged)
        _check_free(folder)
        staged.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise _explained(error, folder) from error
    finally:
        if staged.exists() and os.path.samestat(staged.stat(), os.fstat(descriptor)):
            rmtree(staged, ignore_errors=True)
        os.close(descriptor)


def _check_free(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.is_symlink() or folder.exists():
        what = "is not empty" if folder.is_dir() else "is not a folder"
        raise RarekgError(f"{folder} {what}; remove it, or name another folder")


def _locked(staged: Path, folder: Path) -> int:
    """Return a descriptor of the folder ``staged``, made if need be, that holds its lock."""
    while True:
        staged.mkdir(exist_ok=True)
        descriptor = os.open(staged, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The one that held the lock may have removed or renamed the folder before it let go.
            if staged.exists() and os.path.samestat(staged.stat(), os.fstat(descriptor)):
                return descriptor
        except BlockingIOError as error:
            os.close(descriptor)
            raise RarekgError(f"another process is writing the release {folder}; wait for it to end") from error
        os.close(descriptor)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        rmtree(path)
    else:
        path.unlink()


def _explained(error: OSError, folder: Path) -> Exception:
    if error.errno in (ENOSPC, EDQUOT) or "No space left" in str(error):  # the engine gives no number
        return RarekgError(f"no space is left for {folder}; free some space there, or name another folder")
    if error.errno == ENOTEMPTY:
        return RarekgError(f"{folder} is not empty; remove it, or name another folder")
    return error
