"""Genes of rare diseases and their roles, as Orphanet states them: product 6 of Orphadata."""

from collections.abc import Iterator
from pathlib import Path

from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.orphanet.genes import TOPIC, GeneFacts, entries
from rarekg.mappings.orphanet.products import stated
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known

SOURCE = "orphanet-genes"


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield the role of each gene in each disorder, and the issues as they occur; ``known`` holds HGNC and MONDO.

    Raises:
        SourceError: The file is not of this format.
    """
    issues = Issues(source=SOURCE, file=path.name)
    made = GeneFacts(known=known, issues=issues, source=SOURCE)
    known.products.add(TOPIC)
    yield from stated(entries(path, issues), made.facts, issues)
