"""Refuse incomplete pages: without content, with missing references, or truncated."""

from collections.abc import Sequence, Set
from pathlib import Path

from rarekg.mappings.gard.layout import CLOSING, Layout
from rarekg.mappings.gard.lines import Line
from rarekg.mappings.gard.references import Citation, may_be_truncated
from rarekg.mappings.gard.sentences import cited_numbers
from rarekg.ontology.errors import SourceError

_ADVICE = "save the complete page again"


def check_complete(layout: Layout, citations: Sequence[Citation], lines: Sequence[Line], text: str, path: Path) -> None:
    """Check that a page is complete.

    Args:
        layout: The parts of the page.
        citations: The entries of its list of references.
        lines: All lines of the page.
        text: The text of the file, whose last character shows whether the last line is complete.
        path: The file, for errors.

    Raises:
        SourceError: If the page has no content, cites a reference that it does not list, or is truncated.
    """
    last = next((line for line in reversed(lines) if line.text), last_line(lines))
    if "summary" not in layout.sections and "orphanet-summary" not in layout.sections and not layout.table:
        raise SourceError("the page has no summary", path=path, line=layout.header.line, advice=_ADVICE)
    _check_citations(layout, citations, path)
    if not CLOSING & layout.sections.keys():
        what = "the page ends before its lists of resources and references"
        raise SourceError(what, path=path, line=last.number, advice=_ADVICE)
    if not text.endswith("\n") and (may_be_truncated(citations) or not _ends_sentence(last)):
        advice = f"{_ADVICE}, or end it with a line break"
        raise SourceError("the page ends early: its last line is cut", path=path, line=last.number, advice=advice)


def last_line(lines: Sequence[Line]) -> Line:
    """Return the last line, for errors about a page of blank lines."""
    return lines[-1] if lines else Line(number=1, text="")


def _check_citations(layout: Layout, citations: Sequence[Citation], path: Path) -> None:
    listed = {citation.number for citation in citations}
    for section in layout.sections.values():
        for line in section.lines:
            _check_listed(line.text, listed, line, path)
        if section.lines:  # a mark may stand in two lines
            _check_listed(" ".join(line.text for line in section.lines), listed, section.lines[0], path)


def _check_listed(text: str, listed: Set[int], line: Line, path: Path) -> None:
    for number in cited_numbers(text):
        if number not in listed:
            what = f"reference [{number}] is cited and not listed"
            raise SourceError(what, path=path, line=line.number, advice=_ADVICE)


def _ends_sentence(line: Line) -> bool:
    return line.text.endswith((".", "!", "?", "]", ")", "answer", "question")) or line.heading
