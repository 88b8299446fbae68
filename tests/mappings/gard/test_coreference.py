"""Phrases that refer to the disease of the page, and phrases that refer to another."""

import pytest

from rarekg.mappings.gard.coreference import page_disease

IPEX = page_disease(["Immunodysregulation, polyendocrinopathy and enteropathy X-linked", "IPEX syndrome", "XLAAD"])


@pytest.mark.parametrize(
    "phrase",
    [
        "IPEX syndrome",
        "the IPEX Syndrome",
        "xlaad",
        "immunodysregulation polyendocrinopathy enterology x-linked (IPEX) syndrome",
        "this condition",
        "the disease",
        "it",
    ],
)
def test_phrases_for_the_disease(phrase: str) -> None:
    assert IPEX.matches(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "IPEX-like syndrome",
        "a disease that is not IPEX syndrome",
        "some diseases other than immunodysregulation polyendocrinopathy enteropathy x-linked (IPEX) syndrome",
        "Wiskott-Aldrich (WAS) syndrome",
        "a disease",
        "the anemia",
        "people with IPEX syndrome",
    ],
)
def test_phrases_for_others(phrase: str) -> None:
    assert not IPEX.matches(phrase)


@pytest.mark.parametrize(
    ("sentence", "rest"),
    [
        ("IPEX syndrome is rare.", "is rare."),
        ("The XLAAD is rare.", "is rare."),
        ("This disorder affects boys.", "affects boys."),
        ("Immunodysregulation polyendocrinopathy enteropathy x-linked (IPEX) syndrome is rare.", "is rare."),
        ("IPEX syndrome (also called XLAAD) is rare.", "is rare."),
    ],
)
def test_the_subject_is_this_disease(sentence: str, rest: str) -> None:
    assert IPEX.predicate(sentence) == rest


@pytest.mark.parametrize(
    "sentence",
    [
        "IPEX-related disorders are rare.",
        "A form of IPEX syndrome is rare.",
        "It is rare.",
        "XLAADs are rare.",
        "IPEX syndrome type 2 is rare.",
        "IPEX syndrome, type 2, is rare.",
        "IPEX syndrome II is rare.",
        "IPEX syndrome carriers are rare.",
        "IPEX syndrome and XLAAD are rare.",
        "In IPEX syndrome it is so.",
    ],
)
def test_the_subject_is_another(sentence: str) -> None:
    assert IPEX.predicate(sentence) is None


def test_it_refers_to_the_disease_only_after_a_mention() -> None:
    assert IPEX.predicate("It is rare.", pronoun=True) == "is rare."
    assert IPEX.predicate("Items are rare.", pronoun=True) is None
    assert IPEX.predicate("This condition is rare.", generic=False) is None


def test_names_match_with_and_without_accents() -> None:
    assert page_disease(["Ménière disease"]).predicate("Ménière disease is rare.") == "is rare."
    assert page_disease(["Ménière disease"]).matches("Meniere disease")


def test_an_abbreviation_introduced_in_the_opening_is_a_name() -> None:
    opened = page_disease(["Von Hippel-Lindau disease"], "Von Hippel-Lindau (VHL) disease is rare.")
    assert opened.matches("VHL disease")
    assert opened.predicate("VHL affects boys.") == "affects boys."
    assert not page_disease(["Von Hippel-Lindau disease"], "Another one (VHL) is rare.").matches("VHL")


def test_names_with_regex_characters_are_literal() -> None:
    odd = page_disease(["A (b|c)* syndrome", "."])
    assert odd.predicate("A (b|c)* syndrome is rare.") == "is rare."
    assert odd.predicate("A c syndrome is rare.") is None
