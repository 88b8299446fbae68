"""Names of things as people read and type them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.rdf.curies import full, short

BASE = "https://example.org/kg/"


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("http://purl.obolibrary.org/obo/HP_0000118", "HP:0000118"),
        ("https://rarediseases.info.nih.gov/diseases/1850", "GARD:0001850"),
        (f"{BASE}page/GARD_0001850", "page/GARD_0001850"),
        ("http://example.org/other", "<http://example.org/other>"),
    ],
)
def test_short_and_full_are_inverse(iri: str, name: str) -> None:
    assert short(iri, BASE) == name
    assert full(name, BASE) == iri


@pytest.mark.parametrize("name", ["", "IPEX", "HP:1", "NOPE:0000118", "two words/x"])
def test_a_name_of_nothing_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"id|prefix|form"):
        full(name, BASE)


@given(st.text())
def test_any_text_is_a_name_or_refused(name: str) -> None:
    with suppress(ValueError):
        assert full(name, BASE)
