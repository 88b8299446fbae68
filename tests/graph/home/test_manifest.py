"""A manifest is read as it was written, and what is none is refused by one kind of error."""

import pytest

from rarekg.graph.home.builds import Build
from rarekg.graph.home.manifest import decode, encode


@pytest.mark.parametrize(
    "content",
    [b"{}", b"[]", b"", b"\xff\x00\xfe", b'{"id": [1]}', b'{"id": "second", "rarekg": "1', b"[" * 100_000],
    ids=["an empty object", "a list", "empty", "no text", "other types", "cut off", "deep"],
)
def test_what_is_no_manifest_is_a_value_error(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(content)


def test_a_manifest_is_read_as_it_was_written(built: Build) -> None:
    assert decode(encode(built.manifest)) == built.manifest
