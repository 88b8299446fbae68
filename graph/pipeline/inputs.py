"""Which files a build reads: the pinned releases in the cache, what ships with the package, and files given instead."""

from collections.abc import Collection, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from rarekg.graph.home.folders import cached_file
from rarekg.graph.pipeline.plan import Input, measured
from rarekg.mappings.catalog import SourceInfo
from rarekg.ontology.errors import SourceError

PAGES, MAPPINGS = "gard", "mappings"


def chosen(infos: Mapping[str, SourceInfo], only: Collection[str]) -> list[str]:
    """Return the keys of the sources to read, in order: those of ``only`` and what they need, all where it is empty.

    SourceError, naming the sources there are, where one is unknown.
    """
    wanted: set[str] = set()
    todo = list(only or infos)
    while todo:
        key = todo.pop()
        if key not in infos:
            raise SourceError(f"there is no source {key!r}", advice=f"there are {', '.join(infos)}")
        wanted.add(key)
        todo.extend(set(infos[key].needs) - wanted)
    return [key for key in infos if key in wanted]


def inputs(
    infos: Mapping[str, SourceInfo], keys: Sequence[str], given: Mapping[str, Sequence[Path]], home: Path
) -> tuple[Input, ...]:
    """Return the files of the sources ``keys``, in the order in which they are read.

    ``given`` maps a source to the files to read in place of its default, if it has one. They are read in the order of
    their hashes, so that neither the order of arguments nor a locale's sorting shows in the graph. SourceError where a
    file is missing, cannot be read or is not the pinned one, or where a source is given that is not read.
    """
    if unread := sorted(given.keys() - set(keys)):
        raise SourceError(
            f"a file is given for {', '.join(unread)}, which is not read", advice=f"read: {', '.join(keys)}"
        )
    found: list[Input] = []
    for key in keys:
        if given.get(key):
            taken = {_measured(key, path, version="", taken="given") for path in given[key]}
            found += sorted(taken, key=lambda one: (one.sha256, one.path))
        elif not infos[key].given:
            found.append(_default(infos[key], home))
    return tuple(found)


def _default(info: SourceInfo, home: Path) -> Input:
    cached = cached_file(home, info)
    if cached is None:
        shipped = Path(str(files("rarekg.mappings").joinpath(info.shipped or "")))
        return _measured(info.key, shipped, version=info.release, taken="shipped")
    if not cached.exists():
        raise SourceError(f"{info.key} is not in the cache", path=cached, advice="run `rarekg fetch` first")
    found = _measured(info.key, cached, version=info.release, taken="pinned")
    if info.pinned and found.sha256 != info.pinned.sha256:
        raise SourceError(
            f"this is not {info.key} {info.release}: its SHA-256 differs",
            path=cached,
            advice=f"run `rarekg fetch`, or read it as it is with --source {info.key}={cached}",
        )
    return found


def _measured(source: str, path: Path, *, version: str, taken: str) -> Input:
    try:
        str(path.absolute()).encode()  # the plan and the manifest are JSON, which has no other encoding
        return measured(source, path.absolute(), version=version, taken=taken)
    except UnicodeEncodeError as error:
        raise SourceError("its path is not UTF-8", path=path, advice="move the file") from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", path=path) from error
