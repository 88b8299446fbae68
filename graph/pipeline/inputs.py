"""The input files of a build: pinned or locked releases in the cache, files of the package, files of the user."""

from collections.abc import Collection, Mapping, Sequence
from importlib import resources
from pathlib import Path

from msgspec.structs import replace

from rarekg.graph.home.folders import cached_file
from rarekg.graph.home.lock import Lock, Locked, locked_file
from rarekg.graph.pipeline.plan import Input, measured
from rarekg.mappings.catalog import SourceInfo
from rarekg.mappings.release import stated_release
from rarekg.ontology.errors import SourceError

PAGES, MAPPINGS = "gard", "mappings"


def chosen(infos: Mapping[str, SourceInfo], only: Collection[str]) -> list[str]:
    """Return the keys of ``only`` and of the sources they need, in the order of reading; all keys if ``only`` is empty.

    >>> from rarekg.mappings.catalog import sources
    >>> chosen(sources(), ["hpoa"])
    ['hpo', 'mondo', 'mondo-mappings', 'mondo-2024', 'mappings', 'hpoa']

    Raises:
        SourceError: A key is unknown; the message lists the known ones.
    """
    keys: set[str] = set()
    todo = list(only or infos)
    while todo:
        key = todo.pop()
        if key not in infos:
            raise SourceError(f"there is no source {key!r}", advice=f"the sources are {', '.join(infos)}")
        keys.add(key)
        todo.extend(set(infos[key].needs) - keys)
    return [key for key in infos if key in keys]


def inputs(
    infos: Mapping[str, SourceInfo],
    keys: Sequence[str],
    given: Mapping[str, Sequence[Path]],
    home: Path,
    lock: Lock | None = None,
) -> tuple[Input, ...]:
    """Return the input files in the order of reading.

    The file of a source that stands in for another is left out if the user gives files of that other one.

    Args:
        infos: Every source by its key.
        keys: The sources to read, in their order.
        given: The files to read instead of a source's default. They are read in the order of their hashes, so that
            neither the order of arguments nor the locale has an effect on the graph.
        home: The home whose cache has the fetched releases.
        lock: The files to read instead of pinned ones; None reads the pinned ones.

    Raises:
        SourceError: A file is missing, cannot be read or is not the pinned or locked one, or is given for a source that
            is not read, or for both a source and the one that stands in for it.
    """
    if unread := sorted(given.keys() - set(keys)):
        raise SourceError(
            f"a file is given for {', '.join(unread)}, which is not read", advice=f"the build reads {', '.join(keys)}"
        )
    files: list[Input] = []
    for key in keys:
        if _replaced(infos[key], given):
            continue
        if given.get(key):
            measured_files = {_given(infos[key], path) for path in given[key]}
            files += sorted(measured_files, key=lambda file: (file.sha256, file.path))
        elif lock and key in lock.sources:
            files += [_locked(key, locked, home) for locked in lock.sources[key]]
        elif not infos[key].given:
            files.append(_default(infos[key], home))
    return tuple(files)


def fillable(
    infos: Mapping[str, SourceInfo],
    requested: Sequence[str],
    given: Mapping[str, Sequence[Path]],
    lock: Lock | None = None,
) -> None:
    """Check that each source in ``requested`` has a file: its own, a locked one, or one ``given`` by the user.

    Raises:
        SourceError: One has none.
    """
    for key in requested:
        if key in infos and infos[key].given and not given.get(key) and not (lock and lock.sources.get(key)):
            instead = [info.key for info in infos.values() if info.stands_in_for == key]
            ways = [f"pass one with --source {key}=FILE", *(f"read {other}" for other in instead)]
            if infos[key].latest:
                fetch = f"fetch it with `rarekg fetch --latest --only {key}`"
                ways.insert(0, fetch if lock else f"{fetch} and build with --locked")
            raise SourceError(f"{key} has no file of its own", advice=" or ".join(ways))


def known_sources(lock: Lock, infos: Mapping[str, SourceInfo], path: Path) -> None:
    """Check that the ``lock`` in the file at ``path`` names no source but those of ``infos``.

    Raises:
        SourceError: It does.
    """
    if unknown := sorted(lock.sources.keys() - infos.keys()):
        raise SourceError(
            f"names {', '.join(unknown)}, which this version of rarekg does not read",
            path=path,
            advice=f"the sources are {', '.join(infos)}",
        )


def _replaced(info: SourceInfo, given: Mapping[str, Sequence[Path]]) -> bool:
    """Tell whether the user gives files of the source for which ``info`` stands in."""
    if info.stands_in_for is None or not given.get(info.stands_in_for):
        return False
    if given.get(info.key):
        raise SourceError(
            f"files are given for {info.key} and {info.stands_in_for}, for which it stands in",
            advice="give files of one of the two",
        )
    return True


def _locked(key: str, locked: Locked, home: Path) -> Input:
    path, advice = locked_file(home, locked), "run `rarekg fetch --locked`"
    if not path.exists():
        raise SourceError(f"{key}, locked as {locked.version}, is not in the cache", path=path, advice=advice)
    taken = _measured(key, path, version=locked.version, taken="latest")
    if taken.sha256 != locked.sha256:
        raise SourceError(f"is not {key} {locked.version}: its SHA-256 differs", path=path, advice=advice)
    return taken


def _default(info: SourceInfo, home: Path) -> Input:
    cached = cached_file(home, info)
    if cached is None:
        shipped = Path(str(resources.files("rarekg.mappings").joinpath(info.shipped or "")))
        return _measured(info.key, shipped, version=info.release, taken="shipped")
    if not cached.exists():
        raise SourceError(f"{info.key} is not in the cache", path=cached, advice="run `rarekg fetch` first")
    pinned = _measured(info.key, cached, version=info.release, taken="pinned")
    if info.pinned and pinned.sha256 != info.pinned.sha256:
        raise SourceError(
            f"is not {info.key} {info.release}: its SHA-256 differs",
            path=cached,
            advice=f"run `rarekg fetch`, or read it as it is with --source {info.key}={cached}",
        )
    return pinned


def _given(info: SourceInfo, path: Path) -> Input:
    """Return a file of the user, of the release that it states, if it states one."""
    taken = _measured(info.key, path, version="", taken="given")
    return replace(taken, version=stated_release(path, info.release_pattern) or taken.version)


def _measured(source: str, path: Path, *, version: str, taken: str) -> Input:
    try:
        str(path.absolute()).encode()  # the plan and the manifest are JSON, which has no other encoding
        return measured(source, path.absolute(), version=version, taken=taken)
    except UnicodeEncodeError as error:
        raise SourceError("its path is not UTF-8", path=path, advice="move the file") from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", path=path) from error
