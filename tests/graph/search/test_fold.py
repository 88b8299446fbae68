"""Folding leaves only the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.search.fold import LONGEST, fold
from rarekg.mappings.resolve.term_names import normalize


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("IPEX", "ipex"),
        ("Wiskott-Aldrich syndrome", "wiskott aldrich syndrome"),
        ("Sjögren's  Syndrome", "sjogren syndrome"),
        ("Alzheimer’s", "alzheimer"),
        ("3-M syndrome (type\t1)", "3 m syndrome type 1"),
        ("snake_case", "snake case"),
        ("ﬁbrosis", "fibrosis"),
        ("İstanbul", "istanbul"),
        ("🙂 \0 \ud800", ""),
    ],
)
def test_case_accents_punctuation_and_possessives_are_removed(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing_and_leaves_only_words(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert len(once) <= LONGEST
    assert all(word.replace("_", "").isalnum() or not word.isascii() for word in once.split(" ") if word)


@given(st.text(alphabet=st.characters(codec="ascii", exclude_characters="'`_"), max_size=150))
def test_the_fast_path_for_ascii_gives_the_general_result(text: str) -> None:
    assert fold(text) == normalize(text)
