"""The release that a source's file states about itself, in one of its first lines or in one of its first members."""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from rarekg.mappings.archives import is_archive, members
from rarekg.ontology.errors import SourceError

HEAD = 1 << 16  # bytes; every format that states its release does so before its first record
FIRST = 8  # files of an archive, which may begin with others than those that state the release


def stated_release(path: Path, pattern: str | None) -> str:
    """Return the release that the beginning of the file at ``path`` states, "" if it states none.

    Of an archive (:mod:`rarekg.mappings.archives`), it is the one that the beginning of one of its first files states;
    a damaged archive states none, and its reader says why.

    Args:
        path: The file.
        pattern: A regular expression for a line; its group is the release. None for a format that has no such line.

    Raises:
        OSError: The file cannot be read.
    """
    if pattern is None or not path.is_file():  # a pipe can be read only once
        return ""
    for head in _heads(path):
        if found := re.search(pattern, head.decode(errors="replace"), re.MULTILINE):
            return found[1]
    return ""


def _heads(path: Path) -> Iterator[bytes]:
    """Yield the beginning of the file, and of the first files in it if it is an archive."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    yield head
    if is_archive(head):
        with suppress(SourceError):
            yield from (member.content[:HEAD] for member in islice(members(path), FIRST))
