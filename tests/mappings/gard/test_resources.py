"""Resources of a page: websites, organisations, questions."""

import pytest

from rarekg.mappings.facts import Issue, Question, Resource
from rarekg.mappings.gard.layout import PageSection
from rarekg.mappings.gard.lines import Line, Link, split_lines
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.gard.resources import question_facts, resource_facts
from rarekg.mappings.reading.lookups import lookup_rows

PAGE = PageContext(source="gard", id="page/a", disease="MONDO:9900001", file="page.txt")


def resources_of(kind: str, text: str) -> list[Resource | Issue]:
    return list(resource_facts(PageSection(kind=kind, lines=split_lines(text)), PAGE))


@pytest.mark.parametrize(
    ("item", "title", "publisher"),
    [
        (
            "The Genetic Testing Registry (GTR) provides tests.",
            "Genetic Testing Registry",
            "National Center for Biotechnology Information",
        ),
        (
            "Online Mendelian Inheritance in Man (OMIM) is a catalog.",
            "Online Mendelian Inheritance in Man",
            "Johns Hopkins University School of Medicine",
        ),
        ("OMIM is a catalog.", "Online Mendelian Inheritance in Man", "Johns Hopkins University School of Medicine"),
        ("MedlinePlus Genetics has a text.", "MedlinePlus Genetics", "National Library of Medicine"),
        ("MedlinePlus has a text.", "MedlinePlus", "National Library of Medicine"),
        ("A small society offers help.", "A small society", None),
        ("OMIMA is another thing.", "OMIMA", None),
    ],
)
def test_a_site_is_recognised_by_the_beginning_of_its_item(item: str, title: str, publisher: str | None) -> None:
    (resource,) = resources_of("in-depth", f"• {item}")
    assert isinstance(resource, Resource)
    assert (resource.title, resource.publisher, resource.description) == (title, publisher, item)
    assert (resource.url is None) == (publisher is None)


def test_the_address_of_a_link_outweighs_the_site_s_own() -> None:
    link = Link(words="Orphanet", url="https://www.orpha.net/37042")
    relative = Link(words="here", url="/diseases/1")
    line = Line(number=3, text="• Orphanet has a page.", links=(relative, link))
    (resource,) = resource_facts(PageSection(kind="in-depth", lines=[line]), PAGE)
    assert isinstance(resource, Resource)
    assert resource.url == "https://www.orpha.net/37042"


def test_an_organisation_with_its_address() -> None:
    (society,) = resources_of(
        "organizations", "Words before the list.\n• A Society\n12 High Street\nWebsite: www.society.example.\n\nMore."
    )
    assert isinstance(society, Resource)
    assert (society.kind, society.organization, society.title) == ("support", True, "A Society")
    assert society.url == "https://www.society.example"
    assert society.description == "A Society 12 High Street Website: www.society.example."


def test_a_repeated_item_is_reported() -> None:
    first, issue = resources_of("in-depth", "• PubMed lists.\n• PubMed lists.")
    assert isinstance(first, Resource)
    assert isinstance(issue, Issue)
    assert (issue.kind, issue.line) == ("duplicate-row", 2)


def test_questions_without_the_link_and_with_a_space_between_them() -> None:
    section = PageSection(
        kind="questions",
        lines=split_lines("• Can women have it?Also, is it rare? See answer\n• Why? See answer\n• Why?"),
    )
    one, two, issue = question_facts(section, PAGE)
    assert isinstance(one, Question)
    assert one.text == "Can women have it? Also, is it rare?"
    assert isinstance(two, Question)
    assert two.text == "Why?"
    assert isinstance(issue, Issue)


def test_every_known_site_has_an_address_and_a_publisher() -> None:
    for row in lookup_rows("organisations"):
        assert row["url"].startswith("https://"), row
        assert row["publisher"], row
