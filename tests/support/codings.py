"""Bodies of responses without their content coding, by other functions than those that encoded them."""

import zlib

import brotli
import zstandard


def expanded(data: bytes, coding: str) -> bytes:
    """Return ``data`` without its content coding, gzip, br or zstd."""
    if coding == "gzip":
        return zlib.decompress(data, 31)
    if coding == "br":
        return bytes(brotli.decompress(data))
    return zstandard.ZstdDecompressor().decompressobj().decompress(data)
