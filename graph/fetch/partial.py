"""An unfinished download on disk, from which a later attempt, or a later run, goes on.

What has been received may be continued only if the server's file is still the same; the header If-Range asks for that
(RFC 9110 §13.1.5). Its value, a strong validator of the file, lies beside the bytes. Without one, nothing is kept.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from rarekg.graph.fetch.answers import http_date


class Partial:
    """The bytes received so far, at ``path``, and the validator of the file that they belong to."""

    def __init__(self, path: Path) -> None:
        """Use ``path`` for the bytes and its name with ``.validator`` for the validator."""
        self.path = path
        self._validator = path.with_name(f"{path.name}.validator")

    def continuation(self) -> dict[str, str]:
        """Return the headers that ask for the rest; none if there is nothing to continue."""
        try:
            size, validator = self.path.stat().st_size, self._validator.read_text(encoding="latin-1")
        except FileNotFoundError:
            return {}
        return {"Range": f"bytes={size}-", "If-Range": validator} if size and validator else {}

    @contextmanager
    def restarted(self, headers: Mapping[str, str]) -> Iterator[BinaryIO]:
        """Begin anew with a response that has ``headers``; yield the empty file."""
        self._validator.unlink(missing_ok=True)
        with self.path.open("wb") as file:
            if validator := strong_validator(headers):
                self._validator.write_text(validator, encoding="latin-1")
            yield file

    def discard(self) -> None:
        """Delete what has been received."""
        self.path.unlink(missing_ok=True)
        self._validator.unlink(missing_ok=True)


def strong_validator(headers: Mapping[str, str]) -> str:
    """Return the value for If-Range from the headers of a response, "" if none is strong (RFC 9110 §8.8).

    >>> strong_validator({"etag": '"a"', "last-modified": "Sat, 06 Jun 2026 00:00:00 GMT"})
    '"a"'
    >>> strong_validator({"etag": 'W/"a"'})
    ''
    """
    etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
    if etag.startswith('"') and etag.isascii():  # other characters cannot be sent back
        return etag
    received, changed = http_date(headers.get("date", "")), http_date(modified)
    if received is None or changed is None or not modified.isascii():
        return ""
    # A file that changed in the second of the response may change again with the same date.
    return modified if received - changed >= timedelta(seconds=60) else ""
