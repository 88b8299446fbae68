"""Heads of classification of rare diseases, as Orphanet states them: product 7 of Orphadata."""

from collections.abc import Iterator
from pathlib import Path

from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.orphanet.classification import TOPIC, ClassificationFacts, entries
from rarekg.mappings.orphanet.products import stated
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known

SOURCE = "orphanet-classification"


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield the preferential parent of each disorder, and the issues as they occur.

    Raises:
        SourceError: The file is not of this format.
    """
    issues = Issues(source=SOURCE, file=path.name)
    made = ClassificationFacts(known=known, issues=issues, source=SOURCE)
    known.products.add(TOPIC)
    yield from stated(entries(path, issues), made.facts, issues)
