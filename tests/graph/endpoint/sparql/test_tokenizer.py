"""The words of a hostile query: what they are, and that reading them takes no longer than their number."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.sparql.tokenizer import tokens


def read(query: str) -> list[tuple[str, str]]:
    return [(word.kind, word.text) for word in tokens(query)]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT*{?s?p$o}", ["SELECT", "*", "{", "?s", "?p", "$o", "}"]),
        ("<http://x/#a> # <b>\n<c>", ["<http://x/#a>", "<c>"]),
        ("?a<?b&&?c>?d", ["?a", "<?b&&?c>", "?d"]),
        ("?a < ?b", ["?a", "<", "?b"]),
        (r"'it''s' \'", None),
        (r"'it\'s' '''a'b''c\''''", [r"'it\'s'", r"'''a'b''c\''''"]),
        ('"""x"y""" "z"@en-GB', ['"""x"y"""', '"z"', "@en-GB"]),
        (r"ex:a\~b.c. :x% _:b1 a:b:c", [r"ex:a\~b.c", ".", ":x", None, "_:b1", "a:b:c"]),
        ("1 1.5 .5e-3 1SERVICE", ["1", "1.5", ".5e-3", "1", "SERVICE"]),
        ("trueSERVICEex:x{", ["trueSERVICEex:x", "{"]),
        ("^^<x>|!a/b", ["^^", "<x>", "|", "!", "a", "/", "b"]),
        ("<\\u0041> '\\u0041'", ["<\\u0041>", "'\\u0041'"]),
    ],
)
def test_a_query_is_its_words(query: str, words: list[str | None] | None) -> None:
    if words is None:
        with pytest.raises(Problem, match=r"an escape|not closed"):
            read(query)
    else:
        found = [text for _, text in read(query)]
        assert len(found) == len(words)
        assert all(wanted in (None, text) for text, wanted in zip(found, words, strict=True))


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [("ASK {\n ?s ?p 'a }", 2, 8), ('"', 1, 1), ("\\u0053ERVICE", 1, 1), ('ASK {}\n\n  "', 3, 3)],
)
def test_what_cannot_be_read_is_a_syntax_error_with_its_place(query: str, line: int, column: int) -> None:
    with pytest.raises(Problem) as caught:
        read(query)
    assert (caught.value.status, caught.value.kind) == (400, "syntax")
    assert caught.value.facts == {"line": line, "column": column}


@given(st.text())
def test_every_text_is_words_or_a_problem_and_nothing_is_lost(query: str) -> None:
    try:
        words = list(tokens(query))
    except Problem:
        return
    for word in words:
        assert query.startswith(word.text, word.start)
    starts = [word.start for word in words]
    assert starts == sorted(set(starts))


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
    query = (beginning + unit * 65536)[:65536]
    began = time.process_time()
    try:
        for _ in tokens(query):
            pass
    except Problem:
        pass
    assert time.process_time() - began < 1.0
