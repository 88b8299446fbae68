"""Compression of responses, whole or streamed; the content codings offered, preferred first."""

import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

import brotli
import zstandard

SMALLEST = 512  # bytes; a smaller body is not worth the header of a coding
# Levels at which one core still compresses 100 MB of results a second and more.
GZIP_LEVEL, BROTLI_QUALITY, ZSTD_LEVEL = 1, 3, 3
_GZIP_WINDOW = 31  # zlib's code for the gzip format with the largest window


class Compressor(Protocol):
    """Compresses a stream part by part."""

    def part(self, data: bytes) -> bytes:
        """Return the compressed form of ``data``, flushed so that a client can decode it at once."""

    def end(self) -> bytes:
        """Return the end of the stream."""


class _Gzip:
    def __init__(self) -> None:
        self._stream = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)

    def part(self, data: bytes) -> bytes:
        return self._stream.compress(data) + self._stream.flush(zlib.Z_SYNC_FLUSH)

    def end(self) -> bytes:
        return self._stream.flush(zlib.Z_FINISH)


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Compressor(quality=BROTLI_QUALITY)

    def part(self, data: bytes) -> bytes:
        encoded: bytes = self._stream.process(data) + self._stream.flush()
        return encoded

    def end(self) -> bytes:
        encoded: bytes = self._stream.finish()
        return encoded


class _Zstd:
    def __init__(self) -> None:
        self._stream = zstandard.ZstdCompressor(level=ZSTD_LEVEL).compressobj()

    def part(self, data: bytes) -> bytes:
        return self._stream.compress(data) + self._stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    def end(self) -> bytes:
        return self._stream.flush(zstandard.COMPRESSOBJ_FLUSH_FINISH)


class _Identity:
    def part(self, data: bytes) -> bytes:
        return data

    def end(self) -> bytes:
        return b""


_COMPRESSORS: Mapping[str, Callable[[], Compressor]] = MappingProxyType(
    {"zstd": _Zstd, "br": _Brotli, "gzip": _Gzip, "identity": _Identity}
)
CODINGS = tuple(_COMPRESSORS)[:-1]


def compressor(coding: str) -> Compressor:
    """Return a compressor for ``coding``, one of CODINGS or ``identity``."""
    return _COMPRESSORS[coding]()


def compressed(body: bytes, coding: str) -> bytes:
    """Return the whole of ``body`` in ``coding``.

    >>> zlib.decompress(compressed(b"a result", "gzip"), _GZIP_WINDOW)
    b'a result'
    """
    stream = compressor(coding)
    return stream.part(body) + stream.end()
