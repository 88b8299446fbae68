"""Orphanet's ages of onset and types of inheritance: product 9 (ages) of Orphadata."""

from collections.abc import Iterator
from pathlib import Path

from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.orphanet.course import TOPIC, CourseFacts, entries
from rarekg.mappings.orphanet.products import stated
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known

SOURCE = "orphanet-ages"


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield the onsets and modes of each disorder, and the issues as they occur.

    ``known`` holds the terms of HPO and MONDO, and the mappings between diseases.

    Raises:
        SourceError: If the file is not of this format.
    """
    issues = Issues(source=SOURCE, file=path.name)
    reader = CourseFacts(known=known, issues=issues, source=SOURCE)
    known.products.add(TOPIC)
    yield from stated(entries(path, issues), reader.facts, issues)
