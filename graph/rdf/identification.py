"""What ids stand for in a store, as a record that a worker process can send: things with their kinds, labels and ties.

The command line reads it from the store, the endpoint asks a worker; what follows from it is decided by the same code
(:mod:`rarekg.graph.resolve`).
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from pyoxigraph import NamedNode, Store

from rarekg.graph.rdf.labels import label
from rarekg.graph.rdf.targets import (
    DISEASE,
    TYPE,
    candidates,
    cross_referencing,
    is_withdrawn,
    objects,
    targets,
)
from rarekg.graph.rdf.ties import Tie, ties
from rarekg.ontology.prefixes import expand, prefix_map

GENE = NamedNode(expand("biolink:Gene"))
PARENT = NamedNode(expand("rdfs:subClassOf"))
# Mondo's terms are diseases whether a source annotates them or not; HPO's kinds are its branches.
MONDO, HP = prefix_map()["MONDO"], prefix_map()["HP"]
BRANCHES = {expand("HP:0000118"): "phenotype", expand("HP:0000005"): "inheritance"}


class Named(Struct, frozen=True):
    """An IRI and its label, '' for none."""

    iri: str
    label: str = ""


class Thing(Struct, frozen=True, kw_only=True):
    """A thing of the graph: ``kind`` is disease, phenotype, inheritance, gene, another ``term`` of HPO, or ''.

    ``classes`` are the IRIs of its classes. ``withdrawn`` is true if its ontology withdrew it without a successor;
    ``instead`` are then the terms to consider. ``ties`` are those of a disease (:mod:`rarekg.graph.rdf.ties`).
    """

    iri: str
    label: str
    kind: str
    classes: tuple[str, ...] = ()
    withdrawn: bool = False
    instead: tuple[Named, ...] = ()
    ties: tuple[Tie, ...] = ()


class Identified(Struct, frozen=True, kw_only=True):
    """What the id ``iri`` stands for: ``things``, none if it is unknown, several if sources disagree.

    ``mentioned`` is whether any statement is about it or points to it, ``obsolete`` whether its source has marked it as
    deprecated. ``instead`` are the terms that an ontology suggests in its place, ``referencing`` the things that only
    cross-reference it.
    """

    iri: str
    label: str
    mentioned: bool
    obsolete: bool = False
    things: tuple[Thing, ...] = ()
    instead: tuple[Named, ...] = ()
    referencing: tuple[Named, ...] = ()


def identify(store: Store, iris: Iterable[str], base: str) -> Iterator[Identified]:
    """Yield what each of ``iris`` stands for in ``store``, a build with ``base``."""
    for iri in iris:
        node = NamedNode(iri)
        things = targets(store, node, base)
        yield Identified(
            iri=iri,
            label=label(store, node) or "",
            mentioned=bool(things) or _is_mentioned(store, node),
            obsolete=is_withdrawn(store, node),
            things=tuple(_thing(store, thing, base) for thing in things),
            instead=() if things else _named(store, candidates(store, node)),
            referencing=() if things else _named(store, cross_referencing(store, node)),
        )


def _thing(store: Store, node: NamedNode, base: str) -> Thing:
    withdrawn, kind = is_withdrawn(store, node), _kind(store, node)
    return Thing(
        iri=node.value,
        label=label(store, node) or "",
        kind=kind,
        classes=tuple(sorted({term.value for term in objects(store, node, TYPE)})),
        withdrawn=withdrawn,
        instead=_named(store, candidates(store, node)) if withdrawn else (),
        ties=ties(store, node.value, base) if kind == "disease" else (),
    )


def _kind(store: Store, node: NamedNode) -> str:
    classes = objects(store, node, TYPE)
    if DISEASE in classes or node.value.startswith(MONDO):
        return "disease"
    if GENE in classes:
        return "gene"
    if not node.value.startswith(HP):
        return ""
    above, todo = {node}, [node]
    while todo:
        parents = set(objects(store, todo.pop(), PARENT)) - above
        above |= parents
        todo += parents
    return next((kind for branch, kind in BRANCHES.items() if NamedNode(branch) in above), "term")


def _is_mentioned(store: Store, node: NamedNode) -> bool:
    """Return whether a statement is about ``node``, or points to it."""
    ends = (store.quads_for_pattern(node, None, None, None), store.quads_for_pattern(None, None, node, None))
    return any(next(quads, None) is not None for quads in ends)


def _named(store: Store, nodes: Iterable[NamedNode]) -> tuple[Named, ...]:
    return tuple(Named(node.value, label(store, node) or "") for node in nodes)
