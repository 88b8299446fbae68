"""The builds of a home: their folders, which one is current, their manifests.

``builds/<id>/`` holds ``store``, ``search.sqlite``, ``manifest.json`` and ``issues.jsonl``; ``current`` is a link to
one of these folders. A folder in ``builds`` whose name does not begin with a dot is complete: it was moved there
atomically after it was written and checked.
"""

import logging
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rarekg.graph.home.manifest import Manifest, decode
from rarekg.ontology.errors import QueryError

FOLDER, CURRENT = "builds", "current"
MANIFEST, SEARCH = "manifest.json", "search.sqlite"

log = logging.getLogger("rarekg.home")


@dataclass(frozen=True, kw_only=True)
class Build:
    """A published build, by its folder; ``remote`` says where its store is if that is not in the folder.

    It is the text of a :class:`rarekg.graph.remote.place.Place`, which a worker process is started with.
    """

    folder: Path
    remote: str = ""

    @property
    def store(self) -> Path:
        """The folder of the store, to open with ``Store.read_only``."""
        return self.folder / "store"

    @property
    def opened(self) -> str:
        """What a worker process opens: the folder of the store, or the place of the remote one."""
        return self.remote or str(self.store)

    @property
    def issues(self) -> Path:
        """The file of rows that could not be used, one JSON object per line."""
        return self.folder / "issues.jsonl"

    @property
    def search(self) -> Path:
        """The file of the search index, to read with :class:`rarekg.graph.search.reader.SearchIndex`."""
        return self.folder / SEARCH

    @cached_property
    def manifest(self) -> Manifest:
        """The manifest; QueryError if the file is not one."""
        path = self.folder / MANIFEST
        try:
            return decode(path.read_bytes())
        except ValueError as error:
            raise QueryError(f"{path} is not a manifest ({error}); remove {self.folder} and build again") from error

    @property
    def id(self) -> str:
        """The id: a hash of the inputs, the code and the options."""
        return self.manifest.id

    @property
    def base(self) -> str:
        """The start of the IRIs that the build minted."""
        return self.manifest.base

    @property
    def finished(self) -> str:
        """The end of the build, ISO 8601 in UTC."""
        return self.manifest.finished


def published(home: Path) -> list[Build]:
    """Return every build of ``home``, newest first; what else lies among the builds is ignored with a warning.

    Raises:
        QueryError: The manifest of a build is damaged.
    """
    folder = home / FOLDER
    if not folder.is_dir():
        return []
    builds = []
    for path in sorted(path for path in folder.iterdir() if not path.name.startswith(".")):
        if (path / MANIFEST).is_file():
            builds.append(Build(folder=path))
        else:
            log.warning("%s is no build, which is a folder with a %s: it is ignored", path, MANIFEST)
    return sorted(builds, key=lambda build: (build.finished, build.folder.name), reverse=True)


def current(home: Path) -> Build:
    """Return the current build, which is the one that is served.

    Raises:
        QueryError: ``home`` has no build yet.
    """
    link = home / CURRENT
    if not link.is_dir():
        raise QueryError(f"{home} has no graph yet; run `rarekg build` first")
    return Build(folder=link.resolve())


def find(home: Path, start: str | None) -> Build:
    """Return the build whose id begins with ``start``, the current one for None.

    Raises:
        QueryError: No build or more than one has such an id.
    """
    if start is None:
        return current(home)
    builds = published(home)
    matches = [build for build in builds if build.id.startswith(start)]
    if len({build.id for build in matches}) != 1:
        known = ", ".join(dict.fromkeys(build.id for build in builds)) or "none"
        raise QueryError(f"no single build has the id {start!r}; the builds are: {known}")
    return matches[0]
