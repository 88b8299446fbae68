"""A published build whose files a test has changed on purpose, with checksums of now, or without any."""

from pathlib import Path

from msgspec.structs import replace

from rarekg.graph.home.builds import MANIFEST, Build
from rarekg.graph.home.checksums import measured
from rarekg.graph.home.manifest import encode
from rarekg.graph.home.verified import forget


def unseal(folder: Path) -> None:
    """Leave the checksums out of the manifest of the build in ``folder``, as in builds of older versions."""
    build = Build(folder=folder.resolve())
    (build.folder / MANIFEST).write_bytes(encode(replace(build.manifest, files={})))
    forget(build.folder.parent.parent, build.folder.name)


def seal(folder: Path) -> None:
    """Write the checksums of all files of the build in ``folder`` into its manifest."""
    build = Build(folder=folder.resolve())
    (build.folder / MANIFEST).write_bytes(encode(replace(build.manifest, files=measured(build.folder))))
    forget(build.folder.parent.parent, build.folder.name)
