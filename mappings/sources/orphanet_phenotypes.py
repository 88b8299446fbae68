"""Orphanet's phenotypes of disorders, as far as HPO does not pass them on: product 4 of Orphadata."""

from collections.abc import Iterator
from pathlib import Path

from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.orphanet.products import stated
from rarekg.mappings.orphanet.profiles import TOPIC, ProfileFacts, entries
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known

SOURCE = "orphanet-phenotypes"


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield the review, the diagnostic features and the new rows of each disorder, and the issues as they occur.

    ``known`` holds the terms of HPO and MONDO, the mappings between diseases, and the rows that HPO passes on.

    Raises:
        SourceError: If the file is not of this format.
    """
    issues = Issues(source=SOURCE, file=path.name)
    reader = ProfileFacts(known=known, issues=issues, source=SOURCE)
    known.products.add(TOPIC)
    yield from stated(entries(path, issues), reader.facts, issues)
