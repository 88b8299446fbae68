"""Lines of a page: numbers and white space."""

from rarekg.mappings.gard.lines import fold, split_lines


def test_lines_keep_their_numbers_and_fold_their_spaces() -> None:
    lines = split_lines("one\n\n\u00a0 two\u200b  words \n  • three")
    assert [(line.number, line.text) for line in lines] == [(1, "one"), (2, ""), (3, "two words"), (4, "• three")]
    assert [line.is_bullet for line in lines] == [False, False, False, True]


def test_only_line_feeds_end_a_line() -> None:
    assert [line.text for line in split_lines("one\u2028two\x85three\nfour")] == ["one two three", "four"]
    assert fold("\ufeff a\tb ") == "a b"
