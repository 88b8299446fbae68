"""Ids in the spellings that clients send have one usual spelling; other text has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.ontology.prefixes import converter, standardize
from rarekg.ontology.spelling import prefixed, usual

DIGITS = {"MONDO": 7, "HP": 7, "GARD": 7, "OMIM": 6, "OMIMPS": 6, "ORPHA": 0, "HGNC": 0, "NCBIGene": 0, "SCTID": 0}


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("mondo:0010580", "MONDO:0010580"),
        ("MONDO_0010580", "MONDO:0010580"),
        ("HP:1250", "HP:0001250"),
        ("Orphanet:37042", "ORPHA:37042"),
        ("Orphanet_37042", "ORPHA:37042"),
        ("orpha 37042", "ORPHA:37042"),
        ("MIM #304790", "OMIM:304790"),
        (" GARD:1850\n", "GARD:0001850"),
        ("mesh:c580192", "MESH:C580192"),
        ("ICD9:042", "ICD9:042"),  # zeros belong to a code that is no number
        ("SNOMEDCT_US:237610000", "SCTID:237610000"),
        ("doi:10.1000/X", "DOI:10.1000/X"),
        ("RDFS:label", "rdfs:label"),
    ],
)
def test_an_id_has_one_usual_spelling(text: str, curie: str) -> None:
    assert usual(text) == curie


@pytest.mark.parametrize(
    "text",
    ["", "FOXP3", "IL-6", "HP", "HP:", "HP:fever", "HP:12345678", "GARD:0", "rdfs_label", "IPEX syndrome", "NOPE:1"],
)
def test_other_text_is_no_id(text: str) -> None:
    assert usual(text) == ""


@given(st.data())
def test_every_spelling_of_a_number_has_the_same_usual_one(data: st.DataObject) -> None:
    prefix = data.draw(st.sampled_from(sorted(DIGITS)))
    record = next(record for record in converter().records if record.prefix == prefix)
    number = data.draw(st.integers(1, 10 ** (DIGITS[prefix] or 9) - 1))
    name = data.draw(st.sampled_from([prefix, *record.prefix_synonyms]))
    cased = data.draw(st.sampled_from([name, name.lower(), name.upper(), name.title()]))
    separator = data.draw(st.sampled_from([":", "_", " ", ": ", "#", "-"]))
    zeros = "0" * data.draw(st.integers(0, 9))
    expected = standardize(f"{prefix}:{str(number).rjust(DIGITS[prefix], '0')}")
    assert usual(f"{cased}{separator}{zeros}{number}") == expected


@given(st.text(max_size=60))
def test_the_usual_spelling_is_its_own(text: str) -> None:
    curie = usual(text)
    assert curie == "" or usual(curie) == curie == standardize(curie)


def test_a_known_prefix_is_recognized_before_what_is_no_id() -> None:
    assert [prefixed(text) for text in ("hp:fever", "Omenn syndrome: severe", "IPEX", ":")] == ["HP", "", "", ""]
