"""The path of the home: ``$RAREKG_HOME``, or the platform's folder for user data."""

import os
from pathlib import Path

from platformdirs import user_data_path

from rarekg.mappings.catalog import Pinned, SourceInfo

SOURCES = "sources"


def home() -> Path:
    """Return the home as an absolute path; it need not exist yet.

    It holds the fetched files in ``sources/``, the builds in ``builds/``, and lock files.
    """
    path = os.environ.get("RAREKG_HOME")
    return Path(path).expanduser().absolute() if path else user_data_path("rarekg", appauthor=False)


def cached_file(home: Path, info: SourceInfo) -> Path | None:
    """Return the path in the cache of ``home`` of the source's pinned file, None if the source pins none."""
    return cached(home, info.pinned) if info.pinned else None


def cached(home: Path, pin: Pinned) -> Path:
    """Return the path in the cache of ``home`` of the file of ``pin``, which need not exist."""
    return home / SOURCES / pin.file
