"""Numbers of people in words, and sentences whose numbers are of something else."""

from decimal import Decimal

import pytest

from rarekg.mappings.facts import Prevalence
from rarekg.mappings.gard.clauses import clauses
from rarekg.mappings.gard.coreference import page_disease
from rarekg.mappings.gard.lines import split_lines
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.gard.prevalence import prevalence_facts
from rarekg.mappings.gard.sentences import paragraphs

DISEASE = page_disease(["Halden syndrome", "HS"])
PAGE = PageContext(source="gard", id="page/a", disease="MONDO:9900001", file="page.txt")


def counts(text: str) -> list[Prevalence]:
    return [
        prevalence
        for paragraph in paragraphs(split_lines(text))
        for sentence in paragraph
        for prevalence in prevalence_facts(
            sentence, next(clauses([sentence], DISEASE), None), "statistics", PAGE, DISEASE
        )
    ]


@pytest.mark.parametrize(
    ("text", "lower", "upper", "qualification"),
    [
        (
            "Fewer than 150 individuals have ever been diagnosed with Halden syndrome, but there may be many others.",
            None,
            149,
            None,
        ),
        ("Less than 30 cases have been reported worldwide.", None, 29, None),
        ("More than 1,175 cases have been reported in the scientific literature.", 1176, None, None),
        ("At least 5 people with HS have been described.", 5, None, None),
        ("Up to 20 patients have been identified to date.", None, 20, None),
        ("Only four cases have been reported in the medical literature.", 4, 4, None),
        ("Approximately 10 affected families have been described.", 10, 10, "approximately families"),
        ("So far, only about 100 cases of this condition have been reported.", 100, 100, "about"),
    ],
)
def test_cases(text: str, lower: int | None, upper: int | None, qualification: str | None) -> None:
    (prevalence,) = counts(text)
    assert prevalence.kind == "cases"
    assert (prevalence.lower_count, prevalence.upper_count, prevalence.qualification) == (lower, upper, qualification)
    assert (prevalence.lower, prevalence.upper) == (None, None)


@pytest.mark.parametrize(
    ("text", "kind", "lower", "upper", "qualification"),
    [
        ("HS affects 1 in 40,000 newborns.", "birth", "0.000025", "0.000025", None),
        ("HS affects about 1 in 100 people worldwide.", "point", "0.01", "0.01", "about"),
        ("HS occurs in 1 in 200 to 1 in 100 live births.", "birth", "0.005", "0.01", None),
        ("HS affects fewer than 1 in 1,000,000 people.", "point", None, "0.000001", None),
    ],
)
def test_shares(text: str, kind: str, lower: str | None, upper: str, qualification: str | None) -> None:
    (prevalence,) = counts(text)
    assert (prevalence.kind, prevalence.qualification) == (kind, qualification)
    assert (prevalence.lower, prevalence.upper) == (Decimal(lower) if lower else None, Decimal(upper))


@pytest.mark.parametrize(
    "text",
    [
        "Less than 20 percent of all cases have been reported to run in families.",
        "Fewer than 150 individuals have ever been diagnosed with a related disease.",
        "Fewer than 150 individuals with Wiskott-Aldrich syndrome have been reported.",
        "Some familial cases have been described.",
        "Fewer than 150 individuals have been treated.",
        "Fewer than 150 genes have been described.",
        "Fewer than 150 cases have been reported in Iceland alone.",
        "When a person with HS has children, each child has a 50% (1 in 2) chance to inherit it.",
        "HS affects 1 in 40,000 people in Finland.",
        "HS may affect 1 in 40,000 people.",
        "Another disease affects 1 in 40,000 people.",
        "No cases have been reported.",
    ],
)
def test_other_numbers(text: str) -> None:
    assert counts(text) == []
