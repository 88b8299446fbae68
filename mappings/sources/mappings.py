"""The user's mapping files (SSSOM tables), which take precedence over MONDO's cross-references."""

from collections.abc import Iterator
from pathlib import Path

from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sssom import mapping_table

SOURCE = "mappings"


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield the rows of the table at ``path`` as Mappings, and the issues.

    Raises:
        SourceError: If the file is not an SSSOM table.
    """
    yield from mapping_table.read(path, known, source=SOURCE)
