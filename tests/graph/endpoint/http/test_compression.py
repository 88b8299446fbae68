"""Compression: what comes out is what went in, whole and while it still streams."""

import zlib

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from rarekg.graph.endpoint.http.compression import CODINGS, compressed, compressor


def expanded(data: bytes, coding: str) -> bytes:
    """Return as much of the original as ``data``, complete or not, holds."""
    if coding == "gzip":
        return zlib.decompressobj(31).decompress(data)
    if coding == "br":
        return bytes(brotli.Decompressor().process(data))
    return zstandard.ZstdDecompressor().decompressobj().decompress(data)


@settings(deadline=None)
@given(st.lists(st.binary(max_size=5000), max_size=6), st.sampled_from(CODINGS))
def test_a_stream_can_be_read_after_every_part(parts: list[bytes], coding: str) -> None:
    stream = compressor(coding)
    sent, given_so_far = b"", b""
    for part in parts:
        sent += stream.part(part)
        given_so_far += part
        assert (expanded(sent, coding) if sent else b"") == given_so_far
    assert expanded(sent + stream.end(), coding) == given_so_far


@pytest.mark.parametrize("coding", CODINGS)
def test_results_shrink(coding: str) -> None:
    body = b'{"x":{"type":"uri","value":"http://purl.obolibrary.org/obo/HP_0000001"}},' * 1000
    assert expanded(compressed(body, coding), coding) == body
    assert len(compressed(body, coding)) < len(body) / 50
