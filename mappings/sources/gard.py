"""Disease pages of the Genetic and Rare Diseases Information Center, saved as text or HTML between 2016 and 2021.

Each file is one page, which the user has saved.
"""

from collections.abc import Iterator
from pathlib import Path

from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.gard.reader import read_page
from rarekg.mappings.resolve.known import Known


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield the facts and issues of the page at ``path``, with ids resolved by ``known``.

    Raises:
        SourceError: If the file is not one complete page, or another page of this build has the same id.
    """
    yield from read_page(path, known, "gard")
