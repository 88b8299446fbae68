"""The manifest of a build: what it was made of, what it holds, how long it took.

Times are in ``manifest.json`` and nowhere else, so that the same inputs give the same graph. A release of rarekg may
add keys; those that are not here are ignored, so an older one still lists and serves the build.
"""

from collections.abc import Mapping

from msgspec import Struct, json

from rarekg.mappings.resources import Licence
from rarekg.ontology.structs import read_only, to_json


class File(Struct, frozen=True, kw_only=True):
    """An input file: its ``size`` in bytes, the release (``version``) it holds, and how it was ``taken``."""

    path: str
    sha256: str
    size: int
    version: str
    taken: str


class Source(Struct, frozen=True, kw_only=True):
    """A source as the build read it: counts of its facts and issues by kind, and the ``seconds`` that took."""

    title: str
    version: str
    licence: Licence
    homepage: str
    files: tuple[File, ...]
    facts: Mapping[str, int]
    issues: Mapping[str, int]
    seconds: float

    def __post_init__(self) -> None:
        """Make the mappings read-only."""
        read_only(self)


class Options(Struct, frozen=True, kw_only=True):
    """The options of :class:`rarekg.graph.pipeline.plan.Plan` that change the graph."""

    disease: str | None
    floors: bool
    inference: bool
    exclude_iea: bool


class Validation(Struct, frozen=True, kw_only=True):
    """The result of the gate; ``floors`` is False where sources smaller than a sound release were let through."""

    conforms: bool
    findings: int
    floors: bool


class Checksum(Struct, frozen=True, kw_only=True):
    """A file of the build as it was written: its ``size`` in bytes, and the SHA-256 of its content in hexadecimal."""

    size: int
    sha256: str


class Manifest(Struct, frozen=True, kw_only=True):
    """All that is known of a build without opening its store.

    ``id`` is a hash of inputs, options and ``code``; ``engine`` maps a library to its version; ``base`` is what minted
    IRIs begin with; ``started`` and ``finished`` are ISO 8601 in UTC. ``graphs`` maps the IRI of each named graph to
    its number of quads, ``seconds`` each step of the build to how long it took. ``files`` maps the path of each other
    file of the build, below its folder, to its checksum; it is empty in builds of older versions.
    """

    id: str
    rarekg: str
    code: str
    engine: Mapping[str, str]
    base: str
    options: Options
    started: str
    finished: str
    sources: Mapping[str, Source]
    graphs: Mapping[str, int]
    quads: int
    validation: Validation
    seconds: Mapping[str, float]
    files: Mapping[str, Checksum] = {}

    def __post_init__(self) -> None:
        """Make the mappings read-only."""
        read_only(self)


def decode(content: bytes) -> Manifest:
    """Return the manifest in the JSON text ``content``.

    Raises:
        ValueError: It is not JSON, or a key is missing or of another type.
    """
    return json.decode(content, type=Manifest)


def encode(manifest: Manifest) -> bytes:
    """Return ``manifest`` as indented JSON, for people and programs."""
    return json.format(to_json(manifest), indent=2) + b"\n"
