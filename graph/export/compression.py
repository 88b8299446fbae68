"""Compress what is written: gzip without a name and a time, so that the same bytes stay the same, or Zstandard."""

import gzip
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import BinaryIO, cast

import zstandard

# gzip's own levels run from 1 to 9. RDF shrinks by a twentieth from 6 to 9, in three times the time.
GZIP_LEVEL, ZSTANDARD_LEVEL = 6, 6
SUFFIXES: Mapping[str, str] = MappingProxyType({"gz": "gzip", "zst": "Zstandard"})


@contextmanager
def compressed(suffix: str, out: BinaryIO) -> Iterator[BinaryIO]:
    r"""Yield a file whose bytes go to ``out`` compressed as ``suffix`` says: '' (not at all), ``gz`` or ``zst``.

    The end, with its checksum, is written only where the block ends without an error: what breaks off stays broken.

    >>> from io import BytesIO
    >>> buffer = BytesIO()
    >>> with compressed("gz", buffer) as file:
    ...     _ = file.write(b"rare")
    >>> gzip.decompress(buffer.getvalue())
    b'rare'

    Raises:
        KeyError: ``suffix`` is none of these.
    """
    if not suffix:
        yield out
        return
    made = _OPENED[suffix](out)
    yield made
    made.close()


def _gzip(out: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, gzip.GzipFile(filename="", mode="wb", compresslevel=GZIP_LEVEL, fileobj=out, mtime=0))


def _zstandard(out: BinaryIO) -> BinaryIO:
    compressor = zstandard.ZstdCompressor(level=ZSTANDARD_LEVEL, write_checksum=True)
    return cast(BinaryIO, compressor.stream_writer(out, closefd=False))


_OPENED = MappingProxyType({"gz": _gzip, "zst": _zstandard})
