"""Lists of diseases split into names: conjunctions between two names and inside one."""

import pytest
from fetched import known
from gard_pages import small_known

from rarekg.mappings.facts import Differential, Issue
from rarekg.mappings.gard.coreference import page_disease
from rarekg.mappings.gard.differentials import differential_facts, split_names
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.gard.sentences import Sentence
from rarekg.mappings.reading.lookups import lookup_rows

DISEASE = page_disease(["Halden syndrome", "HS"])
PAGE = PageContext(source="gard", id="page/a", disease="MONDO:9900001", file="page.txt")
CALLED = {
    "severe combined immunodeficiency",
    "x-linked thrombocytopenia",
    "pancreatic hypoplasia or agenesis",
    "scid",
    "omenn syndrome",
}


def names(text: str) -> list[str]:
    return list(split_names(text, lambda words: words.lower() in CALLED))


@pytest.mark.parametrize(
    ("text", "single"),
    [
        ("Wiskott-Aldrich and Omenn syndromes", ["Wiskott-Aldrich syndrome", "Omenn syndrome"]),
        ("Huntington, Wilson and Fabry diseases", ["Huntington disease", "Wilson disease", "Fabry disease"]),
        (
            "susceptibility to viral and mycobacterial infections",
            ["susceptibility to viral and mycobacterial infections"],
        ),
        (
            "severe combined immunodeficiency or intermediate forms of combined immunodeficiency",
            ["severe combined immunodeficiency", "intermediate forms of combined immunodeficiency"],
        ),
        (
            "X-linked thrombocytopenia and pancreatic hypoplasia or agenesis (see these terms)",
            ["X-linked thrombocytopenia", "pancreatic hypoplasia or agenesis"],
        ),
        ("Marfan syndrome and Loeys-Dietz syndrome", ["Marfan syndrome", "Loeys-Dietz syndrome"]),
        ("SCID, Wilson and Fabry diseases", ["SCID", "Wilson disease", "Fabry disease"]),
        ("hay fever, Wilson and Fabry diseases", ["hay fever", "Wilson disease", "Fabry disease"]),
        ("Marfan syndrome, SCID, and cystinosis", ["Marfan syndrome", "SCID", "cystinosis"]),
        ("severe combined immunodeficiency (SCID)", ["severe combined immunodeficiency"]),
        ("optic and acoustic trouble", ["optic and acoustic trouble"]),
        ("", []),
    ],
)
def test_lists(text: str, single: list[str]) -> None:
    assert names(text) == single


def resolved(text: str) -> dict[str, str | None]:
    facts = differential_facts(Sentence(text=text, line=7), "related-diseases", PAGE, small_known(), DISEASE)
    return {fact.name: fact.other for fact in facts if isinstance(fact, Differential)}


@pytest.mark.parametrize(
    "text",
    [
        "Differential diagnosis includes Omenn syndrome.",
        "The main differential diagnoses of HS should include Omenn syndrome.",
        "Diseases that resemble HS are Omenn syndrome.",
    ],
)
def test_sentences_that_list_differentials(text: str) -> None:
    assert resolved(text) == {"Omenn syndrome": "MONDO:0011338"}


@pytest.mark.parametrize(
    "text",
    [
        "There are several differential diagnoses for HS.",
        "Differential diagnosis is based on a sample of skin.",
        "The differential diagnosis of Omenn syndrome includes HS.",
        "Diseases that resemble Omenn syndrome are many.",
        "Omenn syndrome is a differential diagnosis.",
    ],
)
def test_other_sentences(text: str) -> None:
    assert resolved(text) == {}


def test_an_unresolved_name_is_kept_and_reported() -> None:
    facts = list(
        differential_facts(
            Sentence(text="Differential diagnosis includes hay fever.", line=7),
            "diagnosis",
            PAGE,
            small_known(),
            DISEASE,
        )
    )
    issue, differential = facts
    assert isinstance(issue, Issue)
    assert (issue.kind, issue.line, issue.action) == ("unresolved-differential", 7, "kept")
    assert isinstance(differential, Differential)
    assert (differential.other, differential.name) == (None, "hay fever")


def test_curated_names_are_current_diseases_with_a_reason() -> None:
    mondo = known()
    for row in lookup_rows("diseases"):
        assert mondo.current(row["disease"]).status == "current", row
        assert len(row["note"]) > 20, row
    assert any("GARD:0001839" in row["note"] and "MONDO:0011073" in row["note"] for row in lookup_rows("diseases"))
    assert "GARD:0001839" in mondo.mapped("MONDO:0011073", "GARD")
    assert mondo.is_a("MONDO:0011073", "MONDO:0020525")
    assert "ORPHA:220465" in mondo.mapped("MONDO:0100211", "ORPHA")
    for form in ("MONDO:0013153", "MONDO:0012941"):
        assert mondo.is_a(form, "MONDO:0016542")
