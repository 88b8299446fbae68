"""Prose as sentences, each with the references that it cites."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from rarekg.mappings.gard.lines import Line

_CITED = re.compile(r"\[\s*\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\s*\]")
_END = re.compile(rf"[.!?][\"”’)]*(?P<cited>(?:\s*{_CITED.pattern})*)(?=\s|$)")
_ABBREVIATED = re.compile(r"(?:\b(?:e\.g|i\.e|vs|cf|ca|approx|Dr|Drs|Prof|St|al|No|spp|sp|[A-Z])|\b[a-z]\.[a-z])$")
_LONGEST = 12  # characters of an abbreviation and what stands before it
_SUBHEADING = 60  # characters; longer lines without an end are wrapped prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One whole sentence without its marks of citation; ``cited`` are the numbers of the references it rests on."""

    text: str
    line: int
    cited: tuple[int, ...] = ()


def paragraphs(lines: Sequence[Line]) -> Iterator[tuple[Sentence, ...]]:
    """Yield the sentences of each paragraph: lines up to a blank one, an item of a list, or a sub-heading.

    A reference cited after a sentence stands for the sentences before it too, back to the previous citation in the
    paragraph. Words that no full stop ends are no sentence.
    """
    block: list[Line] = []
    for line, following in zip_longest(lines, lines[1:]):
        if line.is_bullet:
            yield from _paragraph(block)
            block = []
        if line.text:
            block.append(line)
        if not line.text or _is_subheading(line, following):
            yield from _paragraph(block)
            block = []
    yield from _paragraph(block)


def cited_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers that ``text`` cites as ``[1]``, ``[1, 2]`` or ``[1-3]``, each once, in their order."""
    return tuple(dict.fromkeys(number for mark in _CITED.findall(text) for number in _numbers(mark)))


def _numbers(mark: str) -> Iterator[int]:
    for part in mark.strip("[] ").split(","):
        first, _, last = re.sub(r"\s*[–-]\s*", "-", part).partition("-")
        yield from range(int(first), int(last or first) + 1)


def _is_subheading(line: Line, following: Line | None) -> bool:
    unended = re.search(r"[.!?:;,\]]$", line.text) is None
    return unended and len(line.text) <= _SUBHEADING and following is not None and following.text[:1].isupper()


def _paragraph(block: Sequence[Line]) -> Iterator[tuple[Sentence, ...]]:
    if found := list(_sentences(block)):
        for i in range(len(found) - 2, -1, -1):
            if not found[i].cited:
                found[i] = replace(found[i], cited=found[i + 1].cited)
        yield tuple(found)


def _sentences(block: Sequence[Line]) -> Iterator[Sentence]:
    text = " ".join(line.text for line in block)
    start = 0
    for end in _END.finditer(text):
        if _ABBREVIATED.search(text, max(start, end.start() - _LONGEST), end.start()) and end.end() < len(text):
            continue
        whole = text[start : end.end()]
        yield Sentence(
            text=" ".join(_CITED.sub(" ", whole).replace(" .", ".").lstrip("• ").split()),
            line=_line(block, start),
            cited=cited_numbers(whole),
        )
        start = end.end() + 1


def _line(block: Sequence[Line], offset: int) -> int:
    for line in block:
        if offset <= len(line.text):
            return line.number
        offset -= len(line.text) + 1
    return block[-1].number
