"""The content of a download: decompressed if it came compressed, and refused if it is no file of a source."""

import gzip
import re
import zlib
from pathlib import Path

from rarekg.graph.fetch.answers import TooLargeError, web_page
from rarekg.graph.fetch.files import sync
from rarekg.graph.fetch.limits import Limits
from rarekg.ontology.errors import SourceError

GZIP = b"\x1f\x8b"
PIECE = 1 << 20
# A page of HTML or XHTML, after a byte order mark, an XML declaration and comments.
PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?(?>(?><!--.*?-->)\s*+)*+<(?:!doctype\s++html|html)\b", re.I | re.S
)


def content(received: Path, target: Path, url: str, limits: Limits) -> None:
    """Write the content of the download ``received`` as ``target``, decompressed if it is gzip.

    Raises:
        SourceError: It is empty, a web page, not whole or too large.
        OSError: The file cannot be written.
    """
    with received.open("rb") as file:
        compressed = file.read(2) == GZIP
    if compressed:
        _decompress(received, target, url, limits)
    else:
        received.replace(target)
    with target.open("rb") as file:
        head = file.read(4096)
    if not head.strip():
        raise SourceError("is empty", path=url, advice="try again later, or ask its publisher")
    if PAGE.match(head):
        raise web_page(url)


def _decompress(received: Path, target: Path, url: str, limits: Limits) -> None:
    size = 0
    with gzip.open(received) as packed, target.open("wb") as file:
        try:
            while piece := packed.read(PIECE):
                size += file.write(piece)
                if size > limits.max_bytes:
                    raise TooLargeError(url, limits)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise SourceError(f"cannot be decompressed: {error}", path=url, advice="try again later") from error
        sync(file)
