"""Prevalences of rare diseases by population, as Orphanet states them: product 9 of Orphadata, prevalence."""

from collections.abc import Iterator
from pathlib import Path

from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.orphanet.prevalence import TOPIC, PrevalenceFacts, entries
from rarekg.mappings.orphanet.products import stated
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known

SOURCE = "orphanet-prevalence"


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield the prevalences of each disorder, and the issues as they occur; ``known`` holds MONDO.

    Raises:
        SourceError: The file is not of this format.
    """
    issues = Issues(source=SOURCE, file=path.name)
    made = PrevalenceFacts(known=known, issues=issues, source=SOURCE)
    known.products.add(TOPIC)
    yield from stated(entries(path, issues), made.facts, issues)
