"""The files in an archive: the same from each kind, and what is refused before it takes memory or time."""

import gzip
import io
import lzma
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_packets import ARCHIVES, tar, zipped

from rarekg.mappings import archives
from rarekg.mappings.archives import Member, members
from rarekg.ontology.errors import SourceError

FILES = {"json/a.json": b"1" * 700, "../../etc/passwd": b"", "json/e\x01.json": bytes(range(256)) * 5}
KINDS = pytest.mark.parametrize("made", ARCHIVES.values(), ids=ARCHIVES.keys())


@KINDS
def test_each_kind_has_the_same_files_whatever_its_own_name(
    tmp_path: Path, made: Callable[[Mapping[str, bytes]], bytes]
) -> None:
    path = tmp_path / "download"
    path.write_bytes(made(FILES))
    assert list(members(path)) == [
        Member("json/a.json", b"1" * 700),
        Member("../../etc/passwd", b""),
        Member("json/e .json", bytes(range(256)) * 5),
    ]
    assert [one.name for one in tmp_path.iterdir()] == ["download"]


@KINDS
def test_an_archive_that_is_cut_anywhere_is_refused(
    tmp_path: Path, made: Callable[[Mapping[str, bytes]], bytes]
) -> None:
    whole, path = made(FILES), tmp_path / "cut"
    ends = [len(whole) * part // 23 for part in range(1, 23)]
    for end in ends if made is not tar else [end for end in ends if end < len(whole.rstrip(b"\0"))]:
        path.write_bytes(whole[:end])
        with pytest.raises(SourceError, match=r"cut: is (a damaged archive|no archive)"):
            list(members(path))


def test_a_long_name_and_links_do_not_disturb_what_follows(tmp_path: Path) -> None:
    written = io.BytesIO()
    for layout in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        written = io.BytesIO()
        with tarfile.open(fileobj=written, mode="w", format=layout) as archive:
            link = tarfile.TarInfo("link")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(link)
            for name in ("é" * 200, "b"):
                info = tarfile.TarInfo(name)
                info.size = 3
                archive.addfile(info, io.BytesIO(b"abc"))
        (tmp_path / "names.tar").write_bytes(written.getvalue())
        found = list(members(tmp_path / "names.tar"))
        assert [member.content for member in found] == [b"abc"] * 2
        assert found[1].name == "b"


def test_streams_of_xz_may_follow_each_other(tmp_path: Path) -> None:
    whole = tar(FILES)
    (tmp_path / "two.xz").write_bytes(lzma.compress(whole[:900]) + b"\0" * 8 + lzma.compress(whole[900:]))
    assert len(list(members(tmp_path / "two.xz"))) == len(FILES)


def _encrypted() -> bytes:
    made = bytearray(zipped({"a": b"1"}))
    at = made.index(b"PK\1\2", made.index(b"PK\1\2") + 1)
    made[at + 8] |= 1
    return bytes(made)


def _sparse() -> bytes:
    info = tarfile.TarInfo("holes")
    info.type = tarfile.GNUTYPE_SPARSE
    return info.tobuf() + bytes(1024)


REFUSED = {
    "text": (b"{}", "is no archive: neither tar, "),
    "nothing": (b"", "is no archive"),
    "no tar in gzip": (gzip.compress(b"x" * 600), "is a damaged archive: "),
    "a tar without its end": (tar({})[:512], "ends before its mark of the end"),
    "a wrong checksum": (gzip.compress(tar({"a": b"1"}))[:-8] + bytes(8), "is a damaged archive: CRC check failed"),
    "another method": (zipped({"a": b"1"}, zipfile.ZIP_BZIP2), "a is encrypted, or neither stored nor deflated"),
    "a password": (_encrypted(), "a is encrypted, or neither stored nor deflated"),
    "holes": (_sparse(), "holes is no plain file"),
    "a decoder of 1 GiB": (
        lzma.compress(b"x", filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30}]),
        "is a damaged archive: Memory usage limit exceeded",
    ),
}


@pytest.mark.parametrize(("content", "what"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_sound_archive_is_refused_in_one_line(tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(SourceError, match=what):
        list(members(tmp_path / "a"))


def test_a_missing_file_and_a_folder_are_one_line(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(SourceError, match=r"cannot be read: (No such file|Is a directory)"):
            list(members(path))


@KINDS
@pytest.mark.parametrize(("limit", "what"), [("MEMBER", "than 3,000 bytes"), ("WHOLE", "than 3,000 bytes")])
def test_bytes_have_a_limit(
    tmp_path: Path,
    made: Callable[[Mapping[str, bytes]], bytes],
    limit: str,
    what: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archives, limit, 3_000)
    (tmp_path / "a").write_bytes(made({"a": bytes(4_000)}))
    with pytest.raises(SourceError, match=what):
        list(members(tmp_path / "a"))


@KINDS
def test_files_have_a_limit(
    tmp_path: Path, made: Callable[[Mapping[str, bytes]], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MOST", 2)
    (tmp_path / "a").write_bytes(made({"a": b"", "b": b""}))
    assert len(list(members(tmp_path / "a"))) == 2
    (tmp_path / "a").write_bytes(made({"a": b"", "b": b"", "c": b""}))
    with pytest.raises(SourceError, match="more than 2 files"):
        list(members(tmp_path / "a"))


@pytest.mark.parametrize("kind", ["tar.gz", "tar.xz"])
def test_a_small_archive_of_many_zeros_takes_neither_memory_nor_time(tmp_path: Path, kind: str) -> None:
    """The size in the header is compared before the content is read, and a long name is passed over in blocks."""
    pack = gzip.compress if kind == "tar.gz" else lzma.compress
    for type_, size in ((tarfile.REGTYPE, 300 << 20), (tarfile.GNUTYPE_LONGNAME, 50 << 20)):
        info = tarfile.TarInfo("a")
        info.type, info.size = type_, size
        (tmp_path / "a").write_bytes(pack(info.tobuf() + bytes(50 << 20)))
        tracemalloc.start()
        with suppress(SourceError):
            list(members(tmp_path / "a"))
        assert tracemalloc.get_traced_memory()[1] < 12 << 20  # of which the dictionary of xz takes 8
        tracemalloc.stop()


@given(st.sampled_from([made(FILES) for made in ARCHIVES.values()]), st.data())
def test_a_mangled_archive_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, sound: bytes, data: st.DataObject
) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(sound)), st.integers(0, len(sound)))))
    path = tmp_path_factory.getbasetemp() / "mangled"
    path.write_bytes(sound[:start] + data.draw(st.binary(max_size=40)) + sound[end:])
    with suppress(SourceError):  # any other exception is a fault
        assert all(member.name.isprintable() for member in members(path))
