"""Mapping files that a user gives (SSSOM tables), which outweigh MONDO's own cross-references."""

from collections.abc import Iterator
from pathlib import Path

from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sssom import table


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield the rows of the table at ``path`` as Mappings; SourceError where it is no SSSOM table."""
    yield from table.read(path, known)
