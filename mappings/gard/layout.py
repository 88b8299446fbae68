"""Sort the lines of a page into header, sections, symptom table and references."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rarekg.mappings.gard.dates import EARLIEST, iso_date
from rarekg.mappings.gard.header import Header, read_header
from rarekg.mappings.gard.lines import Line
from rarekg.mappings.gard.section_starts import TABLE_EDGE, UPDATED, SectionStart, is_prose, section_start, topic_of
from rarekg.ontology.errors import SourceError

_NUMBERED = re.compile(r"(\d{1,3})\.\s+\S")
_ORPHA = re.compile(r"Orpha Number:?\s*(?:ORPHA:?\s*)?(\d{1,7})\b", re.IGNORECASE)
# The sub-headings of Orphanet's abstracts; elsewhere on the page some of them are headings of GARD.
_ABSTRACT = re.compile(
    r"(?:Disease )?definition|Epidemiology|Clinical description|Etiology|Diagnostic methods|Differential diagnosis"
    r"|Antenatal diagnosis|Genetic counsell?ing|Management and treatment|Prognosis",
    re.IGNORECASE,
)
# Sections that are lists of links: a sentence after such a list does not belong to it.
_LISTS = frozenset(("testing", "where-to-start", "in-depth", "organizations", "research", "news", "questions"))
# Sections at the end of a page only; numbered lines in them are the references.
CLOSING = frozenset(("learn-more", "where-to-start", "in-depth", "news", "questions", "references"))
_LONGEST = 50_000  # characters; the longest paragraphs of the site have 5,000
_MOST_LINKS = 1_000  # in one line
_ADVICE = "save the complete page again"


@dataclass(slots=True, kw_only=True)
class PageSection:
    """The lines of one kind of section, without its heading; ``dates`` are the ISO dates of its updates.

    ``has_list`` is True if one of its lines is a list item.
    """

    kind: str
    lines: list[Line] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    attribution: str | None = None
    has_list: bool = False


@dataclass(slots=True, kw_only=True)
class Layout:
    """The parts of a page.

    Attributes:
        header: Title, names, categories and address.
        sections: Kind → section, in the order of the page.
        table: The lines of the symptom table, between its two "Showing of" lines.
        rows: The number of rows that those two lines state.
        table_end: The line number of the second of them.
        references: The lines of the numbered list at the end of the page.
        orpha: Line number and Orphanet number of each line that has one.
        bad_dates: Lines with an update date that is not a date.
    """

    header: Header
    sections: dict[str, PageSection] = field(default_factory=dict)
    table: list[Line] = field(default_factory=list)
    rows: int | None = None
    table_end: int = 0
    references: list[Line] = field(default_factory=list)
    orpha: list[tuple[int, str]] = field(default_factory=list)
    bad_dates: list[Line] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _State:
    """The state of the parser.

    ``closed`` is True after the date that ends the open ``section``, ``blank`` after a blank line; ``headed`` is True
    if the open section began with a heading; ``table_from`` is the first line of the open table,
    ``updates`` are the kinds and dates of the updates so far.
    """

    path: Path
    layout: Layout
    section: PageSection | None = None
    closed: bool = False
    blank: bool = False
    headed: bool = False
    table_from: Line | None = None
    updates: set[tuple[str, str]] = field(default_factory=set)


def parse_layout(lines: Sequence[Line], url: str | None, path: Path) -> Layout:
    """Sort the lines of a page into its parts.

    Args:
        lines: The lines of the page.
        url: The page's address, if its markup has one.
        path: The file, for errors.

    Raises:
        SourceError: If this is not a GARD page, or its table is truncated.
    """
    for line in lines:
        if len(line.text) > _LONGEST:
            raise SourceError(f"a line of {len(line.text):,} characters", path=path, line=line.number, advice=_ADVICE)
        if len(line.links) > _MOST_LINKS:
            raise SourceError(f"a line of {len(line.links):,} links", path=path, line=line.number, advice=_ADVICE)
    header, body = read_header(lines, url, path)
    state = _State(path=path, layout=Layout(header=header))
    for line in body:
        if state.table_from is not None:
            _read_table_line(state, line)
        elif not line.text:
            state.blank = True
        else:
            _read_line(state, line)
            state.blank = False
    if state.table_from is not None:
        raise _truncated_table(state)
    return state.layout


def _read_line(state: _State, line: Line) -> None:
    start = _start(state, line)
    if start is not None and start.kind == "ignored":
        return
    if edge := TABLE_EDGE.match(line.text):
        _open_table(state, line, int(edge[1]))
    elif updated := UPDATED.match(line.text):
        _add_date(state, line, updated)
    elif start is not None:
        _open_section(state, start.kind, headed=start.heading, attribution=start.attribution)
        if not start.heading:
            _add_line(state, line)
    elif _begins_references(state, line) or _in_references(state):
        _open_section(state, "references")
        state.layout.references.append(line)
    else:
        if state.section is None or _leaves_section(state, state.section, line):
            _open_section(state, "summary" if state.section is None else _next_kind(state, state.section, line))
        _add_line(state, line)


def _start(state: _State, line: Line) -> SectionStart | None:
    """Return the section that begins at ``line``, unless the line is a sub-heading of an abstract from Orphanet."""
    inside = state.section is not None and state.section.kind == "orphanet-summary" and not state.closed
    return None if inside and _ABSTRACT.fullmatch(line.text) else section_start(line)


def _open_section(state: _State, kind: str, *, headed: bool = False, attribution: str | None = None) -> None:
    sections = state.layout.sections
    if kind == "symptoms" and state.section is not None and state.section.kind == "unlabelled":
        # Prose and lists directly above the table are about the symptoms too.
        unlabelled = sections.pop("unlabelled")
        sections["symptoms"] = replace(unlabelled, kind=kind)
        state.updates.update((kind, day) for day in unlabelled.dates)
    if state.section is None or state.section.kind != kind:
        state.section = sections.setdefault(kind, PageSection(kind=kind))
    state.headed, state.closed = headed, False
    state.section.attribution = state.section.attribution or attribution


def _add_line(state: _State, line: Line) -> None:
    if state.section is None:
        return
    if state.blank and state.section.lines:
        state.section.lines.append(Line(number=line.number, text=""))
    state.section.lines.append(line)
    state.section.has_list |= line.is_bullet
    if number := _ORPHA.match(line.text):
        state.layout.orpha.append((line.number, number[1]))


def _leaves_section(state: _State, section: PageSection, line: Line) -> bool:
    """Tell whether ``line`` is outside the open section: after its date, or prose after a list of links."""
    has_list = section.kind in _LISTS and section.has_list
    return state.closed or (has_list and state.blank and is_prose(line))


def _next_kind(state: _State, section: PageSection, line: Line) -> str:
    """Return the kind of section for a paragraph after ``section``; a headed section ends only at the next heading."""
    return section.kind if state.headed and section.kind not in _LISTS else topic_of(line.text)


def _begins_references(state: _State, line: Line) -> bool:
    number = _NUMBERED.match(line.text)
    return number is not None and number[1] == "1" and state.section is not None and state.section.kind in CLOSING


def _in_references(state: _State) -> bool:
    return state.section is not None and state.section.kind == "references"


def _add_date(state: _State, line: Line, updated: re.Match[str]) -> None:
    if state.section is None:
        raise SourceError("an update date before any section", path=state.path, line=line.number, advice=_ADVICE)
    state.closed = True
    day = iso_date(updated[1])
    if day is None or day < EARLIEST:
        state.layout.bad_dates.append(line)
    elif (state.section.kind, day) not in state.updates:
        state.updates.add((state.section.kind, day))
        state.section.dates.append(day)


def _open_table(state: _State, line: Line, rows: int) -> None:
    if state.layout.rows is not None:
        raise SourceError("a second symptom table", path=state.path, line=line.number, advice=_ADVICE)
    _open_section(state, "symptoms")
    state.layout.rows, state.table_from = rows, line


def _read_table_line(state: _State, line: Line) -> None:
    edge = TABLE_EDGE.match(line.text)
    start = section_start(line)
    if edge is None and start is not None and not start.heading and start.kind != "ignored":
        raise _truncated_table(state)
    if edge is None:
        if line.text:
            state.layout.table.append(line)
        return
    if int(edge[1]) != state.layout.rows:
        what = f"the table ends with {edge[1]} rows and began with {state.layout.rows}"
        raise SourceError(what, path=state.path, line=line.number, advice=_ADVICE)
    state.layout.table_end, state.table_from, state.blank = line.number, None, False


def _truncated_table(state: _State) -> SourceError:
    line = state.table_from.number if state.table_from else None
    return SourceError("the symptom table has no closing 'Showing of' line", path=state.path, line=line, advice=_ADVICE)
