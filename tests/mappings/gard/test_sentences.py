"""Sentences of prose with their references."""

import pytest

from rarekg.mappings.gard.lines import split_lines
from rarekg.mappings.gard.sentences import cited_numbers, paragraphs


def sentences_of(text: str) -> list[list[tuple[str, tuple[int, ...]]]]:
    return [[(one.text, one.cited) for one in paragraph] for paragraph in paragraphs(split_lines(text))]


def test_a_citation_applies_back_to_the_previous_citation() -> None:
    assert sentences_of("A is rare. it is old.[1] B is not.[2][3] C is new. D too.[1] E has none.") == [
        [
            ("A is rare.", (1,)),
            ("it is old.", (1,)),
            ("B is not.", (2, 3)),
            ("C is new.", (1,)),
            ("D too.", (1,)),
            ("E has none.", ()),
        ]
    ]


def test_citations_do_not_reach_into_another_paragraph() -> None:
    assert sentences_of("A is rare.\n\nB is not.[2]") == [[("A is rare.", ())], [("B is not.", (2,))]]


def test_wrapped_lines_are_one_paragraph_and_items_and_sub_headings_are_not() -> None:
    long = "This sentence was wrapped by the program that saved the page in two"
    assert sentences_of(f"{long}\nlines. Epidemiology\nFewer are known.\n• One item.\n• Another.") == [
        [(f"{long} lines.", ())],
        [("Fewer are known.", ())],
        [("One item.", ())],
        [("Another.", ())],
    ]


def test_every_sentence_has_its_line_number() -> None:
    (paragraph,) = paragraphs(
        split_lines("\n\nOne is here. Two begins on this line and ends, as long lines do,\non the next. Three.")
    )
    assert [sentence.line for sentence in paragraph] == [3, 3, 4]


@pytest.mark.parametrize(
    "text",
    [
        "It is treated, e.g. with rest, by Dr. A. B. Smith vs. others.",
        "About 1.5 in 100 have it.",
        "See www.a.example for more.",
        'He said "rest."',
    ],
)
def test_full_stops_inside_a_sentence(text: str) -> None:
    assert sentences_of(text) == [[(text, ())]]


def test_words_without_final_punctuation_are_not_a_sentence() -> None:
    assert sentences_of("It affects only males and") == []
    assert sentences_of("") == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a.[1][2]", (1, 2)),
        ("a [1, 3]. b [ 2 ]", (1, 3, 2)),
        ("a.[2-4]", (2, 3, 4)),
        ("a.[2–3][2]", (2, 3)),
        ("[ more ] [x] [1a]", ()),
    ],
)
def test_marks_of_citation(text: str, numbers: tuple[int, ...]) -> None:
    assert cited_numbers(text) == numbers
