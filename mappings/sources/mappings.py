"""The user's mapping files (SSSOM tables), which take precedence over MONDO's cross-references."""

from collections.abc import Iterator
from pathlib import Path

from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.mondo.series import one_of_both
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sssom import mapping_table

SOURCE = "mappings"


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield the rows of the table at ``path`` as Mappings, and the issues.

    Raises:
        SourceError: If the file is not an SSSOM table.
    """
    issues = Issues(source=SOURCE, file=path.name)
    yield from one_of_both(mapping_table.read(path, known, source=SOURCE), known, issues)
    yield from issues.drain()
