"""Lines of text files: their numbers, and the errors for what is no text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.ontology.errors import SourceError
from rarekg.ontology.text_lines import BLOCK, LONGEST, lines

FIT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"))


@given(st.lists(FIT, min_size=1), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]))
def test_lines_are_numbered(tmp_path_factory: pytest.TempPathFactory, texts: list[str], end: str, mark: str) -> None:
    path = tmp_path_factory.mktemp("lines") / "a.txt"
    path.write_bytes((mark + "".join(text + end for text in texts)).encode())
    assert list(lines(path)) == list(enumerate(texts, 1))


@pytest.mark.parametrize("length", [1, 9, BLOCK - 1, BLOCK, BLOCK + 1, LONGEST - 1])
def test_lines_of_any_length_come_whole(tmp_path: Path, length: int) -> None:
    path = tmp_path / "a.txt"
    texts = ["a" * length, "", "é" * (length // 2), "b"] * 3
    path.write_text("\n".join(texts), encoding="utf-8")
    assert list(lines(path)) == list(enumerate(texts, 1))


def test_what_comes_before_a_fault_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a\n" * BLOCK + b"b\x01\n" + b"c\n" * BLOCK)
    read = lines(path)
    assert [next(read) for _ in range(BLOCK)] == [(number, "a") for number in range(1, BLOCK + 1)]
    with pytest.raises(SourceError, match=f":{BLOCK + 1}: the character"):
        next(read)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"a\nb\x01\n", 2, "the character U+0001, which XML cannot hold"),
        ("a\n\ufffe\n".encode(), 2, "the character U+FFFE, which XML cannot hold"),
        (b"a\n\xff\n", 2, "not UTF-8"),
        (b"a\n\xed\xa0\x80\n", 2, "not UTF-8"),
        (b"a\n" + b"b" * LONGEST, 2, "a line of 1,048,576 bytes or more"),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(tmp_path: Path, content: bytes, line: int, message: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        list(lines(path))
    assert (caught.value.path, caught.value.line) == (path, line)
    assert caught.value.what.startswith(message)


def test_a_damaged_line_can_be_reported_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("a\n\x1bb\nc\n\uffff\n".encode())
    damaged: list[tuple[int, str]] = []
    assert list(lines(path, lambda line, finding: damaged.append((line, finding)))) == [(1, "a"), (3, "c")]
    assert damaged == [
        (2, "the character U+001B, which XML cannot hold"),
        (4, "the character U+FFFF, which XML cannot hold"),
    ]
