"""Resolve an id to the thing that it stands for: a merged term to its successor, a registry's id to its exact match.

People have the ids of OMIM, Orphanet or NCBI at hand; the graph's statements are about the MONDO term or the HGNC gene
that matches exactly. Only exact matches are followed: a mere cross-reference may be another thing. A disease that is
tied to a MONDO term is queried together with it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Store

from rarekg.graph.rdf.curies import short
from rarekg.graph.rdf.labels import described
from rarekg.graph.rdf.ties import Tie, tied_diseases, ties
from rarekg.mappings.rdf.ntriples import BASE, IDENTITY, Mint
from rarekg.ontology.prefixes import expand
from rarekg.queries.catalog import SavedQuery
from rarekg.queries.parameters import Parameter, terms

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
        following = set(_objects(store, here, SUCCESSOR))
        if not following and here != node:
            ends.add(here)
        todo += following - seen
        seen |= following
    return tuple(sorted(ends, key=lambda end: end.value))


def candidates(store: Store, node: NamedNode) -> tuple[NamedNode, ...]:
    """Return the terms that an ontology suggests instead of ``node`` or of its last successors, sorted by IRI."""
    suggested = {term for end in (node, *successors(store, node)) for term in _objects(store, end, CANDIDATE)}
    return tuple(sorted(suggested, key=lambda term: term.value))


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
            things = {node: targets(store, node, base) for node in nodes}
            chosen = [things[node][0] if len(things[node]) == 1 else node for node in nodes]
            tied = {node.value: ties(store, node.value, base) for node in chosen}
            messages += [*_messages(store, things, base), *_tie_messages(parameter, tied, base)]
            added = [disease for iri in tied for disease in tied_diseases(tied[iri], iri)] if parameter.many else []
            resolved[key] = [*(node.value for node in chosen), *dict.fromkeys(iri for iri in added if iri not in tied)]
    return resolved, messages


def is_thing(store: Store, node: NamedNode) -> bool:
    """Return whether the graph describes ``node`` as current.

    An obsolete term counts if it has no successor and a source has annotated it as a disease. The entry of a registry
    is no thing of its own: the disease that it matches is.
    """
    classes = set(_objects(store, node, TYPE)) - {ENTRY}
    if next(store.quads_for_pattern(node, DEPRECATED, Literal(True), None), None) is None:
        return bool(classes)
    return DISEASE in classes and not _objects(store, node, SUCCESSOR)


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
            if EXACT in _objects(store, quad.subject, PROPERTY):
                for match in _objects(store, quad.subject, other):
                    yield from successors(store, match) or (match,)


def _objects(store: Store, node: NamedNode, predicate: NamedNode) -> list[NamedNode]:
    quads = store.quads_for_pattern(node, predicate, None, None)
    return [quad.object for quad in quads if isinstance(quad.object, NamedNode)]


def _things(store: Store, nodes: Iterable[object]) -> tuple[NamedNode, ...]:
    """Return the things among ``nodes``, sorted by IRI; withdrawn ones only if there are no others."""
    things = {node for node in nodes if isinstance(node, NamedNode) and is_thing(store, node)}
    current = {node for node in things if not _is_withdrawn(store, node)}
    return tuple(sorted(current or things, key=lambda thing: thing.value))


def _is_withdrawn(store: Store, node: NamedNode) -> bool:
    return next(store.quads_for_pattern(node, DEPRECATED, Literal(True), None), None) is not None


def _messages(store: Store, targets_of: Mapping[NamedNode, tuple[NamedNode, ...]], base: str) -> Iterator[str]:
    def listed(things: Iterable[NamedNode]) -> str:
        return " and ".join(described(store, thing, base) for thing in things)

    for node, things in targets_of.items():
        name = short(node.value, base)
        if len(things) > 1:
            yield f"{name} is matched exactly to {listed(things)}; query one of them"
        elif things and things != (node,):
            yield f"{name} is {listed(things)} in this graph"
        elif not things and (suggested := candidates(store, node)):
            yield f"{listed([node])} is obsolete and has no successor; consider {listed(suggested)}: query one of them"
        elif not things and (others := cross_referencing(store, node)):
            yield f"{name} is not an exact match of anything; it is cross-referenced by {listed(others)}: query that"
        for thing in things:
            if _is_withdrawn(store, thing):
                suggested = candidates(store, thing)
                advice = f"; consider {listed(suggested)}" if suggested else ""
                yield f"{listed([thing])} was withdrawn by its ontology, which names no successor{advice}"


def _tie_messages(parameter: Parameter, tied: Mapping[str, Sequence[Tie]], base: str) -> Iterator[str]:
    for iri, found in tied.items():
        for tie in found:
            term, disease = tie.named(tie.term, base), tie.named(tie.disease, base)
            if iri == tie.disease:
                yield f"{disease} is tied to {term}: {tie.reason} Query that for both"
            elif parameter.many:
                yield f"{term} is also recorded under {disease}: {tie.reason} The result has both"
            else:
                yield f"{term} is also recorded under {disease}: {tie.reason} Query that as well"
