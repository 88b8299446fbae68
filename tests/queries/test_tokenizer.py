"""A query is split into the tokens that the engine reads, hostile text in linear time too."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear import assert_linear

from rarekg.queries.catalog import load
from rarekg.queries.tokenizer import TokenError, outline, tokens

GAP = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*")


def words(query: str) -> list[str]:
    return [token.text for token in tokens(query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT*{?s?p$o}", ["SELECT", "*", "{", "?s", "?p", "$o", "}"]),
        ("?s a MONDO:0010580.", ["?s", "a", "MONDO:0010580", "."]),
        ("?s ?p :.", ["?s", "?p", ":", "."]),
        ("<http://a/#b>", ["<http://a/#b>"]),
        ("<http://x/#a> # <b>\n<c>", ["<http://x/#a>", "<c>"]),
        ("?a<?b&&?c>?d", ["?a", "<?b&&?c>", "?d"]),
        ("?a < ?b", ["?a", "<", "?b"]),
        ("FILTER(?a < ?b && ?c>1)", ["FILTER", "(", "?a", "<", "?b", "&&", "?c", ">", "1", ")"]),
        (r"""'it\'s' "" "a" """, [r"'it\'s'", '""', '"a"']),
        (r"'it\'s' '''a'b''c\''''", [r"'it\'s'", r"'''a'b''c\''''"]),
        ("'''a'b''c''' x", ["'''a'b''c'''", "x"]),
        ('"""a\n"}""b""" x', ['"""a\n"}""b"""', "x"]),
        ('"""x"y""" "z"@en-GB', ['"""x"y"""', '"z"', "@en-GB"]),
        (r"ex:a\#b ex:c%20d ex:e.f # g", [r"ex:a\#b", "ex:c%20d", "ex:e.f"]),
        (r"ex:a\~b.c. :x% _:b1 a:b:c", [r"ex:a\~b.c", ".", ":x", "%", "_:b1", "a:b:c"]),
        ("1 1.5 .5e-3 1SERVICE", ["1", "1.5", ".5e-3", "1", "SERVICE"]),
        ("a:b.. .5:c", ["a:b", ".", ".", ".5", ":c"]),
        ("trueSERVICEex:x{", ["trueSERVICEex:x", "{"]),
        ("^^<x>|!a/b", ["^^", "<x>", "|", "!", "a", "/", "b"]),
        ("<\\u0041> '\\u0041'", ["<\\u0041>", "'\\u0041'"]),
    ],
)
def test_a_query_is_split_into_its_tokens(query: str, expected: list[str]) -> None:
    assert words(query) == expected


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("ASK {\n ?s ?p 'a }", 2, 8),
        ('"', 1, 1),
        ("SELECT ?a\n{ ?a ?b 'c", 2, 9),
        ('SELECT ?a\n{ ?a ?b "c\n" }', 2, 9),
        ('ASK {}\n\n  "', 3, 3),
    ],
)
def test_a_string_that_is_not_closed_is_refused_with_its_position(query: str, line: int, column: int) -> None:
    with pytest.raises(TokenError, match=rf"\Aline {line}, column {column}: the string .* is not closed\Z") as caught:
        words(query)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [("\\u0053ERVICE", 1, 1), ("SELECT ?a\n\\", 2, 1), (r"'it''s' \'", 1, 9), ("ex:a\\\nb", 1, 5), ("a:\\é", 1, 3)],
)
def test_an_escape_elsewhere_is_refused_with_its_position(query: str, line: int, column: int) -> None:
    with pytest.raises(TokenError, match=rf"\Aline {line}, column {column}: an escape ") as caught:
        words(query)
    assert (caught.value.line, caught.value.column) == (line, column)


@given(st.text() | st.text(alphabet=st.sampled_from(list("?$_:a1<>{}\"'\\#.@ \n%é!^|&")), max_size=40))
def test_an_outline_is_the_tokens_between_names_and_literals(query: str) -> None:
    try:
        split = list(tokens(query))
    except TokenError as error:
        with pytest.raises(TokenError, match=re.escape(str(error))):
            list(outline(query))
        return
    structure = ("open", "close", "operator", "other")
    expected = [
        (token.kind, token.text, at > 0 and split[at - 1].kind not in structure)
        for at, token in enumerate(split)
        if token.kind in structure
    ]
    assert list(outline(query)) == expected


@given(st.text() | st.text(alphabet=st.sampled_from(list("?$_:a1<>{}\"'\\#.@ \n%é")), max_size=40))
def test_tokens_cover_all_but_white_space_and_comments(query: str) -> None:
    try:
        split = list(tokens(query))
    except TokenError:
        assert any(mark in query for mark in "'\"\\")
        return
    end = 0
    for token in split:
        assert query[token.start : token.end] == token.text
        assert GAP.fullmatch(query, end, token.start)
        assert token.apart == (token.start > end)
        end = token.end
    assert GAP.fullmatch(query, end)


def test_the_saved_queries_are_read_whole() -> None:
    for query in load():
        split = words(query.text)
        assert split.count("{") == split.count("}") > 0


@pytest.mark.parametrize("worst", ["<" * 300_000, "a:" + "." * 300_000, '""' * 150_000, "a:%" * 100_000])
def test_a_long_text_is_read_whole(worst: str) -> None:
    assert sum(map(len, words(worst))) == len(worst)


@pytest.mark.parametrize("worst", ["'" * 300_001, "'''" + "''\\'" * 100_000])
def test_a_long_string_without_end_is_refused_in_one_short_line(worst: str) -> None:
    with pytest.raises(TokenError, match=r"\Aline 1, .{,100}\Z"):
        words(worst)


UNITS = (
    "'",
    "\\'",
    "'''",
    '"',
    "<",
    "<a",
    "a.",
    "a:",
    "_",
    "1e",
    "#",
    "\n",
    "%41",
    ".",
    "?",
    "é",
    ".:",
    "a-",
    "\\u0041",
    ":",
)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("beginning", ["", "'", "'''", "<", "a"])
def test_no_text_takes_more_than_linear_time(beginning: str, unit: str) -> None:
    assert_linear(_read, lambda size: (beginning + unit * size)[:size], 65536)


def _read(query: str) -> None:
    with suppress(TokenError):
        for _ in tokens(query):
            pass
