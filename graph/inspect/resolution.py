"""Resolve an id to the thing that it stands for: a merged term to its successor, a registry's id to its exact match.

People have the ids of OMIM, Orphanet or NCBI at hand; the graph's statements are about the MONDO term or the HGNC gene
that matches exactly. Only exact matches are followed: a mere cross-reference may be another thing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Store

from rarekg.graph.rdf.curies import short
from rarekg.graph.rdf.labels import label
from rarekg.ontology.prefixes import expand
from rarekg.queries.catalog import SavedQuery
from rarekg.queries.parameters import terms

TYPE = NamedNode(expand("rdf:type"))
EXACT = NamedNode(expand("skos:exactMatch"))
DEPRECATED = NamedNode(expand("owl:deprecated"))
SUCCESSOR = NamedNode(expand("IAO:0100001"))
CROSS_REFERENCE = NamedNode(expand("oboInOwl:hasDbXref"))


def targets(store: Store, node: NamedNode) -> tuple[NamedNode, ...]:
    """Return the things of the graph that ``node`` stands for, sorted by IRI.

    That is ``node`` alone if it is a thing itself; else the terms that replaced it, else its exact matches in either
    direction. There are several if sources disagree, none if the graph does not know it.

    >>> from pyoxigraph import Quad
    >>> old, new = NamedNode("http://example.org/old"), NamedNode("http://example.org/new")
    >>> term = Quad(new, TYPE, NamedNode(expand("owl:Class")))
    >>> store = Store()
    >>> store.extend([term, Quad(old, SUCCESSOR, new)])
    >>> targets(store, old) == targets(store, new) == (new,)
    True
    """
    if _is_thing(store, node):
        return (node,)
    ends = {quad.object for quad in store.quads_for_pattern(node, SUCCESSOR, None, None)} or {
        *(quad.object for quad in store.quads_for_pattern(node, EXACT, None, None)),
        *(quad.subject for quad in store.quads_for_pattern(None, EXACT, node, None)),
    }
    return _things(store, ends)


def cross_referencing(store: Store, node: NamedNode) -> tuple[NamedNode, ...]:
    """Return the things of the graph that cross-reference ``node``, which need not be the same thing, sorted by IRI."""
    return _things(store, (quad.subject for quad in store.quads_for_pattern(None, CROSS_REFERENCE, node, None)))


def resolve(
    store: Store, query: SavedQuery, values: Mapping[str, Sequence[str] | str], base: str
) -> tuple[dict[str, Sequence[str] | str], list[str]]:
    """Return ``values`` of ``query`` with each id that has one target replaced by it, and messages about them.

    Keys are as for :func:`rarekg.queries.catalog.bind`. There is one message for each id that was replaced, and for
    each that the graph knows and that could not be.

    Raises:
        QueryError: A value is not an IRI.
    """
    iris = {key: known for known in query.parameters if known.kind == "iri" for key in (known.name, known.variable)}
    resolved: dict[str, Sequence[str] | str] = dict(values)
    messages: list[str] = []
    for key, value in values.items():
        if (parameter := iris.get(key.removeprefix("?"))) is not None:
            nodes = [NamedNode(term[1:-1]) for term in terms(parameter, (value,) if isinstance(value, str) else value)]
            things = {node: targets(store, node) for node in nodes}
            resolved[key] = [things[node][0].value if len(things[node]) == 1 else node.value for node in nodes]
            messages += _messages(store, things, base)
    return resolved, messages


def _is_thing(store: Store, node: NamedNode) -> bool:
    """Return whether the graph gives ``node`` a class and does not mark it as deprecated."""
    typed = next(store.quads_for_pattern(node, TYPE, None, None), None) is not None
    return typed and next(store.quads_for_pattern(node, DEPRECATED, Literal(True), None), None) is None


def _things(store: Store, nodes: Iterable[object]) -> tuple[NamedNode, ...]:
    things = {node for node in nodes if isinstance(node, NamedNode) and _is_thing(store, node)}
    return tuple(sorted(things, key=lambda thing: thing.value))


def _messages(store: Store, targets_of: Mapping[NamedNode, tuple[NamedNode, ...]], base: str) -> Iterator[str]:
    def listed(things: Iterable[NamedNode]) -> str:
        return " and ".join(f"{short(thing.value, base)} ({label(store, thing)})" for thing in things)

    for node, things in targets_of.items():
        name = short(node.value, base)
        if len(things) > 1:
            yield f"{name} is matched exactly to {listed(things)}; query one of them"
        elif things and things != (node,):
            yield f"{name} is {listed(things)} in this graph"
        elif not things and (others := cross_referencing(store, node)):
            yield f"{name} is not an exact match of anything; it is cross-referenced by {listed(others)}: query that"
