"""Orphanet's nomenclature of rare diseases: names, definitions, kinds, histories and alignments (product 1)."""

from collections.abc import Iterator
from pathlib import Path

from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.orphanet.nomenclature import EntityFacts, entries, equivalents
from rarekg.mappings.orphanet.products import stated
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known

SOURCE, TOPIC = "orphanet-nomenclature", "nomenclature"


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield the facts of each entity and the issues as they occur.

    The file is read twice: which disorders Orphanet alone maps to a term is decided before the first one is resolved.

    Raises:
        SourceError: If the file is not of this product.
    """
    issues = Issues(source=SOURCE, file=path.name)
    reader = EntityFacts(known=known, issues=issues, source=SOURCE)
    reader.alignments.decide(equivalents(path))
    known.products.add(TOPIC)
    yield from stated(entries(path, issues), reader.facts, issues)
