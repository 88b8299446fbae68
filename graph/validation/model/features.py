"""Diagnostic features and plain triples: a triple stands if and only if some feature of its kind affirms it."""

from collections.abc import Iterator
from functools import partial

from rarekg.graph.validation.model.report import Report
from rarekg.graph.validation.model.tokens import iri, shown
from rarekg.graph.validation.model.values import Handler
from rarekg.mappings.rdf.diagnostic_feature import KINDS

MISSING, UNSUPPORTED = "plain triple of a diagnostic feature", "diagnostic feature of a plain triple"
_PREDICATES = {iri(kind): iri(predicate) for kind, predicate in KINDS.values()}


class Features:
    """The features of a build by their nodes, a few thousand, and the plain triples of their predicates."""

    def __init__(self, report: Report) -> None:
        """Begin without any statement."""
        self._report = report
        self._kinds: dict[bytes, bytes] = {}
        self._diseases: dict[bytes, bytes] = {}
        self._phenotypes: dict[bytes, bytes] = {}
        self._excluded: set[bytes] = set()
        self._plain: set[tuple[bytes, bytes, bytes]] = set()

    def handlers(self) -> Iterator[tuple[bytes, Handler]]:
        """Yield the rules for what makes a feature, and for the plain triples."""
        yield iri("rkg:featureKind"), self._kinds.__setitem__
        yield iri("rkg:ofDisease"), self._diseases.__setitem__
        yield iri("rkg:ofPhenotype"), self._phenotypes.__setitem__
        yield iri("biolink:negated"), self._exclude
        for predicate in _PREDICATES.values():
            yield predicate, partial(self._state, predicate)

    def finish(self) -> None:
        """Compare the triples with the features."""
        affirmed = {
            (self._diseases.get(node, b""), _PREDICATES[kind], self._phenotypes.get(node, b""))
            for node, kind in self._kinds.items()
            if kind in _PREDICATES and node not in self._excluded
        }
        for rule, triples, message in (
            (MISSING, affirmed - self._plain, "a diagnostic feature affirms {} of it, and no triple does"),
            (UNSUPPORTED, self._plain - affirmed, "has {}, and no diagnostic feature says so"),
        ):
            for disease, predicate, phenotype in sorted(triples):
                self._report.add(rule, disease, message.format(shown(predicate)), phenotype)

    def _exclude(self, node: bytes, _: bytes) -> None:
        self._excluded.add(node)

    def _state(self, predicate: bytes, disease: bytes, phenotype: bytes) -> None:
        self._plain.add((disease, predicate, phenotype))
