"""The page on IPEX syndrome that ships with the package: what GARD's page states, in the words of rarekg.

It is laid out as GARD's pages are and read as they are, but its statements are rarekg's, with GARD as the source of
the data.
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
    yield from read_page(path, known, "gard-restated", restates="gard")
