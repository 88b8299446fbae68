"""Associations and plain triples: a triple stands if and only if some association of the same ends affirms it."""

from collections.abc import Iterator
from functools import partial

from rarekg.graph.validation.model.report import Report
from rarekg.graph.validation.model.tokens import shown
from rarekg.graph.validation.model.values import Handler
from rarekg.graph.validation.model.vocabulary import Association, vocabulary

MISSING, UNSUPPORTED = "plain triple of an association", "association of a plain triple"
_BITS = 24  # of the number of a term
_STATED, _AFFIRMED, _DENIED = 1, 2, 4


class Pairs:
    """The plain triples and the associations, each by the numbers of its terms: one integer for a triple."""

    def __init__(self, report: Report) -> None:
        """Begin without any statement."""
        self._report = report
        self._numbers: dict[bytes, int] = {}
        self._met: dict[int, int] = {}

    def handlers(self) -> Iterator[tuple[bytes, Handler]]:
        """Yield a rule for each predicate of plain triples."""
        for predicate in sorted({p.predicate for one in vocabulary().associations.values() for p in one.plains}):
            yield predicate, partial(self._meet, _STATED, predicate)

    def association(self, association: Association, subject: bytes, object_: bytes, affirmed: bool) -> None:
        """Take note of an association, and of whether it affirms what it is about."""
        how = _AFFIRMED if affirmed else _DENIED
        for plain in association.plains:
            if plain.backwards:
                self._meet(how, plain.predicate, object_, subject)
            else:
                self._meet(how, plain.predicate, subject, object_)

    def finish(self) -> None:
        """Compare the triples with the associations."""
        terms = list(self._numbers)
        mask = (1 << _BITS) - 1
        for key, met in self._met.items():
            if bool(met & _STATED) == bool(met & _AFFIRMED):
                continue
            predicate, subject, object_ = (terms[key >> shift & mask] for shift in (2 * _BITS, _BITS, 0))
            name = shown(predicate)
            if met & _AFFIRMED:
                self._report.add(MISSING, subject, f"an association affirms {name} of it, and no triple does", object_)
            elif met & _DENIED:
                self._report.add(UNSUPPORTED, subject, f"has {name}, which its associations deny", object_)
            else:
                self._report.add(UNSUPPORTED, subject, f"has {name}, and no association says so", object_)

    def _meet(self, how: int, predicate: bytes, subject: bytes, object_: bytes) -> None:
        numbers = self._numbers
        key = numbers.setdefault(predicate, len(numbers)) << 2 * _BITS
        key |= numbers.setdefault(subject, len(numbers)) << _BITS
        key |= numbers.setdefault(object_, len(numbers))
        self._met[key] = self._met.get(key, 0) | how
