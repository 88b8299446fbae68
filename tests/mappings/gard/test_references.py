"""References with their identifiers, and truncated lists."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.mappings.facts import Issue, Reference
from rarekg.mappings.gard.lines import Line, Link, split_lines
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.gard.references import identifiers, parse_citations, reference_facts
from rarekg.ontology.errors import SourceError

PAGE = PageContext(source="gard", id="page/a", disease="MONDO:9900001", file="page.txt")
PATH = Path("page.txt")


def read(*lines: str) -> list[Reference | Issue]:
    return list(reference_facts(parse_citations(split_lines("\n".join(lines)), PATH), PAGE))


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Hannibal MC & Torgerson T. IPEX Syndrome. GeneReviews. January 27, 2011; "
            "http://www.ncbi.nlm.nih.gov/books/NBK1118/.",
            ("NBK:NBK1118", "Hannibal MC & Torgerson T", "IPEX Syndrome", "GeneReviews", "2011-01-27", None, None),
        ),
        (
            "Ruemmele FM, de Serre NP & Rieux-Laucat F. Clinical aspects. Curr Opin Pediatr. "
            "December, 2013; 25(6):708–714. http://www.ncbi.nlm.nih.gov/pmc/articles/PMC4047515/.",
            (
                "PMC:PMC4047515",
                "Ruemmele FM, de Serre NP & Rieux-Laucat F",
                "Clinical aspects",
                "Curr Opin Pediatr",
                "2013-12",
                "25(6)",
                "708–714",
            ),
        ),
        (
            "O'Brien J, et al. Is it so? A study. Lancet. 2011 Jan 3; 3:1-2. https://pubmed.ncbi.nlm.nih.gov/21/.",
            ("PMID:21", "O'Brien J, et al", "Is it so? A study", "Lancet", "2011-01-03", "3", "1-2"),
        ),
        (
            "IPEX syndrome. Orphanet. May 2008; http://www.orpha.net/x?a=1. Accessed 2/3/2016.",
            ("reference/a-1", None, "IPEX syndrome", "Orphanet", "2008-05", None, None),
        ),
        ("A book on everything. 1999.", ("reference/a-1", None, "A book on everything", None, "1999", None, None)),
    ],
)
def test_fields_of_a_reference(text: str, fields: tuple[str | None, ...]) -> None:
    (reference,) = read(f"1. {text}")
    assert isinstance(reference, Reference)
    assert (
        reference.id,
        reference.authors,
        reference.title,
        reference.journal,
        reference.date,
        reference.volume,
        reference.pages,
    ) == fields
    assert reference.citation == text
    assert (reference.page, reference.number) == ("page/a", 1)


def test_further_identifiers() -> None:
    text = "See PMID: 7, PMC12, NBK3, doi: 10.1000/x(1) and https://doi.org/10.1000/y."
    assert identifiers(text) == ("PMID:7", "PMC:PMC12", "NBK:NBK3", "DOI:10.1000/x(1)", "DOI:10.1000/y")
    (reference,) = read(f"1. {text} 2001.")
    assert isinstance(reference, Reference)
    assert (reference.id, reference.identifiers) == (
        "PMID:7",
        ("PMC:PMC12", "NBK:NBK3", "DOI:10.1000/x(1)", "DOI:10.1000/y"),
    )


def test_wrapped_lines_and_addresses_only_in_links() -> None:
    link = Link(words="Weak hands", url="https://www.ncbi.nlm.nih.gov/pubmed/5")
    lines = [Line(number=1, text="1. Okafor P. Weak hands. Ann X.", links=(link,)), Line(number=2, text="2001.")]
    (citation,) = parse_citations(lines, PATH)
    assert identifiers(citation.text) == ("PMID:5",)


@pytest.mark.parametrize(
    ("lines", "message", "line"),
    [
        (["and so on. 2001."], "a reference without number", 1),
        (["2. A. B. 2001."], "reference 2 is out of order", 1),
        (["1. A. B. 2001.", "3. A. B. 2001."], "reference 3 is out of order", 2),
        (["1. A. B. 2001.", "1. C. D. 2001."], "reference 1 is out of order", 2),
        (["1. Smith J. Title. Journal. 2001; 3:4"], "reference 1 is cut", 1),
        (["1. Smith J."], "reference 1 is cut", 1),
        (["1. Smith J. Title. Journal. 2001; http://www.ncbi.nlm.nih."], "reference 1 is cut", 1),
        (["1. Smith J. Title. Journal. 2001; 3:4. http://www.ncbi.nlm.nih.gov/pubmed/1912"], "reference 1 is cut", 1),
        (["1. Smith J. Title. Journal. 2001; http://www."], "reference 1 is cut", 1),
        (["1. Smith J. Title. Journal. 2001; http://www.ncbi.nlm.nih.gov/pubmed/1912"], "reference 1 is cut", 1),
    ],
)
def test_a_truncated_list_is_refused(lines: list[str], message: str, line: int) -> None:
    with pytest.raises(SourceError, match=message) as refused:
        parse_citations(split_lines("\n".join(lines)), PATH)
    assert refused.value.line == line


def test_a_reference_repeated_exactly_is_reported() -> None:
    first, issue = read("1. A. B. 2001.", "1. A. B. 2001.")
    assert isinstance(first, Reference)
    assert isinstance(issue, Issue)
    assert (issue.kind, issue.action) == ("duplicate-row", "skipped")


@given(st.text(alphabet="Aa. ;:&,()0123456789-?!http/PMIDNBK\n", max_size=120))
def test_any_text_is_a_reference_or_is_refused(text: str) -> None:
    try:
        facts = read(*f"1. {text}".split("\n"))
    except SourceError:
        return
    for one in facts:
        assert isinstance(one, Issue) or (one.citation or "").endswith((".", ".)"))
