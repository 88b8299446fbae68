"""What is known of the builds of a home: which are damaged, and what of them may therefore not be served."""

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from rarekg.graph.home import builds, integrity
from rarekg.graph.home.builds import MANIFEST, Build
from rarekg.graph.home.checksums import Rest
from rarekg.graph.home.integrity import Damage, How
from rarekg.graph.home.verified import Record
from rarekg.ontology.errors import QueryError

REFUSAL = "the graph is damaged and not served until it is built again"


class Found(NamedTuple):
    """A damaged build by its id: what is wrong with it, and the record that says so."""

    identity: str
    damage: tuple[Damage, ...]
    record: Record

    @property
    def search(self) -> bool:
        """Whether the search index is damaged."""
        return any(wrong.path == builds.SEARCH for wrong in self.damage)

    @property
    def store(self) -> bool:
        """Whether anything but the search index is damaged."""
        return any(wrong.path != builds.SEARCH for wrong in self.damage)


class Soundness:
    """The damaged builds that are known, for any number of threads."""

    def __init__(self) -> None:
        """Know of none."""
        self._found: Mapping[Path, Found] = {}  # replaced as a whole, so that readers need no lock
        self._lock = Lock()

    @property
    def found(self) -> Mapping[Path, Found]:
        """The damaged builds by their folders."""
        return self._found

    @property
    def damaged(self) -> list[str]:
        """The ids of the damaged builds, sorted."""
        return sorted({found.identity for found in self._found.values()})

    def refusal(self, build: Build) -> str:
        """Return why no request is answered from ``build``, '' if nothing is known against it."""
        found = self._found.get(build.folder)
        return REFUSAL if found is not None and found.store else ""

    def without_search(self, build: Build) -> bool:
        """Return whether the search index of ``build`` is damaged."""
        found = self._found.get(build.folder)
        return found is not None and found.search

    def learn(self, build: Build, damage: tuple[Damage, ...], record: Record) -> bool:
        """Keep what is wrong with ``build``, or that nothing is; return whether it is damaged in a new way."""
        with self._lock:
            known = self._found.get(build.folder)
            others = {folder: found for folder, found in self._found.items() if folder != build.folder}
            self._found = others | ({build.folder: Found(name(build), damage, record)} if damage else {})
        return bool(damage) and (known is None or known.damage != damage)


def check(build: Build, record: Record, how: How, rest: Rest | None) -> tuple[Record, tuple[Damage, ...]]:
    """Check ``build`` as :func:`rarekg.graph.home.integrity.check` does; a manifest that is none is damage too.

    A build that was removed meanwhile has no damage.
    """
    try:
        return integrity.check(build, record, how, rest)
    except (QueryError, FileNotFoundError, IsADirectoryError) as error:
        if isinstance(error, FileNotFoundError) and (build.folder / MANIFEST).is_file():
            return integrity.check(build, record, "none")  # a file was removed while others were read
        return record, (Damage(MANIFEST, "is missing or not a manifest"),) if build.folder.is_dir() else ()


def candidates(home: Path) -> list[Build]:
    """Return the builds of ``home`` whose manifest has checksums, newest first."""
    found: dict[tuple[str, str], Build] = {}
    for path in (home / builds.FOLDER).resolve().iterdir():
        build = Build(folder=path)
        try:
            if not path.name.startswith(".") and build.manifest.files:
                found[build.finished, path.name] = build
        except (QueryError, OSError):
            continue
    return [build for _, build in sorted(found.items(), reverse=True)]


def name(build: Build) -> str:
    """Return the id of ``build``, or the name of its folder if its manifest cannot be read."""
    try:
        return build.id
    except (QueryError, OSError):
        return build.folder.name
