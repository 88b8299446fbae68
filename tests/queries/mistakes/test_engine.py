"""What the engine says comes through in words, without its sets of characters, and without paths."""

import pytest

from rarekg.queries.mistakes.engine import clean, said

SET = "['A' ..= 'Z' | 'a' ..= 'z']"


@pytest.mark.parametrize(
    ("message", "place", "what"),
    [
        (f'error at 3:16: expected one of OPTIONAL, Prefix not found, ":", {SET}', (3, 16), "a prefix is not declared"),
        (f"error at 1:9: expected one of IF, TZ, {SET}, [_]", (1, 9), ""),
        ("error at 1:9: expected IRI parsing failed", (1, 9), "this IRI is malformed"),
        (
            f"error at 1:2: expected one of {SET}, Literals are not allowed here, [_]",
            (1, 2),
            "Literals are not allowed here",
        ),
        ("error at 1:9: expected <unreported>", (1, 9), ""),
        ("nothing known", (0, 0), "nothing known"),
    ],
)
def test_sentences_come_through(message: str, place: tuple[int, int], what: str) -> None:
    found = said(message)
    assert (found.line, found.column) == place
    assert found.what == what


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("cannot open /srv/store/1.sst", "cannot open a file"),
        ("at /home/a/.cargo/registry/src/x.rs:7", "at a file:7"),
        ("<http://example.org/a/b> is not supported", "<http://example.org/a/b> is not supported"),
        ("1/2 of it\nand more", "1/2 of it and more"),
    ],
)
def test_paths_are_left_out(message: str, shown: str) -> None:
    assert clean(message) == shown
