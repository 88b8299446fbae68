"""The section of each line of a page, with and without headings."""

from pathlib import Path

import pytest
from gard_pages import GOLDEN, OWN, seed

from rarekg.mappings.gard.decoding import read_text
from rarekg.mappings.gard.layout import Layout, parse_layout
from rarekg.mappings.gard.lines import split_lines
from rarekg.ontology.errors import SourceError

BANNER = "Genetic and Rare Diseases Information Center"
PATH = Path("page.txt")
TEN = {
    "IPEX syndrome",
    "X-linked autoimmunity-allergic dysregulation syndrome",
    "XLAAD",
    "IDDM secretory diarrhea syndrome",
    "DMSD",
    "Autoimmunity-immunodeficiency syndrome x-linked",
    "Diarrhea, polyendocrinopathy, fatal infection syndrome, x-linked",
    "Enteropathy, autoimmune, with hemolytic anemia and polyendocrinopathy",
    "Polyendocrinopathy, immune dysfunction and diarrhea x-linked",
    "XPID",
}


def layout_of(*lines: str) -> Layout:
    return parse_layout(split_lines("\n".join((BANNER, *lines))), None, PATH)


def kinds(*body: str) -> dict[str, list[str]]:
    layout = layout_of("A syndrome", "", *body)
    return {kind: [line.text for line in section.lines] for kind, section in layout.sections.items()}


@pytest.mark.parametrize("page", [lambda: OWN, seed], ids=["own", "seed"])
def test_names_listed_twice_are_read_once(page: object) -> None:
    assert callable(page)
    header = parse_layout(split_lines(read_text(page()).text), None, PATH).header
    assert header.title == "Immunodysregulation, polyendocrinopathy and enteropathy X-linked"
    assert set(header.names) == TEN
    assert len(header.names) == 10
    assert header.categories == ()


def test_headings_are_not_needed() -> None:
    """GARD's own page saved as text has almost no headings, the shipped one has them all; the sections are the same."""
    with_headings, without = (parse_layout(split_lines(read_text(path).text), None, PATH) for path in (OWN, seed()))
    assert list(with_headings.sections) == list(without.sections)
    assert [section.dates for section in with_headings.sections.values()] == [
        section.dates for section in without.sections.values()
    ]


def test_header_fields_in_other_orders_and_on_one_line() -> None:
    header = layout_of(
        "",
        "A syndrome",
        "",
        "Información en español",
        "",
        "Other Names: B; C; A's; c; See Less",
        "Categories:",
        "This disease is grouped under: D; E",
        "",
        "Summary",
        "x",
    ).header
    assert (header.title, header.names, header.categories) == ("A syndrome", ("B", "C", "A's"), ("D", "E"))


def test_the_address_of_a_page_has_its_number() -> None:
    header = layout_of("https://rarediseases.info.nih.gov/diseases/1850/ipex", "A syndrome", "", "Summary").header
    assert (header.number, header.url) == (1850, "https://rarediseases.info.nih.gov/diseases/1850/ipex")
    assert (
        parse_layout(
            split_lines(f"{BANNER}\nA\n\nSummary"), "http://rarediseases.info.nih.gov/gard/7/x", PATH
        ).header.number
        == 7
    )
    assert (
        parse_layout(split_lines(f"{BANNER}\nA\n\nSummary"), "https://elsewhere.example/diseases/7", PATH).header.number
        is None
    )


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["A novel.", "It was a dark night."], "not a GARD page"),
        ([BANNER], "ends before its title"),
        ([BANNER, "", "Other Names:", "x"], "no title"),
        ([BANNER, "", "Summary"], "no title"),
        ([BANNER, "", "This sentence is a good deal too long for a title of a page."], "no title"),
        ([BANNER, "Last updated: 1/1/2016"], "no title"),
    ],
)
def test_other_files_are_refused(lines: list[str], message: str) -> None:
    with pytest.raises(SourceError, match=message) as refused:
        parse_layout(split_lines("\n".join(lines)), None, PATH)
    assert refused.value.line is not None


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("Only 30 people with this disease have been described so far.", "statistics"),
        ("The prevalence of this disease is not known to anybody.", "statistics"),
        ("The outlook differs, and life expectancy is not shortened at all.", "prognosis"),
        ("This disease is inherited from the mother in most of the families.", "inheritance"),
        ("Mutations in a gene are behind this disease, it seems to us.", "cause"),
        ("Surgery is one treatment for the bones that are affected most.", "treatment"),
        ("The diagnosis rests on a sample of skin and on nothing else.", "diagnosis"),
        ("The village where it was found lies at the end of a long road.", "unlabelled"),
    ],
)
def test_the_first_sentence_of_a_paragraph_without_heading_decides_its_section(paragraph: str, kind: str) -> None:
    sections = kinds("A syndrome is rare, as far as anybody knows.", "Last updated: 1/2/2016", "", paragraph)
    assert sections == {"summary": ["A syndrome is rare, as far as anybody knows."], kind: [paragraph]}


