"""The release that a source's file states about itself, in one of its first lines."""

import re
from pathlib import Path

HEAD = 1 << 16  # bytes; every format that states its release does so before its first record


def stated_release(path: Path, pattern: str | None) -> str:
    """Return the release that the beginning of the file at ``path`` states, "" if it states none.

    Args:
        path: The file.
        pattern: A regular expression for a line; its group is the release. None for a format that has no such line.

    Raises:
        OSError: The file cannot be read.
    """
    if pattern is None or not path.is_file():  # a pipe can be read only once
        return ""
    with path.open("rb") as file:
        head = file.read(HEAD).decode(errors="replace")
    found = re.search(pattern, head, re.MULTILINE)
    return found[1] if found else ""
