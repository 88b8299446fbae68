"""How far a push has come: a file in the home for each target and build, written after each chunk."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout
from msgspec import Struct, ValidationError, json
from msgspec.structs import replace

from rarekg.graph.fetch import files
from rarekg.graph.remote.failures import shown
from rarekg.ontology.errors import QueryError
from rarekg.ontology.structs import read_only, to_json

FOLDER = "pushes"


class Progress(Struct, frozen=True, kw_only=True):
    """What ``target`` has of ``build``: for each graph that was begun, how many chunks of ``chunk`` triples arrived."""

    target: str
    build: str
    chunk: int
    arrived: Mapping[str, int] = {}

    def __post_init__(self) -> None:
        """Make the mapping read-only."""
        read_only(self)

    def after(self, graph: str, chunks: int) -> "Progress":
        """Return the progress after so many chunks of ``graph``.

        >>> Progress(target="http://127.0.0.1/", build="7", chunk=2).after("urn:g", 3).arrived["urn:g"]
        3
        """
        return replace(self, arrived={**self.arrived, graph: chunks})


class Journal:
    """The file of a push, which one process at a time has open."""

    def __init__(self, path: Path, start: Progress) -> None:
        """Take the file, and what it is about if it does not exist yet."""
        self._path, self._start = path, start

    def read(self) -> Progress:
        """Return how far the push has come; its size of chunks, as chunks of another size have other borders.

        Raises:
            QueryError: The file is damaged.
        """
        try:
            return json.decode(self._path.read_bytes(), type=Progress)
        except FileNotFoundError:
            return self._start
        except (ValidationError, ValueError) as error:
            raise QueryError(f"{self._path} is damaged ({error}); delete it, and push with --replace") from error

    def write(self, progress: Progress) -> None:
        """Replace the file in one step."""
        files.replace(self._path, to_json(progress))


@contextmanager
def opened(home: Path, target: str, build: str, chunk: int) -> Iterator[Journal]:
    """Yield the journal of the push of ``build`` to the address ``target``.

    Raises:
        QueryError: Another push of the same build to the same target is running.
        OSError: The home cannot be written.
    """
    name = sha256(f"{target} {build}".encode()).hexdigest()[:20]
    path = home / FOLDER / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(path.with_suffix(".lock"), timeout=0):
            yield Journal(path, Progress(target=shown(target), build=build, chunk=chunk))
    except Timeout as error:
        raise QueryError(f"another push of {build} to {shown(target)} is running; wait for its end") from error
