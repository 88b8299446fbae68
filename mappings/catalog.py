"""Which sources there are, and what their ``.toml`` files say of them: licence, pinned release, floors, order.

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

from rarekg.ontology.errors import SourceError
from rarekg.ontology.structs import convert, read_only

SOURCES = "rarekg.mappings.sources"


class Licence(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The terms a source is under; ``attribution`` is the text that they ask every user of the data to show."""

    name: str
    url: str
    attribution: str


class Pinned(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The one file inside one wheel of a package index that is this source's default release.

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
    """All that is not code about a source.

    ``release`` is the version of the content. The default input is either ``pinned`` or ``shipped``, a path inside
    ``rarekg.mappings``, or there is none because its files are always ``given`` by the user, whose word then outweighs
    that of the others; ``latest`` are the URLs of the newest release. ``needs`` are the keys of the sources to read
    first, ``labels_for`` the prefixes whose ``rdfs:label`` this source owns. ``ignored`` says why a field is not used,
    ``floors`` is the least count of each thing that a sound release has, ``notes`` are for who runs it.
    """

    key: str
    title: str
    description: str
    publisher: str
    homepage: str
    infores: str
    release: str
    licence: Licence
    notes: str
    needs: tuple[str, ...] = ()
    labels_for: tuple[str, ...] = ()
    latest: tuple[str, ...] = ()
    pinned: Pinned | None = None
    shipped: str | None = None
    given: bool = False
    ignored: Mapping[str, str] = {}
    floors: Mapping[str, int] = {}

    def __post_init__(self) -> None:
        """Make the mappings read-only."""
        read_only(self)

    @property
    def module(self) -> str:
        """The importable name of the reader."""
        return f"{SOURCES}.{self.key.replace('-', '_')}"


@cache
def sources() -> Mapping[str, SourceInfo]:
    """Return key → what is known of it, for every source, each after the ones it needs.

    SourceError where a ``.toml`` is not complete, or a source needs one that is not there or that needs it.
    """
    names = {entry.name for entry in files(SOURCES).iterdir()}
    pairs = sorted(name for name in names if name.endswith(".toml") and f"{name[:-5]}.py" in names)
    found = {info.key: info for info in (describe(files(SOURCES) / name) for name in pairs)}
    return MappingProxyType({key: found[key] for key in _order(found)})


def describe(toml: Traversable) -> SourceInfo:
    """Read one source's ``.toml``; SourceError where a key is missing, unknown or of another type."""
    try:
        table = _stripped(tomllib.loads(toml.read_text(encoding="utf-8")))
        info = convert({"key": toml.name[:-5].replace("_", "-")} | table, SourceInfo)
    except ValueError as error:
        raise SourceError(str(error), path=toml.name, advice="correct the source's description") from error
    if [info.pinned is not None, info.shipped is not None, info.given].count(True) != 1:
        raise SourceError("say either [pinned] or shipped, the default input, or given", path=toml.name)
    return info


def _order(found: Mapping[str, SourceInfo]) -> tuple[str, ...]:
    for info in found.values():
        for need in info.needs:
            if need not in found:
                raise SourceError(f"source {info.key} needs {need}, which is not there", path=f"{info.key}.toml")
    try:
        sorter = TopologicalSorter({key: sorted(info.needs) for key, info in sorted(found.items())})
        return tuple(sorter.static_order())
    except CycleError as error:
        raise SourceError(f"sources need one another in a circle: {' → '.join(error.args[1])}") from error


def _stripped(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return decoded TOML without the white space around its texts; items of arrays are left as they are."""
    return {
        key: value.strip() if isinstance(value, str) else _stripped(value) if isinstance(value, dict) else value
        for key, value in table.items()
    }
