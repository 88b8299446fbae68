"""A page's lines sorted into its sections: header, sections, symptom table, references."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rarekg.mappings.gard.dates import iso_date
from rarekg.mappings.gard.header import Header, read_header
from rarekg.mappings.gard.lines import Line
from rarekg.mappings.gard.section_starts import TABLE_EDGE, UPDATED, SectionStart, is_prose, section_start, topic_of
from rarekg.ontology.errors import SourceError

_NUMBERED = re.compile(r"(\d{1,3})\.\s+\S")
_ORPHA = re.compile(r"Orpha Number:?\s*(?:ORPHA:?\s*)?(\d{1,7})\b", re.IGNORECASE)
# The sub-headings of Orphanet's abstracts; some of them are headings of GARD elsewhere.
_ABSTRACT = re.compile(
    r"(?:Disease )?definition|Epidemiology|Clinical description|Etiology|Diagnostic methods|Differential diagnosis"
    r"|Antenatal diagnosis|Genetic counsell?ing|Management and treatment|Prognosis",
    re.IGNORECASE,
)
# Parts that are lists of links: a sentence after such a list no longer belongs to it.
_LISTS = frozenset(("testing", "where-to-start", "in-depth", "organizations", "research", "news", "questions"))
# Parts that only the lower end of a page has; what is numbered there are the references.
CLOSING = frozenset(("learn-more", "where-to-start", "in-depth", "news", "questions", "references"))
_LONGEST = 100_000  # characters; the longest paragraphs of the site have 5,000
_ADVICE = "save the page again, whole"


@dataclass(slots=True, kw_only=True)
class PageSection:
    """The lines of one kind of section, without its heading; ``dates`` are ISO dates of when it was updated."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    attribution: str | None = None


@dataclass(slots=True, kw_only=True)
class Layout:
    """A page by its sections.

    ``table`` holds the lines between the two that say how many rows are shown, ``rows`` that number, and ``table_end``
    the second line; ``references`` the numbered lines of the list at the page's end; ``orpha`` the lines that give an
    Orphanet number.
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
    """The state of the reader: the open ``section``, whether its date has closed it, what the line before was."""

    path: Path
    layout: Layout
    section: PageSection | None = None
    closed: bool = False
    blank: bool = False
    headed: bool = False
    table_from: Line | None = None


def parse_layout(lines: Sequence[Line], url: str | None, path: Path) -> Layout:
    """Sort the lines of a page; SourceError where it is no page, or its table or list of references is cut."""
    for line in lines:
        if len(line.text) > _LONGEST:
            raise SourceError(f"a line of {len(line.text):,} characters", path=path, line=line.number, advice=_ADVICE)
    header, body = read_header(lines, url, path)
    state = _State(path=path, layout=Layout(header=header))
    for line in body:
        if state.table_from is not None:
            _in_table(state, line)
        elif not line.text:
            state.blank = True
        else:
            _place(state, line)
            state.blank = False
    if state.table_from is not None:
        raise _cut_table(state)
    return state.layout


def _place(state: _State, line: Line) -> None:
    start = _start(state, line)
    if start is not None and start.kind == "ignored":
        return
    if edge := TABLE_EDGE.match(line.text):
        _open_table(state, line, int(edge[1]))
    elif updated := UPDATED.match(line.text):
        _date(state, line, updated)
    elif start is not None:
        _open(state, start.kind, headed=start.heading, attribution=start.attribution)
        if not start.heading:
            _add(state, line)
    elif _begins_references(state, line) or _in_references(state):
        _open(state, "references")
        state.layout.references.append(line)
    else:
        if state.section is None or _leaves(state, state.section, line):
            kind = "summary" if state.section is None else _free(state, state.section, line)
            _open(state, kind)
        _add(state, line)


def _start(state: _State, line: Line) -> SectionStart | None:
    """Return what ``line`` begins, but not where it is a sub-heading of an abstract from Orphanet."""
    inside = state.section is not None and state.section.kind == "orphanet-summary" and not state.closed
    return None if inside and _ABSTRACT.fullmatch(line.text) else section_start(line)


def _open(state: _State, kind: str, *, headed: bool = False, attribution: str | None = None) -> None:
    sections = state.layout.sections
    if kind == "symptoms" and state.section is not None and state.section.kind == "unlabelled":
        # Prose and lists that stand just above the table are about the symptoms too.
        section = sections.pop("unlabelled")
        sections["symptoms"] = PageSection(kind=kind, lines=section.lines, dates=section.dates)
    if state.section is None or state.section.kind != kind:
        state.section = sections.setdefault(kind, PageSection(kind=kind))
    state.headed, state.closed = headed, False
    state.section.attribution = state.section.attribution or attribution


def _add(state: _State, line: Line) -> None:
    if state.section is None:
        return
    if state.blank and state.section.lines:
        state.section.lines.append(Line(number=line.number, text=""))
    state.section.lines.append(line)
    if number := _ORPHA.match(line.text):
        state.layout.orpha.append((line.number, number[1]))


def _leaves(state: _State, section: PageSection, line: Line) -> bool:
    """Tell whether ``line`` no longer belongs to the open section: after its date, or prose after a list of links."""
    listed = section.kind in _LISTS and any(before.is_bullet for before in section.lines)
    return state.closed or (listed and state.blank and is_prose(line))


def _free(state: _State, section: PageSection, line: Line) -> str:
    """Return where a paragraph goes that leaves ``section``: a section with a heading ends only at the next heading."""
    return section.kind if state.headed and section.kind not in _LISTS else topic_of(line.text)


def _begins_references(state: _State, line: Line) -> bool:
    number = _NUMBERED.match(line.text)
    return number is not None and number[1] == "1" and state.section is not None and state.section.kind in CLOSING


def _in_references(state: _State) -> bool:
    return state.section is not None and state.section.kind == "references"


def _date(state: _State, line: Line, found: re.Match[str]) -> None:
    if state.section is None:
        raise SourceError("a date of a section that is not there", path=state.path, line=line.number, advice=_ADVICE)
    state.closed = True
    day = iso_date(found[1])
    if day is None:
        state.layout.bad_dates.append(line)
    elif day not in state.section.dates:
        state.section.dates.append(day)


def _open_table(state: _State, line: Line, rows: int) -> None:
    if state.layout.rows is not None:
        raise SourceError("a second symptom table", path=state.path, line=line.number, advice=_ADVICE)
    _open(state, "symptoms")
    state.layout.rows, state.table_from = rows, line


def _in_table(state: _State, line: Line) -> None:
    edge = TABLE_EDGE.match(line.text)
    start = section_start(line)
    if edge is None and start is not None and not start.heading and start.kind != "ignored":
        raise _cut_table(state)
    if edge is None:
        if line.text:
            state.layout.table.append(line)
        return
    if int(edge[1]) != state.layout.rows:
        raise SourceError(
            f"the table ends with {edge[1]} rows and began with {state.layout.rows}",
            path=state.path,
            line=line.number,
            advice=_ADVICE,
        )
    state.layout.table_end, state.table_from, state.blank = line.number, None, False


def _cut_table(state: _State) -> SourceError:
    line = state.table_from.number if state.table_from else None
    return SourceError("the symptom table has no closing 'Showing of' line", path=state.path, line=line, advice=_ADVICE)
