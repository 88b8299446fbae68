"""Mappings: a mapping node and its triple go together, and an exact match joins only what can be one thing."""

from collections.abc import Collection, Iterator
from functools import partial

from rarekg.graph.validation.model.kinds import GENE, PUBLICATION, kinds
from rarekg.graph.validation.model.report import Report
from rarekg.graph.validation.model.slots import CLOSED, REQUIRED, SINGLE
from rarekg.graph.validation.model.tokens import iri, namespace, registry
from rarekg.graph.validation.model.values import Handler

NO_TRIPLE, NO_NODE, DISPUTE = "triple of a mapping", "mapping of a match", "disputed mapping"
KIND, REGISTRY = "exact match of one kind", "exact match within a registry"
GENES, SERIES = "exact match of two genes", "exact match to entry and series"
EXACT = iri("skos:exactMatch")
SOURCE, PROPERTY, TARGET = (iri(f"owl:annotated{end}") for end in ("Source", "Property", "Target"))
_REQUIRED = frozenset(
    (
        *(iri("rdf:type"), SOURCE, PROPERTY, TARGET),
        *(iri("sssom:mapping_justification"), iri("biolink:primary_knowledge_source")),
    )
)
_DISPUTED = iri("rkg:isDisputed")
_ALLOWED = _REQUIRED | {
    *(iri("rdfs:comment"), iri("biolink:original_subject"), iri("biolink:original_object"), _DISPUTED),
    *(iri("rkg:isValidated"), iri("rkg:icdRelation"), iri("rkg:foundationEntity")),
}
_MATCHES = tuple(iri(f"skos:{how}Match") for how in ("exact", "broad", "narrow", "close"))
_SYMMETRIC = (EXACT, iri("skos:closeMatch"))
_OMIM, _SERIES = b"<https://omim.org/", namespace("OMIMPS")
_ENTRY_BIT, _SERIES_BIT = 1, 2


class Matches:
    """The mapping nodes, and the matches without one."""

    def __init__(self, report: Report) -> None:
        """Begin without any mapping."""
        self._report = report
        self._ontologies = {namespace("HP"), namespace("MONDO")}
        self._nodes: dict[int, bytes] = {}
        self._bare: list[tuple[bytes, bytes, bytes]] = []
        self._owners: dict[int, bytes] = {}
        self._omim: dict[bytes, int] = {}

    def handlers(self) -> Iterator[tuple[bytes, Handler]]:
        """Yield the rules for matches."""
        for predicate in _MATCHES:
            yield predicate, partial(self._match, predicate)
        yield EXACT, self._exact
        yield EXACT, self._entry_or_series

    def node(self, node: bytes, statements: list[tuple[bytes, bytes]]) -> None:
        """Check the statements of a mapping node."""
        said = dict(statements)
        for missing in sorted(_REQUIRED - said.keys()):
            self._report.add(REQUIRED, node, "is missing on the mapping", missing)
        for other in sorted(said.keys() - _ALLOWED):
            self._report.add(CLOSED, node, "a mapping does not have this", other)
        if len(said) < len(statements):
            self._report.add(SINGLE, node, "has two values of what has one")
        elif _DISPUTED in said:
            if said.get(PROPERTY) != EXACT:
                self._report.add(DISPUTE, node, "is disputed, and no exact match", said.get(PROPERTY, b""))
        elif {SOURCE, PROPERTY, TARGET} <= said.keys():
            self._nodes[hash(_line(said[SOURCE], said[PROPERTY], said[TARGET]))] = node

    def finish(self, lines: Collection[int]) -> None:
        """Compare the nodes with the statements, whose hashes are ``lines``."""
        for line, node in self._nodes.items():
            if line not in lines:
                self._report.add(NO_TRIPLE, node, "maps two ids, and no triple does")
        for subject, predicate, object_ in self._bare:
            stated = [_line(subject, predicate, object_)]
            if predicate in _SYMMETRIC:
                stated.append(_line(object_, predicate, subject))
            if not any(hash(line) in self._nodes for line in stated):
                self._report.add(NO_NODE, subject, "matches an id, and no mapping says who states it", object_)

    def _match(self, predicate: bytes, subject: bytes, object_: bytes) -> None:
        # The ids that an ontology, HGNC or a publication itself has elsewhere may have no node.
        if registry(subject) not in self._ontologies and kinds(subject) not in (GENE, PUBLICATION):
            self._bare.append((subject, predicate, object_))

    def _exact(self, subject: bytes, object_: bytes) -> None:
        one, other = kinds(subject), kinds(object_)
        if one and other and not one & other:
            self._report.add(KIND, subject, "matches exactly what is of another kind", object_)
        elif registry(subject) == registry(object_):
            self._report.add(REGISTRY, subject, "matches another id of its registry exactly", object_)
        owner = self._owners.setdefault(hash(object_), subject)
        if owner == subject:
            return
        if one and (also := kinds(owner)) and not one & also:
            self._report.add(KIND, object_, "is matched exactly by things of two kinds", subject)
        elif one == GENE:
            self._report.add(GENES, object_, "is matched exactly by two genes", subject)

    def _entry_or_series(self, subject: bytes, object_: bytes) -> None:
        if object_.startswith(_OMIM) and registry(subject) in self._ontologies:
            bit = _SERIES_BIT if object_.startswith(_SERIES) else _ENTRY_BIT
            self._omim[subject] = met = self._omim.get(subject, 0) | bit
            if met == _ENTRY_BIT | _SERIES_BIT:
                self._report.add(SERIES, subject, "matches an entry of OMIM and a series exactly", object_)


def _line(subject: bytes, predicate: bytes, object_: bytes) -> bytes:
    return b"%b %b %b .\n" % (subject, predicate, object_)