def test_prose_after_a_list_of_links_leaves_the_section_and_an_address_does_not() -> None:
    sections = kinds(
        "Organizations",
        "",
        "• A society",
        "12 High Street",
        "",
        "Fewer than 20 families have been reported so far.",
        "",
        "In-Depth Information",
        "• PubMed",
    )
    assert sections["organizations"] == ["• A society", "12 High Street"]
    assert sections["statistics"] == ["Fewer than 20 families have been reported so far."]


def test_a_headed_section_continues_after_its_date() -> None:
    layout = layout_of(
        "A syndrome",
        "",
        "Summary",
        "One.",
        "Last updated: 1/2/2016",
        "Treatment is the word here, but the heading counts.",
        "Last updated: 3/4/2017",
        "Treatment",
        "x",
    )
    assert layout.sections["summary"].dates == ["2016-01-02", "2017-03-04"]
    assert [line.text for line in layout.sections["treatment"].lines] == ["x"]


def test_sub_headings_of_an_abstract_are_not_sections_of_the_page() -> None:
    sections = kinds(
        "The following summary is from Orphanet, a portal.",
        "Orpha Number: 77",
        "Prognosis",
        "Good.",
        "Last updated: 1/2/2016",
        "Prognosis",
        "Bad.",
    )
    assert sections["orphanet-summary"][2:] == ["Prognosis", "Good."]
    assert sections["prognosis"] == ["Bad."]


def test_an_abstract_has_its_number_and_attribution() -> None:
    layout = layout_of("A", "", "The following summary is from Orphanet, a portal.", "Orpha Number: ORPHA77")
    assert layout.orpha == [(5, "77")]
    assert layout.sections["orphanet-summary"].attribution == "Orphanet"
    assert layout_of("A", "", "Summary", "x").sections["summary"].attribution is None


def test_numbers_in_prose_are_not_references() -> None:
    layout = layout_of(
        "A",
        "",
        "Treatment",
        "1. Rest",
        "2. Drink",
        "",
        "GARD Answers",
        "• Why?",
        "",
        "1. Smith J. T. J. 2011.",
        "and more",
    )
    assert [line.text for line in layout.references] == ["1. Smith J. T. J. 2011.", "and more"]
    assert [line.text for line in layout.sections["treatment"].lines if line.text] == ["1. Rest", "2. Drink"]


def test_prose_directly_above_the_table_belongs_to_the_symptoms() -> None:
    layout = layout_of(
        "A",
        "",
        "A is rare in every place that has been looked at.",
        "Last updated: 1/2/2016",
        "People notice:",
        "• this",
        "Showing of 0 |",
        "Showing of 0 |",
    )
    assert [line.text for line in layout.sections["symptoms"].lines] == ["People notice:", "• this"]
    assert "unlabelled" not in layout.sections


@pytest.mark.parametrize(
    ("body", "message", "line"),
    [
        (["Showing of 1 |", "100% of people", "Seizure 0001250"], "no closing 'Showing of' line", 4),
        (["Showing of 1 |", "Questions sent to GARD may be"], "no closing 'Showing of' line", 4),
        (["Showing of 1 |", "Showing of 2 |"], "ends with 2 rows and began with 1", 5),
        (["Showing of 0 |", "Showing of 0 |", "Showing of 0 |"], "a second symptom table", 6),
        (["Last updated: 1/2/2016"], "an update date before any section", 4),
        (["x" * 100_001], "a line of 100,001 characters", 4),
    ],
)
def test_a_page_with_inconsistent_sections_is_refused(body: list[str], message: str, line: int) -> None:
    with pytest.raises(SourceError, match=message) as refused:
        layout_of("A", "", *body)
    assert refused.value.line == line


def test_saved_pages_of_other_diseases_have_their_sections() -> None:
    path = GOLDEN / "orphanet-summary" / "page.txt"
    layout = parse_layout(split_lines(read_text(path).text), None, path)
    assert list(layout.sections) == [
        "summary",
        "orphanet-summary",
        "symptoms",
        "diagnosis",
        "testing",
        "statistics",
        "where-to-start",
        "references",
    ]
    assert layout.sections["symptoms"].dates == ["2019-07-01", "2019-08-01"]
