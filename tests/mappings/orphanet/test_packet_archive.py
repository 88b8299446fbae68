"""The packets in an archive: each once, and what is none is reported by its name."""

from pathlib import Path

import pytest
from invented_packets import ARCHIVES, named, packet

from rarekg.mappings.facts import Issue
from rarekg.mappings.orphanet.packet_archive import PacketArchive
from rarekg.mappings.reading.issues import Issues
from rarekg.ontology.errors import SourceError

SOUND = packet("901")


def read(folder: Path, *files: bytes) -> tuple[list[str], list[Issue]]:
    """Return the codes of the packets that are read of ``files``, and the issues."""
    (folder / "a.zip").write_bytes(ARCHIVES["zip"](named(*files)))
    archive = PacketArchive(issues=Issues(source="orphapackets", file="a.zip"))
    codes = [str(content["ORPHAcode"]) for _, content in archive.packets(folder / "a.zip")]
    return codes, list(archive.issues.drain())


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "not JSON: Expecting value"),
        (b"{", "not JSON: Expecting property name"),
        (b"\xff\xfe\xfa", "not JSON: 'utf-16-le' codec"),
        (b'{"a": "\xff"}', "not JSON: 'utf-8' codec"),
        (b"[" * 100_000, "lists in lists without end"),
        (b"[" + b"1" * 5_000 + b"]", "not JSON: Exceeds the limit"),
        (b"[]", "no Orphapacket with an ORPHAcode"),
        (b'{"Orphapacket": []}', "no Orphapacket with an ORPHAcode"),
        (b'{"Orphapacket": {"Label": "x"}}', "no Orphapacket with an ORPHAcode"),
        (packet(code=["1"]), "a text is expected, and there is a list"),
        (packet(creationDate={}), "a text is expected, and there is a dict"),
    ],
)
def test_a_file_that_is_no_packet_is_reported_by_its_name_and_the_others_are_read(
    tmp_path: Path, content: bytes, what: str
) -> None:
    codes, (issue,) = read(tmp_path, content, SOUND)
    assert codes == ["901"]
    assert (issue.kind, issue.action, issue.value) == ("unread-packet", "skipped", "json/ORPHApacket_901.json")
    assert issue.message.startswith(f"json/ORPHApacket_901.json: {what}")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_packet_may_be_in_any_encoding_of_json(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, SOUND.decode().encode(encoding)) == (["901"], [])


def test_a_second_packet_of_a_disorder_is_reported(tmp_path: Path) -> None:
    codes, (issue,) = read(tmp_path, SOUND, packet("902"), SOUND)
    assert codes == ["901", "902"]
    assert (issue.kind, issue.value) == ("duplicate-packet", "901")
    assert "json/ORPHApacket_903.json" in issue.message


def test_packets_of_another_day_are_reported_once(tmp_path: Path) -> None:
    other = [packet(code, creationDate="2026-06-23 07:00:00") for code in ("902", "903")]
    codes, (issue,) = read(tmp_path, SOUND, *other, packet("904"))
    assert codes == ["901", "902", "903", "904"]
    assert (issue.kind, issue.action, issue.value) == ("other-release", "kept", "2026-06-23")
    assert issue.message == "json/ORPHApacket_902.json is of 2026-06-23, others are of 2025-12-09"


@pytest.mark.parametrize("files", [(), (b"{}",)])
def test_an_archive_without_a_packet_is_refused(tmp_path: Path, files: tuple[bytes, ...]) -> None:
    with pytest.raises(SourceError, match=r"a\.zip: has no ORPHApacket; is it"):
        read(tmp_path, *files)
