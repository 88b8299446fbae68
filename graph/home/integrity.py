"""Whether the files of a build are as they were built: none missing, none added, each with its size and checksum."""

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from errno import EBADMSG, EIO
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import Literal, NamedTuple

from rarekg.graph.home import verified
from rarekg.graph.home.builds import MANIFEST, SEARCH, Build, find
from rarekg.graph.home.checksums import THREADS, Rest, digest, listed, no_rest
from rarekg.graph.home.manifest import Checksum
from rarekg.graph.home.verified import Record, Seen
from rarekg.ontology.errors import QueryError

UNREADABLE = (EIO, EBADMSG)  # what reading a bad block ends with, in file systems without and with checksums
OTHER_CONTENT = "does not have the content with which it was built"
# Which files are read in full: none; those that do not look as when they were verified; all.
How = Literal["none", "changed", "all"]


class Damage(NamedTuple):
    """What is wrong with the file ``path`` of a build."""

    path: str
    what: str

    def __str__(self) -> str:
        """Return a clause.

        >>> str(Damage("search.sqlite", "is missing"))
        'search.sqlite is missing'
        """
        return f"{self.path} {self.what}"


def sound(home: Path, start: str | None) -> Build:
    """Return the build that :func:`rarekg.graph.home.builds.find` finds, if its files are as they were built.

    Raises:
        QueryError: There is no such build, or it is damaged.
    """
    build = find(home, start)
    if found := damage(build):
        advice = "run `rarekg build` to build it again, or name another build with --build"
        raise QueryError(f"{build.folder} is damaged: {summary(found)}; {advice}")
    return build


def damage(build: Build, how: How = "changed") -> tuple[Damage, ...]:
    """Return what is wrong with the files of ``build``, and record it; nothing if its manifest has no checksums.

    Raises:
        QueryError: The manifest is not one.
        OSError: A file may not be read.
    """
    before = verified.read(build)
    after, found = check(build, before, how)
    remember(build, before, after)
    return found


def remember(build: Build, before: Record, after: Record) -> None:
    """Record what is known of ``build`` if that is new; a home that may only be read keeps its record."""
    if after != before and build.folder.is_dir():
        with suppress(OSError):
            verified.write(build.folder.parent.parent, build.folder.name, after)


def check(build: Build, record: Record, how: How, rest: Rest | None = None) -> tuple[Record, tuple[Damage, ...]]:
    """Return what is known of the files of ``build`` after ``record`` was known, and what is wrong with them.

    With ``rest``, files are read one after another, with a rest after each block; else in threads. Of a build whose
    store is a remote one, the files of the store and of what is not served do not count.

    Raises:
        QueryError: The manifest is not one.
        OSError: A file may not be read.
    """
    expected, stats = build.manifest.files, listed(build.folder)
    if build.remote:
        expected = {path: checksum for path, checksum in expected.items() if path == SEARCH}
        stats = {path: stat for path, stat in stats.items() if path in expected}
    if not expected:
        return record, ()
    known = {path: seen for path, seen in record.files.items() if path in stats and _looks(stats[path], seen)}
    manifest = sha256((build.folder / MANIFEST).read_bytes()).hexdigest()
    if known and manifest != record.manifest:  # without any, the record is about an earlier build of that name
        return record, (Damage(MANIFEST, OTHER_CONTENT),)
    wrong = dict(_by_sight(expected, stats))
    doubtful = [path for path in expected if path not in wrong and (how == "all" or path not in known)]
    if how != "none":
        known |= _by_content(build.folder, doubtful, expected, stats, rest)
    wrong |= {path: OTHER_CONTENT for path, seen in known.items() if not (seen.sound or path in wrong)}
    after = Record(manifest=manifest, files=dict(sorted(known.items())))
    return after, tuple(Damage(path, what) for path, what in sorted(wrong.items()))


def summary(found: tuple[Damage, ...]) -> str:
    """Return the first of ``found`` and how many more there are.

    >>> summary((Damage("search.sqlite", "is missing"), Damage("store/CURRENT", "is missing")))
    'search.sqlite is missing (and 1 more)'
    """
    return f"{found[0]} (and {len(found) - 1:,} more)" if len(found) > 1 else str(found[0])


def _by_sight(expected: Mapping[str, Checksum], stats: Mapping[str, os.stat_result]) -> Iterator[tuple[str, str]]:
    """Yield each file that is wrong without being read, and what is wrong with it."""
    for path in expected.keys() | stats.keys():
        if path not in stats:
            yield path, "is missing"
        elif path not in expected:
            yield path, "does not belong to the build"
        elif not S_ISREG(stats[path].st_mode):
            yield path, "is not a regular file"
        elif stats[path].st_size != expected[path].size:
            yield path, f"has {stats[path].st_size:,} bytes, not the {expected[path].size:,} with which it was built"


def _by_content(
    folder: Path,
    paths: Iterable[str],
    expected: Mapping[str, Checksum],
    stats: Mapping[str, os.stat_result],
    rest: Rest | None,
) -> dict[str, Seen]:
    """Read each of ``paths`` in full; return how it looks and whether it is sound."""

    def seen(path: str) -> tuple[str, Seen]:
        return path, Seen.of(stats[path], sound=_holds(folder / path, expected[path], rest or no_rest))

    if rest is not None:
        return dict(map(seen, paths))
    with ThreadPoolExecutor(THREADS) as pool:
        return dict(pool.map(seen, paths))


def _holds(path: Path, expected: Checksum, rest: Rest) -> bool:
    try:
        return digest(path, rest) == expected.sha256
    except OSError as error:
        if error.errno in UNREADABLE:
            return False
        raise


def _looks(stat: os.stat_result, seen: Seen) -> bool:
    return Seen.of(stat, sound=seen.sound) == seen
