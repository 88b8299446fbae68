"""Text files in the accepted encodings are read without loss; other files are refused with the line."""

from pathlib import Path

import pytest

from rarekg.mappings.gard.decoding import LIMIT, SavedText, read_text
from rarekg.ontology.errors import SourceError

TEXT = "Información\nan old man’s page\n"


def save(folder: Path, content: bytes) -> Path:
    path = folder / "page.txt"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "legacy"),
    [
        (TEXT.encode(), False),
        (b"\xef\xbb\xbf" + TEXT.encode(), False),
        (TEXT.replace("\n", "\r\n").encode(), False),
        (TEXT.replace("\n", "\r").encode(), False),
        (TEXT.encode("cp1252"), True),
    ],
    ids=["utf-8", "with a byte order mark", "CRLF", "CR", "Windows-1252"],
)
def test_each_way_to_save_a_text_gives_the_same_text(tmp_path: Path, content: bytes, legacy: bool) -> None:
    assert read_text(save(tmp_path, content)) == SavedText(text=TEXT, legacy=legacy)


def test_latin_1_is_read_as_windows_1252(tmp_path: Path) -> None:
    assert read_text(save(tmp_path, "Señor\n".encode("latin-1"))).text == "Señor\n"


@pytest.mark.parametrize(
    ("content", "message", "line"),
    [
        (b"", "empty", None),
        (b" \n\t\n", "empty", None),
        (b"one\ntwo\0\n", "NUL", 2),
        ("one\n".encode("utf-16"), "UTF-16", 1),
        ("one\n".encode("utf-16-le"), "NUL", 1),
        (b"one\ntwo\x07\n", r"control character U\+0007", 2),
        ("éé\nokay\n".encode() + b"bad \xff byte\n", "invalid byte in a UTF-8 file", 3),
        (b"one\n\x81\n", "neither UTF-8 nor Windows-1252", 2),
        (b"one\rtwo\r\x81\r", "neither", 3),
    ],
)
def test_other_files_are_refused_with_the_line(tmp_path: Path, content: bytes, message: str, line: int | None) -> None:
    path = save(tmp_path, content)
    with pytest.raises(SourceError, match=message) as refused:
        read_text(path)
    assert refused.value.line == line
    assert str(refused.value).startswith(f"{path}:{line}: " if line else f"{path}: ")
    assert "\n" not in str(refused.value)


def test_a_file_of_200_mb_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # sparse; reading it would report its NUL bytes
    with pytest.raises(SourceError, match="the file has 200,000,000 bytes, the limit is 10,485,760"):
        read_text(path)


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    assert len(read_text(save(tmp_path, b"a" * LIMIT)).text) == LIMIT


def test_directories_and_missing_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="this is a directory"):
        read_text(tmp_path)
    with pytest.raises(SourceError, match="there is no such file"):
        read_text(tmp_path / "absent.txt")
    with pytest.raises(SourceError, match="there is no such file"):
        read_text(Path("/dev/null"))
