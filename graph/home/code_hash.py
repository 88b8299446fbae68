"""Hashes of the installed code: one of the files that build, in a build's id, one of those that serve, in every ETag.

They are separate so that a change to a page requires no new build, and no response after an upgrade is an old page. If
a folder has files of both kinds, the lists name the files: ``graph/search`` writes the index and reads it.
"""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

# Folders and files, as paths below the package.
BUILDS = (
    *("ontology", "queries", "mappings", "graph/inference", "graph/pipeline", "graph/validation"),
    *("graph/rdf/curies.py", "graph/rdf/labels.py"),
    *(
        f"graph/search/{name}.py"
        for name in ("codes", "fold", "history", "human", "ranking", "thing", "things", "writer")
    ),
)
SERVES = (
    *("ontology", "queries", "graph/endpoint", "graph/home", "graph/inference", "graph/process", "graph/rdf"),
    *(
        "graph/fetch/answers.py",
        "graph/fetch/limits.py",
        "graph/remote",
        "graph/resolve",
        "graph/search",
        "mappings/catalog.py",
        "mappings/resources.py",
        "mappings/facts",
        "mappings/resolve",
    ),
    *(f"mappings/rdf/{name}.py" for name in ("association", "diagnostic_feature", "ntriples")),
)
# Other files in these folders are inputs with a hash of their own (mappings/pages), or not read by a build.
BUILD_SUFFIXES = (".py", ".toml", ".tsv", ".ttl", ".rq")
# Libraries that write what is served.
SERVING_LIBRARIES = ("jinja2", "pyoxigraph")


@cache
def building() -> str:
    """Return the SHA-256, in hexadecimal, of all files that determine the graph and its search index.

    The release of rarekg is part of it, as the graph names the program that made it.
    """
    digest = sha256(version("rarekg").encode())
    for name, content in _files(BUILDS):
        if name.endswith(BUILD_SUFFIXES):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


@cache
def serving() -> str:
    """Return the SHA-256, in hexadecimal, of all files that determine a response to a request on a given build."""
    digest = sha256(" ".join(version(library) for library in SERVING_LIBRARIES).encode())
    for name, content in _files(SERVES):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _files(paths: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of each file below ``paths``, sorted by path."""
    for path in sorted(paths):
        folder, _, rest = path.partition("/")
        yield from sorted(_below(files(f"rarekg.{folder}").joinpath(*rest.split("/") if rest else ()), path))


def _below(entry: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    if entry.is_file():
        yield path, entry.read_bytes()
    elif entry.name != "__pycache__":
        for inner in entry.iterdir():
            yield from _below(inner, f"{path}/{inner.name}")
