"""Compression: the same bytes each time, read back by gzip and Zstandard, and no sound end where writing failed."""

import gzip
from io import BytesIO

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.export.compression import compressed


def packed(suffix: str, parts: list[bytes]) -> bytes:
    buffer = BytesIO()
    with compressed(suffix, buffer) as file:
        for part in parts:
            file.write(part)
    return buffer.getvalue()


@given(st.lists(st.binary(max_size=50)))
def test_what_is_compressed_is_read_back(parts: list[bytes]) -> None:
    whole = b"".join(parts)
    assert packed("", parts) == whole
    assert gzip.decompress(packed("gz", parts)) == whole
    assert zstandard.ZstdDecompressor().decompressobj().decompress(packed("zst", parts)) == whole


def test_gzip_has_no_name_and_no_time() -> None:
    assert packed("gz", [b"a"])[3:8] == bytes(5)  # flags, and the time: https://www.rfc-editor.org/rfc/rfc1952#page-5


def test_zstandard_has_a_checksum() -> None:
    assert zstandard.get_frame_parameters(packed("zst", [b"a"])).has_checksum


def broken(buffer: BytesIO) -> None:
    """Write to ``buffer`` what breaks off."""
    with compressed("gz", buffer) as file:
        file.write(b"a" * 1000)
        raise OSError("full")


def test_what_breaks_off_is_not_a_sound_file() -> None:
    buffer = BytesIO()
    with pytest.raises(OSError, match="full"):
        broken(buffer)
    with pytest.raises(EOFError):
        gzip.decompress(buffer.getvalue())
