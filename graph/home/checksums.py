"""The files of a build and their checksums, in threads: a hash releases the interpreter while it is computed."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from rarekg.graph.home.builds import MANIFEST
from rarekg.graph.home.manifest import Checksum

BLOCK = 1 << 20  # bytes
THREADS = min(8, os.cpu_count() or 1)
Rest = Callable[[], None]


def no_rest() -> None:
    """Go on at once."""


def listed(folder: Path) -> dict[str, os.stat_result]:
    """Return what is in ``folder`` and below it and is no folder, the manifest apart, by its path with slashes."""
    return {path: stat for path, stat in sorted(_below(folder, "")) if path != MANIFEST}


def digest(path: Path, rest: Rest = no_rest) -> str:
    """Return the SHA-256 of the file at ``path`` in hexadecimal; ``rest`` is called after each BLOCK.

    Raises:
        OSError: The file cannot be read.
    """
    hashed, block = sha256(), memoryview(bytearray(BLOCK))
    with path.open("rb", buffering=0) as file:
        while size := file.readinto(block):
            hashed.update(block[:size])
            rest()
    return hashed.hexdigest()


def measured(folder: Path) -> dict[str, Checksum]:
    """Return the checksum of each file of the build in ``folder``, by its path.

    Raises:
        OSError: A file cannot be read.
    """
    files = listed(folder)
    with ThreadPoolExecutor(THREADS) as pool:
        digests = pool.map(lambda path: digest(folder / path), files)
        return {
            path: Checksum(size=stat.st_size, sha256=hashed)
            for (path, stat), hashed in zip(files.items(), digests, strict=True)
        }


def _below(folder: Path, before: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(Path(entry.path), f"{before}{entry.name}/")
            else:
                yield f"{before}{entry.name}", entry.stat(follow_symlinks=False)
