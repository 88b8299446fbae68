"""Files that are no text of a page are refused with the line and without being read; others are read without loss."""

from pathlib import Path

import pytest

from rarekg.mappings.gard.lines import LIMIT, SavedText, fold, read_text, split_lines
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
    ("content", "said", "line"),
    [
        (b"", "empty", None),
        (b" \n\t\n", "empty", None),
        (b"one\ntwo\0\n", "NUL", 2),
        ("one\n".encode("utf-16"), "UTF-16", 1),
        ("one\n".encode("utf-16-le"), "NUL", 1),
        (b"one\ntwo\x07\n", r"control character U\+0007", 2),
        ("éé\nokay\n".encode() + b"bad \xff byte\n", "not UTF-8", 3),
        (b"one\n\x81\n", "neither UTF-8 nor Windows-1252", 2),
        (b"one\rtwo\r\x81\r", "neither", 3),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(tmp_path: Path, content: bytes, said: str, line: int | None) -> None:
    path = save(tmp_path, content)
    with pytest.raises(SourceError, match=said) as refused:
        read_text(path)
    assert refused.value.line == line
    assert str(refused.value).startswith(f"{path}:{line}: " if line else f"{path}: ")
    assert "\n" not in str(refused.value)


def test_a_file_of_200_mb_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # a hole: were it read, the NUL bytes would be what is said of it
    with pytest.raises(SourceError, match="200,000,000 bytes are no page: the limit is 10,485,760"):
        read_text(path)


def test_the_largest_file_is_still_read(tmp_path: Path) -> None:
    assert len(read_text(save(tmp_path, b"a" * LIMIT)).text) == LIMIT


def test_directories_and_missing_files_are_no_page(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="this is a directory"):
        read_text(tmp_path)
    with pytest.raises(SourceError, match="there is no such file"):
        read_text(tmp_path / "absent.txt")
    with pytest.raises(SourceError, match="there is no such file"):
        read_text(Path("/dev/null"))


def test_lines_keep_their_numbers_and_fold_their_spaces() -> None:
    found = split_lines("one\n\n\u00a0 two\u200b  words \n  • three")
    assert [(line.number, line.text) for line in found] == [(1, "one"), (2, ""), (3, "two words"), (4, "• three")]
    assert [line.is_bullet for line in found] == [False, False, False, True]


def test_only_line_feeds_end_a_line() -> None:
    assert [line.text for line in split_lines("one\u2028two\x85three\nfour")] == ["one two three", "four"]
    assert fold("\ufeff a\tb ") == "a b"
