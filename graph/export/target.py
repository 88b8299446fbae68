"""What the name of a file says of its content: the format, and the compression, each by a suffix."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from rarekg.graph.export.compression import SUFFIXES
from rarekg.graph.rdf.formats import DUMPS
from rarekg.ontology.errors import QueryError

DEFAULT, SSSOM = "nquads", "sssom"
BY_SUFFIX: Mapping[str, str] = MappingProxyType({form.suffix: form.name for form in DUMPS.values()} | {"tsv": SSSOM})
_KNOWN = ", ".join(f".{suffix}" for suffix in BY_SUFFIX)
_OTHER_COMPRESSIONS = frozenset(("bz2", "xz", "lz4", "br", "zip", "7z", "gzip", "zstd", "tgz", "z"))


class Target(NamedTuple):
    """How a file is written: ``form`` is one of DUMPS or SSSOM, ``compression`` one of '', ``gz`` and ``zst``."""

    form: str
    compression: str


def target(path: Path | None, form: str | None, compression: str | None) -> Target:
    """Return how ``path`` (None for standard output) is written, given what the user says of format and compression.

    A name without a suffix says nothing; a format that is given makes up for one that is unknown.

    >>> target(Path("rarekg.ttl.gz"), None, None)
    Target(form='turtle', compression='gz')
    >>> target(Path("rarekg.sssom.tsv"), None, None)
    Target(form='sssom', compression='')
    >>> target(None, None, "zst")
    Target(form='nquads', compression='zst')

    Raises:
        QueryError: The name says nothing that is known, or the contrary of what is given.
    """
    suffixes = [suffix[1:].lower() for suffix in path.suffixes[-2:]] if path else []
    packed = suffixes.pop() if suffixes and suffixes[-1] in SUFFIXES else ""
    suffix = suffixes[-1] if suffixes else ""
    if suffix in _OTHER_COMPRESSIONS:
        raise QueryError(f"{path}: .{suffix} is no compression that is written here; end the name in .gz or .zst")
    if compression and compression != packed and suffixes + [packed] * bool(packed):
        raise QueryError(f"{path}: the name contradicts --compress {compression}; end it in .{compression}")
    named = BY_SUFFIX.get(suffix)
    if named and form and named != form:
        raise QueryError(f"{path}: .{suffix} is {named}, which contradicts --format {form}; leave one of them out")
    if suffix and not (named or form):
        raise QueryError(f"{path}: .{suffix} is no format; end the name in one of {_KNOWN}, or name a --format")
    return Target(form or named or DEFAULT, packed or compression or "")
