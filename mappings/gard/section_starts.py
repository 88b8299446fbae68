"""How the parts of a page begin: by a heading, by a standing introduction, or by what a paragraph says."""

import re
from dataclasses import dataclass
from functools import cache

from rarekg.mappings.gard.lines import Line
from rarekg.mappings.gard.lookups import lookup_rows

_SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?:\s*\[[\d,\s–-]+\])*$")
TABLE_EDGE = re.compile(r"Showing\b(?:\s+\d+)?\s+of\s+(\d{1,5})\b", re.IGNORECASE)
UPDATED = re.compile(r"Last updated:?\s*(.*)$", re.IGNORECASE)
_PROSE = 40  # characters; a shorter line is a name, an address or a heading
_READ_ALOUD = re.compile(r"\s*(?:Listen|\[ ?more ?\])?\s*:?$", re.IGNORECASE)
# What a paragraph without heading is about, by its first words that tell; the first that fits decides.
_PEOPLE = r"\b(?:individuals|people|persons|patients|cases|families)\b"
_SUBJECTS = tuple(
    (kind, re.compile(words, re.IGNORECASE))
    for kind, words in (
        ("prognosis", r"\b(?:prognosis|life expectancy|long-term outlook)\b"),
        ("statistics", r"\b(?:prevalence|incidence)\b|\b1 in \d"),
        ("statistics", rf"{_PEOPLE}.{{0,40}}\b(?:diagnosed|reported|described|identified)\b"),
        ("inheritance", r"\binherit(?:ed|ance)\b"),
        ("cause", r"\b(?:caused by|mutations?|gene)\b"),
        ("treatment", r"\b(?:treat(?:ed|ments?)?|therap(?:y|ies))\b"),
        ("diagnosis", r"\bdiagnos(?:is|ed)\b"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionStart:
    """The beginning of a part of ``kind``; a ``heading`` has no words of its own."""

    kind: str
    heading: bool
    attribution: str | None = None


def section_start(line: Line) -> SectionStart | None:
    """Return the part that ``line`` begins, or None where it stands inside one."""
    if not line.text:
        return None
    headings, introductions = _known_starts()
    kind = headings.get(_READ_ALOUD.sub("", line.text).casefold())
    if kind is not None:
        return SectionStart(kind=kind, heading=True, attribution=_attribution(line.text))
    kind = next((kind for pattern, kind in introductions if pattern.match(line.text)), None)
    return None if kind is None else SectionStart(kind=kind, heading=False, attribution=_attribution(line.text))


def topic_of(text: str) -> str:
    """Return the kind of part that a paragraph without heading belongs to by its first sentence."""
    first = re.split(r"(?<=[.!?])[\s\[]", text, maxsplit=1)[0]
    return next((kind for kind, pattern in _SUBJECTS if pattern.search(first)), "unlabelled")


def is_prose(line: Line) -> bool:
    """Tell whether ``line`` is a sentence and not a name, an item or a heading."""
    return len(line.text) >= _PROSE and not line.is_bullet and _SENTENCE_END.search(line.text) is not None


def is_boundary(line: Line) -> bool:
    """Tell whether ``line`` is a date of update or an edge of the symptom table."""
    return (UPDATED.match(line.text) or TABLE_EDGE.match(line.text)) is not None


def _attribution(text: str) -> str | None:
    return "Orphanet" if re.search(r"\bOrphanet\b|^Orpha Number", text) else None


@cache
def _known_starts() -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    table = lookup_rows("gard_sections")
    headings = {row["words"].casefold(): row["kind"] for row in table if row["how"] == "heading"}
    introductions = ((row["words"], row["kind"]) for row in table if row["how"] == "introduction")
    return headings, tuple((re.compile(words, re.IGNORECASE), kind) for words, kind in introductions)
