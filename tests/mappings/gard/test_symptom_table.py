"""Rows of the symptom table, on one line or several, and truncated tables."""

from pathlib import Path

import pytest
from gard_pages import OWN, facts_of, seed, small_known

from rarekg.mappings.facts import Issue, Phenotype
from rarekg.mappings.gard.header import Header
from rarekg.mappings.gard.layout import Layout
from rarekg.mappings.gard.lines import split_lines
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.gard.symptom_facts import symptom_facts
from rarekg.mappings.gard.symptom_table import SymptomRow, symptom_rows
from rarekg.ontology.errors import SourceError

HEADER = Header(title="A", line=1, names=(), categories=(), url=None, number=None)
PATH = Path("page.txt")
PAGE = PageContext(source="gard", id="page/a", disease="MONDO:9900005", file="page.txt")


def table(*lines: str, count: int) -> list[SymptomRow]:
    layout = Layout(
        header=HEADER, table=[line for line in split_lines("\n".join(lines)) if line.text], rows=count, table_end=99
    )
    return list(symptom_rows(layout, PATH))


def facts_of_rows(*lines: str, count: int) -> list[object]:
    return list(symptom_facts(table(*lines, count=count), PAGE, small_known()))


def test_name_lay_names_and_id_on_one_line_or_several() -> None:
    rows = table(
        "Medical Terms Other Names", "Learn More:", "HPO ID", "30%-79% of people have these symptoms",
        "Allergy 0012393", "Failure to thrive in infancy", "Faltering weight in infancy", "[ more ]", "0001531",
        "100% of people", "Vomiting", "Throwing up 0002013", "Ileus HP:0002595", "Sepsis HPO_0100806",
        count=5,
    )  # fmt: skip
    assert [(row.group, row.name, row.lay_names, row.id, row.line) for row in rows] == [
        ("30%-79%", "Allergy", (), "0012393", 5),
        ("30%-79%", "Failure to thrive in infancy", ("Faltering weight in infancy",), "0001531", 9),
        ("100%", "Vomiting", ("Throwing up",), "0002013", 12),
        ("100%", "Ileus", (), "HP:0002595", 13),
        ("100%", "Sepsis", (), "HPO_0100806", 14),
    ]


@pytest.mark.parametrize(
    ("line", "group"),
    [
        ("100% of people have these symptoms", "100%"),
        ("80%-99% of people have these symptoms", "80%-99%"),
        ("1% – 4% of people", "1%-4%"),
        ("Percent of people who have these symptoms is not available through HPO", "not available"),
        ("Frequency not available", "not available"),
        ("0%-10% of people have these symptoms", "0%-10%"),
        ("Most of people have these symptoms", "Most of people have these symptoms"),
    ],
)
def test_groups(line: str, group: str) -> None:
    assert [row.group for row in table(line, "Allergy 0012393", count=1)] == [group]


@pytest.mark.parametrize(
    ("lines", "count", "message", "line"),
    [
        (("100% of people", "Allergy 0012393"), 2, "the table states 2 rows and has 1", 99),
        (("100% of people", "Allergy 0012393", "Ileus 0002595"), 1, "the table states 1 rows and has 2", 99),
        (("Allergy 0012393",), 1, "before any frequency", 1),
        (("100% of people", "Allergy"), 1, "'Allergy' has no HPO id", 2),
        (("100% of people", "Allergy", "1%-4% of people", "Ileus 0002595"), 1, "'Allergy' has no HPO id", 2),
        (("100% of people", "0012393"), 1, "0012393 has no name", 2),
    ],
)
def test_a_truncated_table_is_refused(lines: tuple[str, ...], count: int, message: str, line: int) -> None:
    with pytest.raises(SourceError, match=message) as refused:
        table(*lines, count=count)
    assert refused.value.line == line


def test_a_repeated_row_gives_one_fact_whether_counted_once_or_twice() -> None:
    lines = ("100% of people", "Seizure 0001250", "Seizure 0001250")
    for count in (1, 2):
        phenotype, issue = facts_of_rows(*lines, count=count)
        assert isinstance(phenotype, Phenotype)
        assert isinstance(issue, Issue)
        assert (issue.kind, issue.action, issue.line) == ("duplicate-row", "skipped", 3)


@pytest.mark.parametrize(
    ("row", "kind", "value"),
    [
        ("Invented 9999999", "unknown-phenotype", "HP:9999999"),
        ("Gone HP:0000489", "obsolete-phenotype", "HP:0000489"),
        ("Short 00012", "malformed-phenotype", "00012"),
        ("Letter 00O1250", None, None),
        ("Letters HP:l001250", "malformed-phenotype", "HP:l001250"),
        ("Long 00012501", "malformed-phenotype", "00012501"),
        ("Frequency HP:0040279", "wrong-branch", "HP:0040279"),
        ("Allergy 0001250", "name-of-another-term", "HP:0001250"),
        ("Seizure HP:0000976", "name-of-another-term", "HP:0000976"),
        ("Seizure PMID:20301297", "wrong-kind", "PMID:20301297"),
        ("IPEX syndrome OMIM:304790", "wrong-kind", "OMIM:304790"),
        ("IPEX syndrome MONDO_0010580", "wrong-kind", "MONDO_0010580"),
        ("Invented NORD:12345", "malformed-phenotype", "NORD:12345"),
    ],
)
def test_unusable_ids_are_reported_and_skipped(row: str, kind: str | None, value: str | None) -> None:
    if kind is None:  # not even the form of an id: the row has none
        with pytest.raises(SourceError, match="has no HPO id"):
            facts_of_rows("100% of people", row, count=1)
        return
    (issue,) = facts_of_rows("100% of people", row, count=1)
    assert isinstance(issue, Issue)
    assert (issue.kind, issue.action, issue.value) == (kind, "skipped", value)


@pytest.mark.parametrize("line", ["Words of the page 0001250", "Seizure 0001250", "SEIZURE: 0001250"])
def test_words_that_no_term_has_as_a_name_are_kept_as_the_pages(line: str) -> None:
    (phenotype,) = facts_of_rows("100% of people", line, count=1)
    assert isinstance(phenotype, Phenotype)
    assert (phenotype.phenotype, phenotype.origin.words) == ("HP:0001250", line.rpartition(" ")[0])


def test_lay_names_are_not_held_against_the_id() -> None:
    """They changed their terms more often than labels: 20 of 2021 are today exact synonyms of another term."""
    (phenotype,) = facts_of_rows("100% of people", "Seizure", "Allergy", "0001250", count=1)
    assert isinstance(phenotype, Phenotype)
    assert phenotype.lay_names == ("Allergy",)


@pytest.mark.parametrize("page", [OWN, seed], ids=["own", "seed"])
def test_the_merged_id_of_ipex_has_the_words_and_the_id_of_the_page(page: object) -> None:
    facts = facts_of(page() if callable(page) else OWN)
    (merged,) = (fact for fact in facts if isinstance(fact, Phenotype) and fact.origin.object)
    assert (merged.phenotype, merged.origin.object, merged.origin.words) == (
        "HP:0000964", "HP:0000976", "Eczematoid dermatitis",
    )  # fmt: skip
    (issue,) = (fact for fact in facts if isinstance(fact, Issue) and fact.action == "replaced")
    assert issue.value == "HP:0000976"
