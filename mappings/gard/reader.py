"""The reader of a page in the layout of GARD's site, for each source that has such pages.

Names, symptom table, references, resources, questions and the statements of prose that match a tested pattern become
facts; the rest stays the text of its section.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rarekg.mappings.facts import Fact, Issue, Section
from rarekg.mappings.gard.completeness import check_complete
from rarekg.mappings.gard.decoding import SavedText, read_text
from rarekg.mappings.gard.html import html_page, is_complete, is_html
from rarekg.mappings.gard.identity import identity_facts, resolve_identity
from rarekg.mappings.gard.layout import Layout, PageSection, parse_layout
from rarekg.mappings.gard.lines import Line, split_lines
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.gard.prose import prose_facts
from rarekg.mappings.gard.references import parse_citations, reference_facts, reference_id
from rarekg.mappings.gard.resources import KINDS, question_facts, resource_facts
from rarekg.mappings.gard.sentences import cited_numbers
from rarekg.mappings.gard.symptom_facts import symptom_facts
from rarekg.mappings.gard.symptom_table import symptom_rows
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.errors import SourceError


def read_page(path: Path, known: Known, source: str, *, restates: str | None = None) -> Iterator[Fact | Issue]:
    """Yield the facts and issues of the page at ``path``.

    Args:
        path: The file.
        known: Resolves ids and names.
        source: The key of the source that the page belongs to.
        restates: The information resource whose page it restates in other words; None for a page of GARD itself.

    Raises:
        SourceError: If the file is not one complete page, or another page of this build has the same id.
    """
    saved = read_text(path)
    lines, url = _page_lines(saved, path)
    layout = parse_layout(lines, url, path)
    citations = parse_citations(layout.references, path)
    check_complete(layout, citations, lines, saved.text, path)
    table = list(symptom_rows(layout, path))
    identity = resolve_identity(layout, known, restated=restates is not None)
    _register(identity.page, path, known)
    page = PageContext(
        source=source,
        restates=restates,
        id=identity.page,
        disease=identity.disease,
        file=str(path),
        references={citation.number: reference_id(citation, identity.page) for citation in citations},
    )
    yield from _file_issues(saved, layout, page)
    yield from identity_facts(layout, identity, page, known)
    yield from reference_facts(citations, page)
    for section in layout.sections.values():
        yield from _section_facts(section, page, has_table=bool(table) and section.kind == "symptoms")
    yield from symptom_facts(table, page, known)
    yield from prose_facts(layout, page, known)
    yield from _resource_facts(layout, page)


def _page_lines(saved: SavedText, path: Path) -> tuple[Sequence[Line], str | None]:
    if not is_html(saved.text):
        return split_lines(saved.text), None
    if not is_complete(saved.text):
        last = saved.text.count("\n") + 1
        raise SourceError("the HTML has no closing tag", path=path, line=last, advice="save the complete page again")
    markup = html_page(saved.text)
    return [Line(number=1, text=markup.title), *markup.lines], markup.url


def _register(page: str, path: Path, known: Known) -> None:
    if page in known.pages:
        what = f"a second file of {page}, after {known.pages[page]}"
        raise SourceError(what, path=path, advice="name only one of the two")
    known.pages[page] = str(path)


def _file_issues(saved: SavedText, layout: Layout, page: PageContext) -> Iterator[Issue]:
    if saved.legacy:
        message = "the file is not UTF-8 and was read as Windows-1252"
        yield page.issue(None, "encoding", message, "kept")
    for line in layout.bad_dates:
        yield page.issue(line.number, "malformed-date", f"{line.text!r} is not a date", "skipped", line.text)


def _section_facts(section: PageSection, page: PageContext, *, has_table: bool) -> Iterator[Section]:
    """Yield the section unless it is only a heading; ``has_table`` is True if it holds the symptom table."""
    text = "\n".join(line.text for line in section.lines)
    if text or section.dates or has_table:
        yield Section(
            id=page.section(section.kind),
            page=page.id,
            kind=section.kind,
            text=text,
            modified=tuple(section.dates),
            references=page.cited(cited_numbers(text)),
            attribution=section.attribution,
        )


def _resource_facts(layout: Layout, page: PageContext) -> Iterator[Fact | Issue]:
    for kind, section in layout.sections.items():
        if kind in KINDS:
            yield from resource_facts(section, page)
        if kind == "questions":
            yield from question_facts(section, page)
