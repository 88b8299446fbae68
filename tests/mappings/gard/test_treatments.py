"""Sentences that name a treatment of the disease, curative or not."""

import pytest

from rarekg.mappings.gard.coreference import page_disease
from rarekg.mappings.gard.lines import split_lines
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.gard.sentences import paragraphs
from rarekg.mappings.gard.treatments import treatment_facts
from rarekg.mappings.reading.lookups import lookup_rows
from rarekg.ontology.prefixes import standardize

DISEASE = page_disease(["Halden syndrome", "HS"])
PAGE = PageContext(source="gard", id="page/a", disease="MONDO:9900001", file="page.txt")
IMMUNE, MARROW, LIVER, PHYSICAL = "MAXO:0000297", "MAXO:0010030", "MAXO:0001175", "MAXO:0000011"


def treatments_of(text: str) -> dict[str, bool]:
    sentences = (sentence for paragraph in paragraphs(split_lines(text)) for sentence in paragraph)
    return {
        one.treatment: one.curative
        for sentence in sentences
        for one in treatment_facts(sentence, "treatment", PAGE, DISEASE)
    }


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (
            "Treatment of HS consists of medications that limit immune system function; a bone marrow "
            "transplantation is the only treatment that can cure the disease, but it has risks.",
            {IMMUNE: False, MARROW: True},
        ),
        ("Doctors treat HS with drugs that calm the immune system.", {IMMUNE: False}),
        ("Only a bone marrow transplantation can cure it, although that has risks.", {MARROW: True}),
        ("The only known cure for Halden syndrome is a liver transplant.", {LIVER: True}),
        (
            "Treatment may include physical therapy to keep muscles strong, braces, and antibiotics as needed.",
            {PHYSICAL: False, "MAXO:0000061": False},
        ),
        (
            "HS is usually treated with immunosuppressants (in high doses) or blood transfusions.",
            {IMMUNE: False, "MESH:D001803": False},
        ),
        ("A liver transplant cures this disease.", {LIVER: True}),
    ],
)
def test_treatments(text: str, terms: dict[str, bool]) -> None:
    assert treatments_of(text) == terms


@pytest.mark.parametrize(
    "text",
    [
        "Treatment does not include antibiotics.",
        "Treatment includes radiation with or without antibiotics.",
        "There is no cure for HS.",
        "Treatment of another disease includes antibiotics.",
        "Treatment includes avoiding antibiotics.",
        "Treatment includes all drugs except antibiotics.",
        "Treatment includes anything but physical therapists and high doses of insulin.",
        "A liver transplant might cure HS.",
        "A liver transplant may cure HS.",
        "A liver transplant is the only treatment that can cure the anemia.",
        "Research on gene therapy is going on.",
        "Gene therapy is being studied in trials.",
        "Treatment is supportive.",
        "Antibiotics are given often.",
        "Treatment included antibiotics, which failed to help.",
        "Treatment includes antibiotics, which have never been shown to help.",
    ],
)
def test_no_treatment(text: str) -> None:
    assert treatments_of(text) == {}


def test_each_term_of_the_lookup_has_one_label_and_a_valid_id() -> None:
    labels: dict[str, str] = {}
    for row in lookup_rows("treatments"):
        assert standardize(row["treatment"]) == row["treatment"]
        assert labels.setdefault(row["treatment"], row["label"]) == row["label"]
        assert row["treatment"].startswith(("MAXO:", "MESH:"))
