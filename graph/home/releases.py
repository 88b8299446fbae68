"""The releases of a home: ``releases/<build id>/`` with files to take away, described by ``datapackage.json``.

The description is a Data Package, https://datapackage.org/standard/data-package/. A release is published whole, by a
rename, so that a folder with a description is complete.
"""

import re
from pathlib import Path

from msgspec import Struct, ValidationError, json

from rarekg.ontology.errors import QueryError

FOLDER, DESCRIPTION = "releases", "datapackage.json"
LARGEST = 16 << 20  # bytes of a description that is read
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,127}")
_STEP = re.compile(r"[0-9A-Za-z_-][0-9A-Za-z._+@-]{0,127}")
_SHA256 = re.compile(r"sha256:([0-9a-f]{64})")


class Resource(Struct, frozen=True, kw_only=True):
    """A file of a release: its ``path`` below the folder, its size in ``bytes``, its ``hash`` (``sha256:HEX``).

    ``mediatype`` is that of the content, ``compression`` (``gz``, ``zst`` or '') how the content is packed. ``graph``
    is the IRI of the only named graph in it, ``statements`` their number.
    """

    path: str
    bytes: int
    hash: str
    name: str = ""
    title: str = ""
    description: str = ""
    mediatype: str = ""
    format: str = ""
    compression: str = ""
    graph: str = ""
    statements: int | None = None

    def __post_init__(self) -> None:
        """Refuse a path that leads out of the folder, and a checksum that is none."""
        if not all(_STEP.fullmatch(step) for step in self.path.split("/")):
            raise ValueError(f"{self.path!r} is no path below the folder")
        if not _SHA256.fullmatch(self.hash):
            raise ValueError(f"the hash of {self.path} is not sha256: and 64 hexadecimal digits")

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file in hexadecimal."""
        return self.hash.removeprefix("sha256:")


class Package(Struct, frozen=True, kw_only=True):
    """What a description says: the id of the build is its ``version``."""

    version: str
    resources: tuple[Resource, ...]


class Release(Struct, frozen=True, kw_only=True):
    """A release by its ``folder``; ``description`` is its file as it stands, ``resources`` what that lists."""

    folder: Path
    build: str
    description: bytes
    resources: tuple[Resource, ...]

    def find(self, path: str) -> Resource | None:
        """Return the file at ``path`` below the folder, None if it is not listed."""
        return next((each for each in self.resources if each.path == path), None)


def state(home: Path, build: str) -> str:
    """Return a text that changes when the release of the build with the id ``build`` does, '' while there is none."""
    try:
        found = (home / FOLDER / build / DESCRIPTION).stat()
    except (OSError, ValueError):
        return ""
    return f"{found.st_mtime_ns}-{found.st_size}-{found.st_ino}"


def released(home: Path, build: str) -> Release | None:
    """Return the release of the build with the id ``build``, None if there is none.

    Raises:
        QueryError: Its description cannot be read, or is that of another build.
    """
    folder = home / FOLDER / build
    if not _ID.fullmatch(build) or not state(home, build):
        return None
    try:
        with (folder / DESCRIPTION).open("rb") as file:
            content = file.read(LARGEST)
        package = json.decode(content, type=Package)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, ValidationError) as error:
        raise QueryError(f"the {DESCRIPTION} of the release of build {build} cannot be read: {error}") from error
    if package.version != build:
        raise QueryError(f"the {DESCRIPTION} of the release of build {build} is that of build {package.version}")
    return Release(folder=folder, build=build, description=content, resources=package.resources)
