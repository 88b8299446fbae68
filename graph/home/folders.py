"""Where rarekg keeps what it fetched and built: in ``$RAREKG_HOME``, else in the platform's place for a user's data."""

import os
from pathlib import Path

from platformdirs import user_data_path

from rarekg.mappings.catalog import Pinned, SourceInfo

SOURCES = "sources"


def home() -> Path:
    """Return the folder, as an absolute path; it need not exist yet.

    ``sources/`` in it holds the fetched files, ``builds/`` the builds; lock files stand beside them.
    """
    chosen = os.environ.get("RAREKG_HOME")
    return Path(chosen).expanduser().absolute() if chosen else user_data_path("rarekg", appauthor=False)


def cached_file(folder: Path, info: SourceInfo) -> Path | None:
    """Return where the home ``folder`` keeps the pinned file of ``info``, or None where it pins none."""
    return cached(folder, info.pinned) if info.pinned else None


def cached(folder: Path, pin: Pinned) -> Path:
    """Return where the home ``folder`` keeps the file that ``pin`` names, be it there or not."""
    return folder / SOURCES / pin.file
