"""Split prose into sentences, each with the references that it cites."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, zip_longest

from rarekg.mappings.gard.lines import Line

_CITED = re.compile(r"\[\s*+\d{1,3}(?:\s*+[,–-]\s*+\d{1,3})*+\s*+\]")
_END = re.compile(rf"[.!?][\"”’)]*(?P<cited>(?:\s*+{_CITED.pattern})*)(?=\s|$)")
_ABBREVIATED = re.compile(r"(?:\b(?:e\.g|i\.e|vs|cf|ca|approx|Dr|Drs|Prof|St|al|No|spp|sp|[A-Z])|\b[a-z]\.[a-z])$")
_LONGEST = 12  # characters of an abbreviation and its context
_SUBHEADING = 60  # characters; longer lines without final punctuation are wrapped prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One complete sentence without its citation marks; ``cited`` are the numbers of its references."""

    text: str
    line: int
    cited: tuple[int, ...] = ()


def paragraphs(lines: Sequence[Line]) -> Iterator[tuple[Sentence, ...]]:
    """Yield the sentences of each paragraph, which ends at a blank line, a list item or a sub-heading.

    A citation also applies to the preceding sentences of the paragraph, back to the previous citation. Words without
    final punctuation are not a sentence.

    >>> from rarekg.mappings.gard.lines import split_lines
    >>> [[s.text, s.cited] for s in next(paragraphs(split_lines("It is rare. It affects boys.[1-2]")))]
    [['It is rare.', (1, 2)], ['It affects boys.', (1, 2)]]
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
    """Return the distinct numbers cited in ``text``, in their order.

    >>> cited_numbers("A fact.[1] Another one.[3-5, 1]")
    (1, 3, 4, 5)
    """
    return tuple(dict.fromkeys(number for mark in _CITED.findall(text) for number in _numbers(mark)))


def _numbers(mark: str) -> Iterator[int]:
    for part in mark.strip("[] ").split(","):
        first, _, last = re.sub(r"\s*[–-]\s*", "-", part).partition("-")
        yield from range(int(first), int(last or first) + 1)


def _is_subheading(line: Line, following: Line | None) -> bool:
    unpunctuated = re.search(r"[.!?:;,\]]$", line.text) is None
    return unpunctuated and len(line.text) <= _SUBHEADING and following is not None and following.text[:1].isupper()


def _paragraph(block: Sequence[Line]) -> Iterator[tuple[Sentence, ...]]:
    if sentences := list(_sentences(block)):
        for i in range(len(sentences) - 2, -1, -1):
            if not sentences[i].cited:
                sentences[i] = replace(sentences[i], cited=sentences[i + 1].cited)
        yield tuple(sentences)


def _sentences(block: Sequence[Line]) -> Iterator[Sentence]:
    text = " ".join(line.text for line in block)
    ends = list(accumulate(len(line.text) + 1 for line in block))
    start = 0
    for end in _END.finditer(text):
        if _ABBREVIATED.search(text, max(start, end.start() - _LONGEST), end.start()) and end.end() < len(text):
            continue
        sentence = text[start : end.end()]
        yield Sentence(
            text=" ".join(_CITED.sub(" ", sentence).replace(" .", ".").lstrip("• ").split()),
            line=block[min(bisect_left(ends, start + 1), len(block) - 1)].number,
            cited=cited_numbers(sentence),
        )
        start = end.end() + 1
