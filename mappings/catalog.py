"""The catalogue of sources: the licence, pinned release and bounds in each ``.toml``, and the order of reading.

A source is a pair ``sources/<name>.py`` and ``sources/<name>.toml``; nothing else registers it. The key of a source is
its file name with hyphens (``hpo_genes.py`` is ``hpo-genes``), as in its named graph and on the command line.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from rarekg.mappings.resources import Licence, resources
from rarekg.ontology.errors import SourceError
from rarekg.ontology.structs import convert, read_only

__all__ = ["OWN", "SOURCES", "Licence", "Pinned", "SourceInfo", "describe", "infores", "resources", "sources"]

SOURCES = "rarekg.mappings.sources"
OWN = "rarekg"  # the information resource of what no source states


class Pinned(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file inside a wheel of a package index: the default release of a source.

    ``wheel`` is the wheel's file name and ``wheel_sha256`` its hash; ``member`` is the path inside it, ``sha256`` and
    ``size`` (bytes) are the member's; ``file`` is its name in the cache.
    """

    distribution: str
    version: str
    wheel: str
    wheel_sha256: str
    wheel_size: int
    member: str
    file: str
    sha256: str
    size: int


class SourceInfo(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The description of a source.

    ``infores`` is the information resource that publishes it, ``resources`` are all that its statements may name (see
    ``infores.toml``). ``release`` is the version of the content. The default input is ``pinned``, or ``shipped`` as a
    path inside ``rarekg.mappings``; there is none if the files are always ``given`` by the user. The mappings of a
    source that ``overrides`` take precedence over those of the others. ``stands_in_for`` is the key of a source whose
    files, where the user gives some, are read instead of this one. ``derived_from`` are the addresses of what the
    content was written after. ``latest`` are the URLs of the newest release. ``release_pattern`` is a regular
    expression for the line in which a file states its release, which is its group. ``needs`` are the keys of the
    sources to read first, ``after`` of those to read first where a build has them, because a statement of both stands
    in the graph of the first. ``labels_for`` are the prefixes whose ``rdfs:label`` this source owns. ``ignored`` maps a
    field that is not used to the reason, ``floors`` a kind of fact to the least number that a sound release has,
    ``ceilings`` to the greatest (see :mod:`rarekg.mappings.reading.bounds`); ``notes`` are for operators.
    """

    key: str
    title: str
    description: str
    publisher: str
    homepage: str
    infores: str
    resources: tuple[str, ...]
    release: str
    licence: Licence
    notes: str
    needs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    labels_for: tuple[str, ...] = ()
    latest: tuple[str, ...] = ()
    release_pattern: str | None = None
    pinned: Pinned | None = None
    shipped: str | None = None
    given: bool = False
    overrides: bool = False
    stands_in_for: str | None = None
    derived_from: tuple[str, ...] = ()
    ignored: Mapping[str, str] = {}
    floors: Mapping[str, int] = {}
    ceilings: Mapping[str, int] = {}

    def __post_init__(self) -> None:
        """Make the mappings read-only."""
        read_only(self)

    def licensed(self, release: str) -> Licence:
        """Return the licence with an attribution that names ``release``.

        >>> sources()["hpo"].licensed("2026-06-06").attribution[:72]
        'This product is using the Human Phenotype Ontology (release 2026-06-06).'
        """
        return replace(self.licence, attribution=self.licence.attribution.replace("{release}", release))

    @property
    def module(self) -> str:
        """The name of the reader's module."""
        return f"{SOURCES}.{self.key.replace('-', '_')}"


@cache
def sources() -> Mapping[str, SourceInfo]:
    """Return every source by its key, each after the ones it needs, and those that it comes after.

    >>> sources()["hpoa"].needs
    ('hpo', 'mondo', 'mondo-mappings', 'mondo-2024', 'mappings')

    Raises:
        SourceError: A ``.toml`` is not valid, or a source needs one that is unknown or that needs it in turn.
    """
    names = {entry.name for entry in files(SOURCES).iterdir()}
    pairs = sorted(name for name in names if name.endswith(".toml") and f"{name[:-5]}.py" in names)
    infos = {info.key: info for info in (describe(files(SOURCES) / name) for name in pairs)}
    return MappingProxyType({key: infos[key] for key in _order(infos)})


def infores() -> dict[str, str]:
    """Return the information resource of each source by its key, and that of the project's own decisions.

    >>> infores()["hpo-genes"]
    'hpo-annotations'
    """
    return {key: info.infores for key, info in sources().items()} | {OWN: OWN}


def describe(toml: Traversable) -> SourceInfo:
    """Read the ``.toml`` of a source.

    Raises:
        SourceError: A key is missing, unknown or of another type, there is not exactly one kind of input, or an
            information resource is not in ``infores.toml``.
    """
    try:
        table = _stripped(tomllib.loads(toml.read_text(encoding="utf-8")))
        info = convert({"key": toml.name[:-5].replace("_", "-")} | table, SourceInfo)
    except (ValueError, RecursionError) as error:
        raise SourceError(str(error), path=toml.name, advice="correct the source's description") from error
    if [info.pinned is not None, info.shipped is not None, info.given].count(True) != 1:
        raise SourceError("needs exactly one of [pinned], shipped and given", path=toml.name)
    _check_resources(info, toml.name)
    return info


def _check_resources(info: SourceInfo, path: str) -> None:
    if info.infores not in info.resources:
        raise SourceError(f"resources: {info.infores}, its infores, is not one of them", path=path)
    for name in info.resources:
        if name not in resources():
            advice = f"the names are {', '.join(resources())}"
            raise SourceError(f"resources: {name} is not in infores.toml", path=path, advice=advice)


def _order(infos: Mapping[str, SourceInfo]) -> tuple[str, ...]:
    for info in infos.values():
        for need in (*info.needs, *info.after):
            if need not in infos:
                raise SourceError(f"needs {need}, which is no source", path=f"{info.key}.toml")
        if info.stands_in_for is not None and info.stands_in_for not in infos:
            raise SourceError(f"stands in for {info.stands_in_for}, which is no source", path=f"{info.key}.toml")
    try:
        sorter = TopologicalSorter({key: sorted((*info.needs, *info.after)) for key, info in sorted(infos.items())})
        return tuple(sorter.static_order())
    except CycleError as error:
        raise SourceError(f"sources need each other in a cycle: {' → '.join(error.args[1])}") from error


def _stripped(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return decoded TOML with its strings stripped, except those in arrays."""
    return {
        key: value.strip() if isinstance(value, str) else _stripped(value) if isinstance(value, dict) else value
        for key, value in table.items()
    }
