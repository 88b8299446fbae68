"""Whether a page is all there: what a cut file or a lost line leaves open is refused."""

from collections.abc import Sequence
from pathlib import Path

from rarekg.mappings.gard.layout import CLOSING, Layout
from rarekg.mappings.gard.lines import Line
from rarekg.mappings.gard.references import Citation, ends_early
from rarekg.mappings.gard.sentences import cited_numbers
from rarekg.ontology.errors import SourceError

_ADVICE = "save the page again, whole"


def check_complete(layout: Layout, found: Sequence[Citation], lines: Sequence[Line], text: str, path: Path) -> None:
    """Raise SourceError where the page has no content, cites what it does not list, or does not come to its end."""
    last = next((line for line in reversed(lines) if line.text), layout_end(lines))
    if "summary" not in layout.sections and "orphanet-summary" not in layout.sections and not layout.table:
        raise SourceError("the page has no summary", path=path, line=layout.header.line, advice=_ADVICE)
    _check_citations(layout, found, path)
    if not CLOSING & layout.sections.keys():
        raise SourceError(
            "the page ends before its lists of resources and references", path=path, line=last.number, advice=_ADVICE
        )
    if not text.endswith("\n") and (ends_early(found) or not _is_ended(last)):
        raise SourceError(
            "the page ends early: its last line is cut",
            path=path,
            line=last.number,
            advice=f"{_ADVICE}, or end it with a line break",
        )


def layout_end(lines: Sequence[Line]) -> Line:
    """Return a line to name where a page of blank lines ends."""
    return lines[-1] if lines else Line(number=1, text="")


def _check_citations(layout: Layout, found: Sequence[Citation], path: Path) -> None:
    listed = {citation.number for citation in found}
    for section in layout.sections.values():
        for line in section.lines:
            for number in cited_numbers(line.text):
                if number not in listed:
                    raise SourceError(
                        f"reference [{number}] is cited and not listed", path=path, line=line.number, advice=_ADVICE
                    )


def _is_ended(line: Line) -> bool:
    return line.text.endswith((".", "!", "?", "]", ")", "answer", "question")) or line.heading
