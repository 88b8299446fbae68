"""A mistake in a query, and what the rules that recognise one look at."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from rarekg.ontology.errors import one_line
from rarekg.queries.mistakes.parser import Reading, Stop
from rarekg.queries.mistakes.terminals import END, Terminal

SHOWN = 40  # characters of a token in a message
SHORTEST = 3  # letters of a word for which a similar one is looked for
LETTERS = 4  # of a word, for each wrong letter, or two that changed places, in a word that is meant


class Mistake(NamedTuple):
    """What is wrong at the offset ``at``, in one clause, and ``advice``: what to write instead, in another."""

    at: int
    what: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """The terminal that does not fit, with what stands around it."""

    reading: Reading
    stop: Stop
    prefixes: Mapping[str, str]

    @property
    def here(self) -> Terminal:
        """The terminal that does not fit."""
        return self.reading.terminals[self.stop.at]

    @property
    def before(self) -> Terminal:
        """The terminal before it; an empty one at the beginning."""
        return self.back(1)

    def back(self, count: int) -> Terminal:
        """Return the terminal ``count`` places before it, an empty one if there is none."""
        at = self.stop.at - count
        return self.reading.terminals[at] if at >= 0 else Terminal("", "", 0, apart=True)

    def ahead(self, count: int) -> Terminal:
        """Return the terminal ``count`` places after it, the last one if there are fewer."""
        terminals = self.reading.terminals
        return terminals[min(self.stop.at + count, len(terminals) - 1)]

    @property
    def ended(self) -> bool:
        """Whether the query ends here."""
        return self.here.kind == END

    def expects(self, *kinds: str) -> bool:
        """Return whether one of ``kinds`` could stand here."""
        return not self.stop.expected.isdisjoint(kinds)

    def within(self, *rules: str) -> bool:
        """Return whether one of ``rules`` is open here."""
        return not set(rules).isdisjoint(self.stop.inside)

    def after(self, *rules: str) -> bool:
        """Return whether one of ``rules`` has ended just before."""
        return not set(rules).isdisjoint(self.stop.done)

    def mistake(self, what: str, advice: str = "", at: Terminal | None = None) -> Mistake:
        """Return the mistake ``what`` here, or at another terminal."""
        return Mistake((at or self.here).start, what, advice)


Rule = Callable[[Spot], Mistake | None]


def shown(text: str) -> str:
    """Return ``text`` as it stands in a message.

    >>> shown("x" * 50)[-3:]
    'xx…'
    """
    return one_line(text, limit=SHOWN)


def near(word: str, known: Collection[str]) -> str | None:
    """Return the word of ``known``, all in capitals, that is most like ``word``, or None.

    >>> near("optinal", {"OPTIONAL", "MINUS"})
    'OPTIONAL'
    """
    return next(iter(alike(word, known)), None)


def alike(word: str, known: Collection[str]) -> list[str]:
    """Return up to two words of ``known``, all in capitals, that are most like ``word``.

    >>> alike("rdsf", {"RDF", "RDFS", "OWL"})
    ['RDF', 'RDFS']
    """
    most = max(1, len(word[:SHOWN]) // LETTERS)
    if len(word) < SHORTEST:
        return []
    found = extract(word[:SHOWN].upper(), sorted(known), scorer=OSA.distance, score_cutoff=most, limit=2)
    return [name for name, _, _ in found]
