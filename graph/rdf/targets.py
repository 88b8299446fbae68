"""What an id stands for: a merged term for its successor, a registry's id for its exact match.

People have the ids of OMIM, Orphanet or NCBI at hand; the graph's statements are about the MONDO term or the HGNC gene
that matches exactly. Only exact matches are followed: a mere cross-reference may be another thing.
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Store

from rarekg.mappings.rdf.ntriples import BASE, IDENTITY, Mint
from rarekg.ontology.prefixes import expand

TYPE = NamedNode(expand("rdf:type"))
DISEASE = NamedNode(expand("biolink:Disease"))
EXACT = NamedNode(expand("skos:exactMatch"))
DEPRECATED = NamedNode(expand("owl:deprecated"))
SUCCESSOR = NamedNode(expand("IAO:0100001"))
CANDIDATE = NamedNode(expand("oboInOwl:consider"))
ENDS = (NamedNode(expand("owl:annotatedSource")), NamedNode(expand("owl:annotatedTarget")))
PROPERTY = NamedNode(expand("owl:annotatedProperty"))
CROSS_REFERENCE = NamedNode(expand("oboInOwl:hasDbXref"))
ENTRY = NamedNode(expand("rkg:RegistryEntry"))


def targets(store: Store, node: NamedNode, base: str = BASE) -> tuple[NamedNode, ...]:
    """Return the things of the graph that ``node`` stands for, sorted by IRI.

    That is ``node`` alone if it is a thing itself; else the last terms that replaced it, and what the ids among these
    stand for; else its exact matches in either direction. There are several if sources disagree and nothing was
    decided, none if the graph does not know it.

    >>> from pyoxigraph import Quad
    >>> old, new = NamedNode("http://example.org/old"), NamedNode("http://example.org/new")
    >>> term = Quad(new, TYPE, NamedNode(expand("owl:Class")))
    >>> store = Store()
    >>> store.extend([term, Quad(old, SUCCESSOR, new)])
    >>> targets(store, old) == targets(store, new) == (new,)
    True
    """
    if is_thing(store, node):
        return (node,)
    if followed := successors(store, node):
        ids = (end for end in followed if not is_thing(store, end))
        return _things(store, (*followed, *(thing for end in ids for thing in _matched(store, end, base))))
    return _matched(store, node, base)


def _matched(store: Store, node: NamedNode, base: str) -> tuple[NamedNode, ...]:
    """Return the thing that was decided to be that of the id ``node``, else all that match it exactly."""
    decided = _things(store, _decided(store, node, NamedNode(Mint(base=base).graph(IDENTITY)[1:-1])))
    return decided if len(decided) == 1 else _things(store, _matches(store, node))


def successors(store: Store, node: NamedNode) -> tuple[NamedNode, ...]:
    """Return the terms at the ends of the chains of successors of ``node``, sorted by IRI; none without a successor."""
    ends: set[NamedNode] = set()
    todo, seen = [node], {node}
    while todo:
        here = todo.pop()
        following = set(objects(store, here, SUCCESSOR))
        if not following and here != node:
            ends.add(here)
        todo += following - seen
        seen |= following
    return tuple(sorted(ends, key=lambda end: end.value))


def candidates(store: Store, node: NamedNode) -> tuple[NamedNode, ...]:
    """Return the terms that an ontology suggests instead of ``node`` or of its last successors, sorted by IRI."""
    suggested = {term for end in (node, *successors(store, node)) for term in objects(store, end, CANDIDATE)}
    return tuple(sorted(suggested, key=lambda term: term.value))


def cross_referencing(store: Store, node: NamedNode) -> tuple[NamedNode, ...]:
    """Return the things of the graph that cross-reference ``node``, which need not be the same thing, sorted by IRI."""
    return _things(store, (quad.subject for quad in store.quads_for_pattern(None, CROSS_REFERENCE, node, None)))


def is_thing(store: Store, node: NamedNode) -> bool:
    """Return whether the graph describes ``node`` as current.

    An obsolete term counts if it has no successor and a source has annotated it as a disease. The entry of a registry
    is no thing of its own: the disease that it matches is.
    """
    classes = set(objects(store, node, TYPE)) - {ENTRY}
    if next(store.quads_for_pattern(node, DEPRECATED, Literal(True), None), None) is None:
        return bool(classes)
    return DISEASE in classes and not objects(store, node, SUCCESSOR)


def _matches(store: Store, node: NamedNode) -> Iterator[NamedNode]:
    """Yield the exact matches of ``node`` that any graph states, or their last successors."""
    matches = {
        *(quad.object for quad in store.quads_for_pattern(node, EXACT, None)),
        *(quad.subject for quad in store.quads_for_pattern(None, EXACT, node)),
    }
    for match in matches:
        if isinstance(match, NamedNode):
            yield from successors(store, match) or (match,)


def _decided(store: Store, node: NamedNode, identity: NamedNode) -> Iterator[NamedNode]:
    """Yield the exact matches of ``node`` that mapping nodes of the graph ``identity`` state, or their successors."""
    for end, other in (ENDS, ENDS[::-1]):
        for quad in store.quads_for_pattern(None, end, node, identity):
            assert isinstance(quad.subject, NamedNode)
            if EXACT in objects(store, quad.subject, PROPERTY):
                for match in objects(store, quad.subject, other):
                    yield from successors(store, match) or (match,)


def objects(store: Store, node: NamedNode, predicate: NamedNode) -> list[NamedNode]:
    """Return the IRIs that are values of ``predicate`` of ``node`` in any graph."""
    quads = store.quads_for_pattern(node, predicate, None, None)
    return [quad.object for quad in quads if isinstance(quad.object, NamedNode)]


def _things(store: Store, nodes: Iterable[object]) -> tuple[NamedNode, ...]:
    """Return the things among ``nodes``, sorted by IRI; withdrawn ones only if there are no others."""
    things = {node for node in nodes if isinstance(node, NamedNode) and is_thing(store, node)}
    current = {node for node in things if not is_withdrawn(store, node)}
    return tuple(sorted(current or things, key=lambda thing: thing.value))


def is_withdrawn(store: Store, node: NamedNode) -> bool:
    """Return whether its source has marked ``node`` as deprecated."""
    return next(store.quads_for_pattern(node, DEPRECATED, Literal(True), None), None) is not None
