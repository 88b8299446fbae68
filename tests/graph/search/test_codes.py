"""Ids as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.search.codes import Code, code, near, typed
from rarekg.ontology.prefixes import standardize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OMIM:304790", Code("OMIM", "304790")),
        ("omim 304790", Code("OMIM", "304790")),
        ("MIM#304790", Code("OMIM", "304790")),
        ("304790", Code("", "304790")),
        ("Orphanet_37042", Code("ORPHA", "37042")),
        ("orpha37042", Code("ORPHA", "37042")),
        ("ORPHA : 37042", Code("ORPHA", "37042")),
        ("GARD:0001850", Code("GARD", "1850")),
        ("gard 1850", Code("GARD", "1850")),
        ("0001850", Code("", "1850")),
        ("HP_0001596", Code("HP", "1596")),
        ("hpo:1596", Code("HP", "1596")),
        ("C0342288", Code("", "C0342288")),
        ("umls:c0342288", Code("UMLS", "C0342288")),
        ("ENSG00000049768", Code("", "ENSG00000049768")),
        ("http://purl.obolibrary.org/obo/MONDO_0010580", Code("MONDO", "10580")),
        ("<https://omim.org/entry/304790>", Code("OMIM", "304790")),
        ("https://rarediseases.info.nih.gov/diseases/1850", Code("GARD", "1850")),
    ],
)
def test_an_id_is_read_in_each_spelling(text: str, expected: Code) -> None:
    assert list(typed(text)) == [expected]


@pytest.mark.parametrize(
    "text", ["", "ipex", "wiskott aldrich syndrome 2", "(304790)", "OMIM:", "diabetes type 1", "²"]
)
def test_other_text_has_no_code(text: str) -> None:
    assert list(typed(text)) == []


@given(st.text())
def test_any_text_has_at_most_one_code(text: str) -> None:
    assert len(list(typed(text))) <= 1


@given(st.integers(min_value=1, max_value=9_999_999))
def test_a_typed_curie_has_the_code_of_its_standard_form(number: int) -> None:
    for prefix in ("MONDO", "GARD"):
        assert list(typed(f"{prefix}:{number:07d}")) == [code(standardize(f"{prefix}:{number:07d}"))]


def test_typing_errors_lead_back_to_the_id() -> None:
    wrong = ("MONDO:0010589", "MONDO:0010850", "MONDO:010580", "MONDO:00010580", "mondo:0010508")
    assert [curie for curie in wrong if "MONDO:0010580" not in set(near(curie.upper()))] == []
    assert "GARD:0001850" in set(near("GARD:1580"))
    assert list(near("NOSUCH:1")) == []
    assert list(near("no id")) == []
