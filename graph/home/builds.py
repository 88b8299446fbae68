"""The builds of a home: where each lies, which one is current, what its manifest says.

``builds/<id>/`` holds ``store``, ``search.sqlite``, ``manifest.json`` and ``issues.jsonl``; ``current`` is a link
to one of them. A folder in ``builds`` whose name does not begin with a dot is complete: it was moved there in one step
after all of it was written and checked.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rarekg.graph.home.manifest import Manifest, decode
from rarekg.ontology.errors import QueryError

FOLDER, CURRENT = "builds", "current"


@dataclass(frozen=True, kw_only=True)
class Build:
    """One published build, by its folder."""

    folder: Path

    @property
    def store(self) -> Path:
        """The store's folder, to be opened with ``Store.read_only``."""
        return self.folder / "store"

    @property
    def issues(self) -> Path:
        """The list of rows that could not be used, one JSON object a line."""
        return self.folder / "issues.jsonl"

    @property
    def search(self) -> Path:
        """The search index, to be read with :class:`rarekg.graph.search.reader.SearchIndex`."""
        return self.folder / "search.sqlite"

    @cached_property
    def manifest(self) -> Manifest:
        """What the build was made of and what it holds; QueryError if the file is not a manifest."""
        path = self.folder / "manifest.json"
        try:
            return decode(path.read_bytes())
        except ValueError as error:
            raise QueryError(f"{path} is not a manifest ({error}); remove {self.folder} and build again") from error

    @property
    def id(self) -> str:
        """The hash of the inputs, the code and the options."""
        return self.manifest.id

    @property
    def base(self) -> str:
        """What the IRIs that the build minted begin with."""
        return self.manifest.base

    @property
    def finished(self) -> str:
        """When the build was finished, ISO 8601 in UTC."""
        return self.manifest.finished


def published(home: Path) -> list[Build]:
    """Return every build of ``home``, newest first."""
    folder = home / FOLDER
    if not folder.is_dir():
        return []
    builds = [Build(folder=found) for found in folder.iterdir() if not found.name.startswith(".")]
    return sorted(builds, key=lambda build: (build.finished, build.folder.name), reverse=True)


def current(home: Path) -> Build:
    """Return the build that is served; QueryError where nothing has been built yet."""
    link = home / CURRENT
    if not link.is_dir():
        raise QueryError(f"there is no graph in {home} yet; run `rarekg build` first")
    return Build(folder=link.resolve())


def find(home: Path, wanted: str | None) -> Build:
    """Return the build whose id begins with ``wanted``, the current one for None; QueryError where there is not one."""
    if wanted is None:
        return current(home)
    builds = published(home)
    found = [build for build in builds if build.id.startswith(wanted)]
    if len({build.id for build in found}) != 1:
        known = ", ".join(dict.fromkeys(build.id for build in builds)) or "none"
        raise QueryError(f"no single build has the id {wanted!r}; there are: {known}")
    return found[0]
