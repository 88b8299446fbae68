"""Words as they were meant: those of the index that a misspelt word is few slips away from.

A slip is a letter wrong, missing, too many, or two swapped (optimal string alignment).
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

SHORTEST = 4  # letters; of shorter words too many are one slip apart
LONG = 8  # letters from which on two slips are forgiven
MOST = 8  # words that one misspelt word may stand for


class Vocabulary:
    """The words of an index, each with the number of names that have it."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        """Take each word with its number of names."""
        self._names = dict(words)
        self._sorted = sorted(self._names)
        self._alike: dict[tuple[bool, int], list[str]] = defaultdict(list)
        for word in self._sorted:
            self._alike[_has_digit(word), len(word)].append(word)

    def names(self, words: str) -> int:
        """Return how many names have a word, at most how many have several."""
        return min(self._names.get(word, 0) for word in words.split())

    def begins(self, beginning: str) -> bool:
        """Tell whether a word begins so."""
        at = bisect_left(self._sorted, beginning)
        return at < len(self._sorted) and self._sorted[at].startswith(beginning)

    def near(self, word: str) -> tuple[str, ...]:
        """Return the words that ``word`` may be a misspelling of, the nearest and then the most used first.

        A word without a digit is none for one with a digit, nor the other way round, and a number is misspelt never: it
        would be another number.
        """
        if len(word) < SHORTEST or word.isdigit():
            return ()
        slips = 1 if len(word) < LONG else 2
        lengths = range(len(word) - slips, len(word) + slips + 1)
        choices = [near for length in lengths for near in self._alike.get((_has_digit(word), length), ())]
        found = extract(word, choices, scorer=OSA.distance, score_cutoff=slips, limit=None)
        ranked = sorted((distance, -self._names[near], near) for near, distance, _ in found if near != word)
        return tuple(near for _, _, near in ranked[:MOST])

    def split(self, word: str) -> tuple[str, ...]:
        """Return the pairs of words, a space between, that ``word`` is when it is written without the space."""
        places = range(SHORTEST, len(word) - SHORTEST + 1)
        pairs = (f"{word[:at]} {word[at:]}" for at in places)
        return tuple(pair for pair in pairs if self.names(pair))


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))
