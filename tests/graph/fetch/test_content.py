"""What a download must contain to be a source's file."""

import gzip
from pathlib import Path

import pytest

from rarekg.graph.fetch.content import content
from rarekg.graph.fetch.limits import Limits
from rarekg.ontology.errors import SourceError

URL = "https://publisher.example/a"
TEXT = b"format-version: 1.2\n" * 5000
LIMITS = Limits(max_bytes=len(TEXT))


def contained(folder: Path, received: bytes, limits: Limits = LIMITS) -> bytes:
    part, target = folder / "part", folder / "target"
    part.write_bytes(received)
    content(part, target, URL, limits)
    return target.read_bytes()


@pytest.mark.parametrize(
    "received",
    [TEXT, gzip.compress(TEXT, mtime=0), gzip.compress(TEXT[:9], mtime=0) + gzip.compress(TEXT[9:], mtime=0)],
)
def test_compressed_or_not_the_content_is_the_same(tmp_path: Path, received: bytes) -> None:
    assert contained(tmp_path, received) == TEXT


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html>",
        b"\xef\xbb\xbf\n <!doctype HTML public>",
        b"<html lang=en>",
        b'<?xml version="1.0"?>\n<!-- a --><!-- b -->\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">',
        gzip.compress(b"<HTML>", mtime=0),
    ],
)
def test_a_web_page_is_refused(tmp_path: Path, page: bytes) -> None:
    with pytest.raises(SourceError, match=f"^{URL}: is a web page instead of the file; open"):
        contained(tmp_path, page)


@pytest.mark.parametrize("file", [b'<?xml version="1.0"?><JDBOR date="2026">', b"<htmlish>", b"html\n"])
def test_other_files_are_no_web_pages(tmp_path: Path, file: bytes) -> None:
    assert contained(tmp_path, file) == file


@pytest.mark.parametrize("empty", [b"", b" \r\n", gzip.compress(b"", mtime=0)])
def test_an_empty_file_is_refused(tmp_path: Path, empty: bytes) -> None:
    with pytest.raises(SourceError, match="is empty; try again later"):
        contained(tmp_path, empty)


@pytest.mark.parametrize(
    "damaged", [gzip.compress(TEXT, mtime=0)[:-9], b"\x1f\x8bnothing", gzip.compress(TEXT, mtime=0)[:-8] + bytes(8)]
)
def test_a_damaged_compressed_file_is_refused(tmp_path: Path, damaged: bytes) -> None:
    with pytest.raises(SourceError, match=r"cannot be decompressed: .*; try again later"):
        contained(tmp_path, damaged)


def test_a_file_that_is_too_large_when_decompressed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"is larger than 0\.1 MB"):
        contained(tmp_path, gzip.compress(TEXT + b"\n", mtime=0))
