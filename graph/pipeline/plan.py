"""The plan of a build: its inputs by their hashes, the hash of the code, the options, and the id of all these.

The same plan gives the same graph on any machine. The paths of the files are not part of the id, nor are options that
change no statement (the home, the number of old builds to keep).
"""

import json
from collections.abc import Iterable
from hashlib import file_digest, sha256
from pathlib import Path

from msgspec import Struct


class Input(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of a source: its ``size`` in bytes, its release (``version``), and where it was ``taken`` from.

    ``taken`` is ``pinned``, ``latest`` (locked), ``shipped`` (with the package) or ``given`` (by the user).
    """

    source: str
    path: str
    sha256: str
    size: int
    version: str
    taken: str


class Plan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The inputs in the order of reading, the options that change the graph, and the hash of the code.

    ``disease`` is the CURIE of the disease that the user declares the pages to be about. ``floors`` is False if inputs
    may be smaller than a sound release, ``inference`` is False if nothing is to be inferred; ``exclude_iea`` is True if
    annotations without a curator (evidence code IEA) are to be left out.
    """

    inputs: tuple[Input, ...]
    base: str
    code: str
    disease: str | None = None
    floors: bool = True
    inference: bool = True
    exclude_iea: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of the sources, in the order of reading."""
        return tuple(dict.fromkeys(taken.source for taken in self.inputs))

    @property
    def id(self) -> str:
        """The id of the build, twelve hexadecimal digits.

        >>> Plan(inputs=(), base="https://w3id.org/rarekg/", code="").id
        'e705c3ae7562'
        """
        parts = [(taken.source, taken.sha256, taken.version) for taken in self.inputs]
        options = [self.base, self.code, self.disease, self.floors, self.inference, self.exclude_iea]
        return sha256(json.dumps([parts, *options]).encode()).hexdigest()[:12]


def releases(inputs: Iterable[Input]) -> str:
    """Return the releases of the files of one source, each once, in the order of reading."""
    return ", ".join(dict.fromkeys(taken.version for taken in inputs))


def measured(source: str, path: Path, *, version: str, taken: str) -> Input:
    """Return the file at ``path`` as an input, with its hash.

    Without a ``version``, that is the beginning of the hash.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return Input(
        source=source,
        path=str(path),
        sha256=digest,
        size=path.stat().st_size,
        version=version or f"sha256:{digest[:12]}",
        taken=taken,
    )
