"""Which node of a source's graph states which plain triple: associations, mapping nodes and diagnostic features."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, Store, Triple

from rarekg.graph.validation.model.vocabulary import Plain, vocabulary
from rarekg.mappings.rdf.diagnostic_feature import KINDS
from rarekg.ontology.prefixes import expand

REIFIES = NamedNode(expand("rdf:reifies"))  # https://www.w3.org/TR/rdf12-concepts/#section-triple-terms-reification
_SUBJECT, _OBJECT = expand("oban:association_has_subject"), expand("oban:association_has_object")
_SOURCE, _PROPERTY, _TARGET = (expand(f"owl:annotated{end}") for end in ("Source", "Property", "Target"))
_FEATURE, _DISEASE, _PHENOTYPE = expand("rkg:featureKind"), expand("rkg:ofDisease"), expand("rkg:ofPhenotype")
_TYPE, _NEGATED, _UPPER = expand("rdf:type"), expand("biolink:negated"), expand("rkg:frequencyUpper")
_QUALIFIER, _EXCLUDED = expand("biolink:frequency_qualifier"), expand("HP:0040285")


class Stating(NamedTuple):
    """A ``node`` in ``graph`` and the plain ``triple`` that it states."""

    node: NamedNode
    triple: Triple
    graph: NamedNode

    def reified(self) -> Quad:
        """Return ``node rdf:reifies <<( triple )>>``, in the graph of the node."""
        return Quad(self.node, REIFIES, self.triple, self.graph)


def stated_by(store: Store, stated: NamedNode, graph: NamedNode | None = None) -> Iterator[Stating]:
    """Yield what each node in ``graph`` (None for all graphs) states, of the triples that the graph ``stated`` has.

    A node that denies something (not, excluded, seen in nobody) states no triple, also where another one affirms it.
    """
    for key in (_SUBJECT, _SOURCE, _FEATURE):
        for found in store.quads_for_pattern(None, NamedNode(key), None, graph):
            node, name = found.subject, found.graph_name
            if not isinstance(node, NamedNode) or not isinstance(name, NamedNode):
                continue
            for triple in _triples(key, _about(store, node, name)):
                if Quad(triple.subject, triple.predicate, triple.object, stated) in store:
                    yield Stating(node, triple, name)


def _about(store: Store, node: NamedNode, graph: NamedNode) -> Mapping[str, list[str]]:
    about: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(node, None, None, graph):
        about.setdefault(quad.predicate.value, []).append(quad.object.value)  # type: ignore[union-attr]
    return about


def _triples(key: str, about: Mapping[str, list[str]]) -> Iterator[Triple]:
    """Yield the triples that a node with the values ``about`` states; ``key`` is the property that made it known."""
    if _NEGATED in about or _EXCLUDED in about.get(_QUALIFIER, ()) or _upper(about) == 0:
        return
    if key == _SUBJECT:
        (subject,), (object_,) = about[_SUBJECT], about[_OBJECT]
        for plain in (plain for kind in about.get(_TYPE, ()) for plain in _plains().get(kind, ())):
            ends = (object_, subject) if plain.backwards else (subject, object_)
            yield _triple(ends[0], plain.predicate.decode()[1:-1], ends[1])
    elif key == _SOURCE:
        for predicate in about[_PROPERTY]:
            yield _triple(about[_SOURCE][0], predicate, about[_TARGET][0])
    elif about[_FEATURE][0] in _features():
        yield _triple(about[_DISEASE][0], _features()[about[_FEATURE][0]], about[_PHENOTYPE][0])


def _triple(subject: str, predicate: str, object_: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(object_))


def _upper(about: Mapping[str, list[str]]) -> Decimal | None:
    return Decimal(about[_UPPER][0]) if _UPPER in about else None


@cache
def _plains() -> Mapping[str, tuple[Plain, ...]]:
    """Return the plain triples of each class of association, as the vocabulary declares them."""
    return MappingProxyType({kind.decode()[1:-1]: one.plains for kind, one in vocabulary().associations.items()})


@cache
def _features() -> Mapping[str, str]:
    """Return the predicate of the plain triple of each kind of diagnostic feature."""
    return MappingProxyType({expand(kind): expand(predicate) for kind, predicate in KINDS.values()})
