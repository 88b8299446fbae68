"""Clauses whose subject is the disease of the page, and what they say of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rarekg.mappings.gard.mentions import ThisDisease
from rarekg.mappings.gard.sentences import Sentence

_CONNECTIVE = re.compile(r"\s*(?:(?:therefore|thus|so|and),?\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What one clause says of the disease: ``predicate`` follows the subject; ``sentence`` is where it stands."""

    predicate: str
    sentence: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A term that a sentence states, and the ``words`` that state it."""

    term: str
    words: str


def clauses(paragraph: Sequence[Sentence], disease: ThisDisease) -> Iterator[Clause]:
    """Yield the clauses of a paragraph whose subject is the disease."""
    after_mention = False
    for sentence in paragraph:
        first, *others = sentence.text.split(";")
        predicate = disease.predicate(first, after_mention=after_mention)
        after_mention = predicate is not None
        if predicate is not None:
            yield Clause(predicate=predicate, sentence=sentence)
        for other in others:
            said = disease.predicate(_CONNECTIVE.sub("", other, count=1), after_mention=after_mention)
            if said is not None:
                yield Clause(predicate=said, sentence=sentence)
