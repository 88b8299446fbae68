"""Ways in which a disk or a person damages a published build, each as a function of the build's folder."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

Harm = Callable[[Path], str]  # returns the path of the file, as messages name it


def largest(folder: Path) -> Path:
    """Return the largest file of the store's tables."""
    return max((folder / "store").glob("*.sst"), key=lambda path: (path.stat().st_size, path.name))


def overwrite(path: Path, at: int, length: int = 16) -> None:
    """Invert ``length`` bytes of ``path`` in place."""
    with path.open("r+b") as file:
        file.seek(at)
        before = file.read(length)
        file.seek(at)
        file.write(bytes(byte ^ 0xFF for byte in before))


def in_secret(path: Path, at: int, length: int = 16) -> None:
    """Overwrite and set the times back, as somebody does who wants it to stay unnoticed."""
    times = path.stat()
    overwrite(path, at, length)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _of_table(harm: Callable[[Path], object]) -> Harm:
    def harmed(folder: Path) -> str:
        path = largest(folder)
        harm(path)
        return f"store/{path.name}"

    return harmed


def _of(name: str, harm: Callable[[Path], object]) -> Harm:
    def harmed(folder: Path) -> str:
        harm(folder / name)
        return name

    return harmed


def _truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1)


def _append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\0")


def _replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "inside").touch()


def _replace_by_link(path: Path) -> None:
    beside = path.parent.parent.parent.parent / f"moved-{path.name}"
    path.rename(beside)
    path.symlink_to(beside)


# What the file is found to be → how it was harmed.
STORE: Mapping[str, Harm] = MappingProxyType(
    {
        "16 bytes": _of_table(lambda path: overwrite(path, path.stat().st_size // 2)),
        "16 bytes in secret": _of_table(lambda path: in_secret(path, path.stat().st_size // 2)),
        "one byte at the start": _of_table(lambda path: overwrite(path, 0, 1)),
        "one byte at the end": _of_table(lambda path: overwrite(path, path.stat().st_size - 1, 1)),
        "truncated": _of_table(_truncate),
        "appended": _of_table(_append),
        "emptied": _of_table(lambda path: os.truncate(path, 0)),
        "removed": _of_table(Path.unlink),
        "a folder": _of_table(_replace_by_folder),
        "a link": _of_table(_replace_by_link),
        "a file more": _of("store/999999.sst", lambda path: path.write_bytes(b"x" * 100)),
        "a log more": _of("store/999998.log", Path.touch),
        "a pipe more": _of("store/pipe", os.mkfifo),
        "CURRENT": _of("store/CURRENT", lambda path: overwrite(path, 3, 2)),
    }
)
OTHERS: Mapping[str, Harm] = MappingProxyType(
    {
        "index": _of("search.sqlite", lambda path: overwrite(path, path.stat().st_size // 2)),
        "index truncated": _of("search.sqlite", _truncate),
        "index removed": _of("search.sqlite", Path.unlink),
        "issues": _of("issues.jsonl", _append),
        "a file beside": _of("notes.txt", Path.touch),
    }
)
