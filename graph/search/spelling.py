"""Correction of misspelt words: words of the index within one or two typing errors.

A typing error is one letter wrong, missing or too many, or two neighbours swapped (optimal string alignment distance).
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

SHORTEST = 4  # letters; too many shorter words are one error apart
LONG = 8  # letters; from this length on, two errors are allowed
MOST = 8  # corrections of one word


class Vocabulary:
    """The words of an index, each with the number of names that have it.

    >>> words = Vocabulary([("syndrome", 900), ("disease", 800), ("crohn", 3)])
    >>> words.near("sindrome"), words.near("cron"), words.split("crohndisease")
    (('syndrome',), ('crohn',), ('crohn disease',))
    """

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        """Store each word with its number of names."""
        self._names = dict(words)
        self._sorted = sorted(self._names)
        self._alike: dict[tuple[bool, int], list[str]] = defaultdict(list)
        for word in self._sorted:
            self._alike[_has_digit(word), len(word)].append(word)

    def names(self, words: str) -> int:
        """Return how many names have the rarest of ``words``: no more names have them all."""
        return min(self._names.get(word, 0) for word in words.split())

    def begins(self, beginning: str) -> bool:
        """Return whether any word begins with ``beginning``."""
        at = bisect_left(self._sorted, beginning)
        return at < len(self._sorted) and self._sorted[at].startswith(beginning)

    def near(self, word: str) -> tuple[str, ...]:
        """Return the words that ``word`` may be a misspelling of, the nearest first, then the most frequent.

        A word with a digit is never corrected to one without, or the other way round, and a number is never corrected:
        it would be another number.
        """
        if len(word) < SHORTEST or word.isdigit():
            return ()
        errors = 1 if len(word) < LONG else 2
        lengths = range(len(word) - errors, len(word) + errors + 1)
        choices = [near for length in lengths for near in self._alike.get((_has_digit(word), length), ())]
        corrections = extract(word, choices, scorer=OSA.distance, score_cutoff=errors, limit=None)
        ranked = sorted((distance, -self._names[near], near) for near, distance, _ in corrections if near != word)
        return tuple(near for _, _, near in ranked[:MOST])

    def split(self, word: str) -> tuple[str, ...]:
        """Return the pairs of known words that give ``word`` when written without the space between them."""
        places = range(SHORTEST, len(word) - SHORTEST + 1)
        pairs = (f"{word[:at]} {word[at:]}" for at in places)
        return tuple(pair for pair in pairs if self.names(pair))


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))
