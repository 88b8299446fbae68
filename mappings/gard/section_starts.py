"""Recognise where the sections of a page begin: by heading, by introductory phrase, or by the topic of a paragraph."""

import re
from dataclasses import dataclass
from functools import cache

from rarekg.mappings.gard.lines import Line
from rarekg.mappings.reading.lookups import lookup_rows

_SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?:\s*+\[[\d,\s–-]++\])*$")
TABLE_EDGE = re.compile(r"Showing\b(?:\s+\d+)?\s+of\s+(\d{1,5})\b", re.IGNORECASE)
UPDATED = re.compile(r"Last updated:?\s*(.*)$", re.IGNORECASE)
_PROSE = 40  # characters; a shorter line is a name, an address or a heading
_READ_ALOUD = re.compile(r"\s*(?:Listen|\[ ?more ?\])?\s*:?$", re.IGNORECASE)
# The topic of a paragraph without a heading; the first pattern that matches its first sentence decides.
_PEOPLE = r"\b(?:individuals|people|persons|patients|cases|families)\b"
_TOPICS = tuple(
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
    """The start of a section of ``kind``; a ``heading`` is not part of the section's text."""

    kind: str
    heading: bool
    attribution: str | None = None


def section_start(line: Line) -> SectionStart | None:
    """Return the section that begins at ``line``, or None if the line is inside a section.

    >>> section_start(Line(number=1, text="Inheritance"))
    SectionStart(kind='inheritance', heading=True, attribution=None)
    """
    if not line.text:
        return None
    headings, introductions = _section_starts()
    kind = headings.get(_READ_ALOUD.sub("", line.text).casefold())
    if kind is not None:
        return SectionStart(kind=kind, heading=True, attribution=_attribution(line.text))
    kind = next((kind for pattern, kind in introductions if pattern.match(line.text)), None)
    return None if kind is None else SectionStart(kind=kind, heading=False, attribution=_attribution(line.text))


def topic_of(text: str) -> str:
    """Return the kind of section for a paragraph without a heading, from its first sentence.

    >>> topic_of("The disease is caused by mutations in one gene. It can be treated.")
    'cause'
    """
    first = re.split(r"(?<=[.!?])[\s\[]", text, maxsplit=1)[0]
    return next((kind for kind, pattern in _TOPICS if pattern.search(first)), "unlabelled")


def is_prose(line: Line) -> bool:
    """Tell whether ``line`` is a sentence rather than a name, a list item or a heading."""
    return len(line.text) >= _PROSE and not line.is_bullet and _SENTENCE_END.search(line.text) is not None


def is_boundary(line: Line) -> bool:
    """Tell whether ``line`` is an update date or the first or last line of the symptom table."""
    return (UPDATED.match(line.text) or TABLE_EDGE.match(line.text)) is not None


def _attribution(text: str) -> str | None:
    return "Orphanet" if re.search(r"\bOrphanet\b|^Orpha Number", text) else None


@cache
def _section_starts() -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    table = lookup_rows("gard_sections")
    headings = {row["words"].casefold(): row["kind"] for row in table if row["how"] == "heading"}
    introductions = ((row["words"], row["kind"]) for row in table if row["how"] == "introduction")
    return headings, tuple((re.compile(words, re.IGNORECASE), kind) for words, kind in introductions)
