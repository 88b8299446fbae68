"""Disease pages of the Genetic and Rare Diseases Information Center, saved as text or HTML between 2016 and 2021.

One page a file. All of it becomes facts: names, symptom table, references, resources, questions, and those statements
of the prose that a tested pattern understands; the rest stays as the text of its section.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rarekg.mappings.facts import Fact, Issue, Section
from rarekg.mappings.gard.completeness import check_complete
from rarekg.mappings.gard.html import html_page, is_complete, is_html
from rarekg.mappings.gard.identity import about, identify
from rarekg.mappings.gard.layout import Layout, PageSection, parse_layout
from rarekg.mappings.gard.lines import Line, SavedText, read_text, split_lines
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.gard.prose import prose_facts
from rarekg.mappings.gard.references import citations, reference_id, references
from rarekg.mappings.gard.resources import KINDS, questions, resources
from rarekg.mappings.gard.sentences import cited_numbers
from rarekg.mappings.gard.symptom_table import symptom_rows
from rarekg.mappings.gard.symptoms import symptoms
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.errors import SourceError


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield what the page at ``path`` says, its ids resolved by ``known``.

    Raises SourceError where the file is not one whole page, or is about a disease that another page was about.
    """
    saved = read_text(path)
    lines, url = _lines(saved, path)
    layout = parse_layout(lines, url, path)
    found = citations(layout.references, path)
    check_complete(layout, found, lines, saved.text, path)
    table = list(symptom_rows(layout, path))
    identity = identify(layout, known)
    _register(identity.page, path, known)
    page = PageContext(
        id=identity.page,
        disease=identity.disease,
        file=str(path),
        references={citation.number: reference_id(citation, identity.page) for citation in found},
    )
    yield from _reported(saved, layout, page)
    yield from about(layout, identity, page, known)
    yield from references(found, page)
    for section in layout.sections.values():
        yield from _section(section, page, stated_in=bool(table) and section.kind == "symptoms")
    yield from symptoms(table, page, known)
    yield from prose_facts(layout, page, known)
    yield from _resources(layout, page)


def _lines(saved: SavedText, path: Path) -> tuple[Sequence[Line], str | None]:
    if not is_html(saved.text):
        return split_lines(saved.text), None
    if not is_complete(saved.text):
        last = saved.text.count("\n") + 1
        raise SourceError("the HTML has no end", path=path, line=last, advice="save the page again, whole")
    markup = html_page(saved.text)
    return [Line(number=1, text=markup.title), *markup.lines], markup.url


def _register(page: str, path: Path, known: Known) -> None:
    if page in known.pages:
        raise SourceError(
            f"this is the second page of {page}, after {known.pages[page]}", path=path, advice="name one of the two"
        )
    known.pages[page] = str(path)


def _reported(saved: SavedText, layout: Layout, page: PageContext) -> Iterator[Issue]:
    if saved.legacy:
        message = "the file is not UTF-8 and was read as Windows-1252"
        yield page.issue(None, "encoding", message, "kept")
    for line in layout.bad_dates:
        yield page.issue(line.number, "malformed-date", f"{line.text!r} is no date", "skipped", line.text)


def _section(section: PageSection, page: PageContext, *, stated_in: bool) -> Iterator[Section]:
    """Yield the section, but not where a heading is all there is; ``stated_in`` says that its table has facts."""
    text = "\n".join(line.text for line in section.lines)
    if text or section.dates or stated_in:
        yield Section(
            id=page.section(section.kind),
            page=page.id,
            kind=section.kind,
            text=text,
            modified=tuple(section.dates),
            references=page.cited(cited_numbers(text)),
            attribution=section.attribution,
        )


def _resources(layout: Layout, page: PageContext) -> Iterator[Fact | Issue]:
    for kind, section in layout.sections.items():
        if kind in KINDS:
            yield from resources(section, page)
        if kind == "questions":
            yield from questions(section, page)
