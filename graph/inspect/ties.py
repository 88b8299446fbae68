"""The ties of diseases: close matches between a MONDO term and a disease that has kept the id of its registry.

A disease that cannot be put on one MONDO term has statements of its own under its own id. The graph ``identity`` ties
it to each term that may mean it, in both directions and with the reason (``docs/model.md``).
"""

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Store

from rarekg.graph.rdf.curies import short
from rarekg.graph.rdf.labels import label
from rarekg.mappings.rdf.ntriples import BASE, Mint
from rarekg.ontology.prefixes import expand

GRAPH = "identity"
CLOSE = NamedNode(expand("skos:closeMatch"))
SUBJECT, PREDICATE, OBJECT = (NamedNode(expand(f"sssom:{end}_id")) for end in ("subject", "predicate", "object"))
COMMENT = NamedNode(expand("rdfs:comment"))


class Tie(NamedTuple):
    """A tie of ``disease``, a node with an id of its registry, to the MONDO ``term`` that may mean it."""

    term: NamedNode
    disease: NamedNode
    reason: str


def ties(store: Store, node: NamedNode, base: str = BASE) -> tuple[Tie, ...]:
    """Return the ties of ``node``, be it the term or the disease, sorted."""
    return tuple(sorted(_ties(store, node, identity(base)), key=lambda tie: (tie.term.value, tie.disease.value)))


def identity(base: str) -> NamedNode:
    """Return the graph of the mappings that were decided by rules of this project."""
    return NamedNode(Mint(base=base).graph(GRAPH)[1:-1])


def described(store: Store, node: NamedNode, base: str) -> str:
    """Return the id of ``node`` with its label, if it has one."""
    name, called = short(node.value, base), label(store, node)
    return f"{name} ({called})" if called else name


def _ties(store: Store, node: NamedNode, graph: NamedNode) -> Iterator[Tie]:
    for quad in store.quads_for_pattern(node, CLOSE, None, graph):
        other = quad.object
        if isinstance(other, NamedNode) and Quad(other, CLOSE, node, graph) in store:
            for term, disease in ((node, other), (other, node)):
                for mapping in _mappings(store, term, disease, graph):
                    yield Tie(term, disease, _comment(store, mapping))


def _mappings(store: Store, term: NamedNode, disease: NamedNode, graph: NamedNode) -> Iterator[NamedNode]:
    """Yield the nodes of the close matches of ``term`` with ``disease`` in ``graph``."""
    for quad in store.quads_for_pattern(None, OBJECT, disease, graph):
        mapping = quad.subject
        ends = ((SUBJECT, term), (PREDICATE, CLOSE))
        if isinstance(mapping, NamedNode) and all(
            next(store.quads_for_pattern(mapping, *end, graph), None) for end in ends
        ):
            yield mapping


def _comment(store: Store, mapping: NamedNode) -> str:
    quads = store.quads_for_pattern(mapping, COMMENT, None, None)
    return min((quad.object.value for quad in quads if isinstance(quad.object, Literal)), default="")
