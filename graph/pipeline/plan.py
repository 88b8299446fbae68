"""What a build is made of: the inputs by their hashes, the code by its hash, the options; and so the build's id.

The same plan gives the same graph on any machine. Where the files lie is not part of the id, and neither is anything
that changes no statement (the home, how many old builds to keep).
"""

import json
from hashlib import file_digest, sha256
from pathlib import Path

from msgspec import Struct


class Input(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file that a source is read from; ``version`` is the release it holds, ``size`` is in bytes.

    ``taken`` says how it came here: as the pinned or the latest release, shipped with the package, or given.
    """

    source: str
    path: str
    sha256: str
    size: int
    version: str
    taken: str


class Plan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The inputs in the order in which they are read, the options that change the graph, and the code's hash.

    ``disease`` is the CURIE of the disease that the pages are said to be about. ``floors`` is False where inputs may be
    smaller than a sound release, ``inference`` where what follows from the facts is left out; ``exclude_iea`` is True
    where annotations that no person made (evidence code IEA) are left out.
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
        """The keys of the sources, in the order in which they are read."""
        return tuple(dict.fromkeys(taken.source for taken in self.inputs))

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that name the build."""
        parts = [(taken.source, taken.sha256, taken.version) for taken in self.inputs]
        options = [self.base, self.code, self.disease, self.floors, self.inference, self.exclude_iea]
        said = json.dumps([parts, *options])
        return sha256(said.encode()).hexdigest()[:12]


def measured(source: str, path: Path, *, version: str, taken: str) -> Input:
    """Return the input that the file at ``path`` is, with its hash; OSError where it cannot be read."""
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
