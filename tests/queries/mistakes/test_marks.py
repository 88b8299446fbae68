"""The place of a mistake as a person counts it, and its line with a mark below."""

import pytest

from rarekg.queries.mistakes.marks import LONG, mark


@pytest.mark.parametrize(
    ("before", "line", "column"),
    [
        ("", 1, 1),
        ("ab", 1, 3),
        ("a\n", 2, 1),
        ("a\r\nb", 2, 2),
        ("a\rb\n\nc", 4, 2),
        ("é", 1, 2),
        ("e\u0301", 1, 2),
        ("𝄞𝄞", 1, 3),
        ("漢字", 1, 3),
        ("\t", 1, 2),
    ],
)
def test_lines_and_columns_count_characters(before: str, line: int, column: int) -> None:
    assert mark(f"{before}!", len(before))[:2] == (line, column)


@pytest.mark.parametrize(("before", "columns"), [("ab", 2), ("漢字", 4), ("e\u0301", 1), ("\t", 1), ("\u200b", 1)])
def test_the_caret_stands_below_the_place_as_a_terminal_shows_it(before: str, columns: int) -> None:
    line, caret = mark(f"x\n{before}!\ny", 2 + len(before)).source.split("\n")
    assert caret == " " * columns + "^"
    assert line.endswith("!")


@pytest.mark.parametrize("at", [0, 50, 500, 960, 999, 1000])
def test_a_long_line_is_clipped_around_the_mark(at: int) -> None:
    query = "".join(chr(97 + number % 26) for number in range(1000))
    line, caret = mark(query, at).source.split("\n")
    assert len(line) <= LONG
    assert (line[len(caret) - 1 :] or "")[:20] in (query[at : at + 20], query[at : at + 20] + "…")
    assert line.startswith("…") == (at > 70)


def test_what_shows_nothing_or_turns_the_text_is_a_dot() -> None:
    assert mark("a\u202eb\x1b[31m\u00a0", 0).source == "a·b·[31m·\n^"
