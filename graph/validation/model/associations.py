"""Associations: each is read from its own consecutive statements and checked by its class.

Values that many associations share are checked once.
"""

from collections import Counter
from collections.abc import Callable

from rarekg.graph.validation.model import curation, frequency, provenance
from rarekg.graph.validation.model.kinds import Kinds
from rarekg.graph.validation.model.pairs import Pairs
from rarekg.graph.validation.model.report import Report
from rarekg.graph.validation.model.slots import SINGLE, Fault, Outline, outline
from rarekg.graph.validation.model.tokens import iri

REPEATED = "repeated statement"
SUBJECT, OBJECT = iri("oban:association_has_subject"), iri("oban:association_has_object")
_TYPE = iri("rdf:type")
_IS_FREQUENCY = frozenset(frequency.PROPERTIES)


class _Known(dict[bytes, tuple[bytes, bytes]]):
    """The property and the value of each statement that an association has made, by its text after the subject.

    A class is a property of its own here, because an association has two. ``check`` is called with a new statement.
    """

    def __init__(self, check: Callable[[bytes, bytes], None]) -> None:
        super().__init__()
        self._check = check

    def __missing__(self, rest: bytes) -> tuple[bytes, bytes]:
        predicate, _, value = rest.removesuffix(b" .\n").partition(b" ")
        self._check(predicate, value)
        self[rest] = statement = (value, b"") if predicate == _TYPE else (predicate, value)
        return statement


class _Outlines(dict[tuple[bytes, ...], tuple[Outline, bool]]):
    """The outline of each combination of properties, and whether it has a frequency."""

    def __missing__(self, keys: tuple[bytes, ...]) -> tuple[Outline, bool]:
        self[keys] = found = outline(keys), not _IS_FREQUENCY.isdisjoint(keys)
        return found


class Associations:
    """The rules for associations; ``check`` is called with each distinct statement and its first subject."""

    def __init__(
        self, report: Report, kinds: Kinds, pairs: Pairs, check: Callable[[bytes, bytes, bytes], None]
    ) -> None:
        """Begin without any association."""
        self._report, self._kinds, self._pairs = report, kinds, pairs
        self._self = b""
        self._known = _Known(lambda predicate, value: check(self._self, predicate, value))
        self._outlines = _Outlines()

    def see(self, node: bytes, statements: list[bytes]) -> None:
        """Check the association ``node`` by its statements, each a line without the subject."""
        self._self = node
        said = dict(map(self._known.__getitem__, statements))
        found, has_frequency = self._outlines[tuple(said)]
        faults = found.faults
        if len(said) < len(statements):
            self._repeated(node, statements, found)
        association, get = found.association, said.get
        if association is not None:
            faults += provenance.faults(association, provenance.Stated(*map(get, provenance.PROPERTIES)))
            stated = frequency.NOTHING
            if has_frequency:
                stated = frequency.Stated(*map(get, frequency.PROPERTIES))
                faults += frequency.faults(stated)
            if (subject := get(SUBJECT)) is not None and (object_ := get(OBJECT)) is not None:
                self._kinds.association(node, association, subject, object_)
                self._pairs.association(association, subject, object_, frequency.affirmed(stated))
        if curation.ENTRY in said or curation.LAST in said or curation.CURATOR in said:
            faults += self._curation(said, statements)
        for fault in faults:
            self._report.add(fault.rule, node, fault.message, fault.value)

    def _curation(self, said: dict[bytes, bytes], statements: list[bytes]) -> tuple[Fault, ...]:
        pairs = map(self._known.__getitem__, statements) if len(said) < len(statements) else said.items()
        entries, curators = set(), set()
        for predicate, value in pairs:
            if predicate == curation.ENTRY:
                entries.add(value)
            elif predicate == curation.CURATOR:
                curators.add(value)
        return curation.faults(frozenset(entries), frozenset(curators), said.get(curation.LAST))

    def _repeated(self, node: bytes, statements: list[bytes], found: Outline) -> None:
        if len({*statements}) < len(statements):
            self._report.add(REPEATED, node, "has a statement twice")
        counts = Counter(self._known[rest][0] for rest in {*statements})
        for term, count in counts.items():
            if count > 1 and term not in found.many:
                self._report.add(SINGLE, node, f"has {count} values of what has one", term)
