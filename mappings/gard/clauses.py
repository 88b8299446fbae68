"""Split sentences into clauses and select those whose subject is the disease of the page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rarekg.mappings.gard.coreference import PageDisease
from rarekg.mappings.gard.sentences import Sentence

_CONNECTIVE = re.compile(r"\s*(?:(?:therefore|thus|so|and),?\s+)?", re.IGNORECASE)

# After a sentence with one of these words, "this condition" may refer to another disease.
_OTHER_FORM = re.compile(
    r"\b(?:types?|forms?|subtypes?|variants?|acquired|another|other|related|similar)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause about the disease: ``predicate`` is the text after the subject, ``sentence`` its sentence."""

    predicate: str
    sentence: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMention:
    """A term that a sentence states for the disease, and the ``words`` for it."""

    term: str
    words: str


def clauses(paragraph: Sequence[Sentence], disease: PageDisease) -> Iterator[Clause]:
    """Yield the clauses of a paragraph whose subject is the disease.

    "It" refers to the disease only after a sentence about it; "this condition" only while no other form of the disease
    has been mentioned.
    """
    pronoun, generic = False, True
    for sentence in paragraph:
        for number, words in enumerate(sentence.text.split(";")):
            plain = _CONNECTIVE.sub("", words, count=1) if number else words
            predicate = disease.predicate(plain, pronoun=pronoun, generic=generic)
            if predicate is not None:
                yield Clause(predicate=predicate, sentence=sentence)
            if number == 0:
                pronoun = predicate is not None
        generic = generic and not _OTHER_FORM.search(sentence.text)
