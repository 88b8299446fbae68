"""What a document on a thing holds, read from the store: its own statements, the links to it, the nodes that they name.

A thing with at most WHOLE links is in one part; what more things than that link to comes in parts of PART links, in
the store's own order, which depends only on the terms: sorting 100,000 takes a minute. A worker process reads this, so
it imports the engine and nothing else; the IRIs are written out for the same reason.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from rarekg.graph.process.reads import Readable, quads_of
from rarekg.graph.rdf.minted import is_node

WHOLE, PART = 2_000, 500  # links
RKG, OWL = "https://w3id.org/rarekg/vocab#", "http://www.w3.org/2002/07/owl#"
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
EXACT = NamedNode("http://www.w3.org/2004/02/skos/core#exactMatch")
CLOSE = NamedNode("http://www.w3.org/2004/02/skos/core#closeMatch")
LOOSE = NamedNode("http://www.geneontology.org/formats/oboInOwl#hasDbXref")
ENTRY = NamedNode(f"{RKG}RegistryEntry")
INFERRED = "graph/inferred"  # below the base
# What is inferred of a term or a disease is long, follows from the rest, and is the same for everything it links to.
_CLOSURE = frozenset(NamedNode(f"{RKG}{name}") for name in ("subsumedBy", "hasPropagatedPhenotype"))
# Inferred are the entries of profiles as well, but not the definitions and criteria that a source has of a disease.
_OF_ALL = _CLOSURE | {NamedNode(f"{RKG}{name}") for name in ("ofDisease", "ofPhenotype")}
_LEFT_OUT = _CLOSURE | {NamedNode("https://w3id.org/sssom/mappings")}


class Graphs(NamedTuple):
    """The named graphs whose statements count: all but those of ``without``, or those of ``only`` if it is not None."""

    only: frozenset[NamedNode] | None = None
    without: frozenset[NamedNode] = frozenset()

    def __contains__(self, graph: object) -> bool:
        """Return whether the statements of ``graph`` count."""
        return graph not in self.without if self.only is None else graph in self.only

    def filter(self) -> str:
        """Return the condition on ``?g`` in SPARQL, '' for none."""
        if self.only is not None:
            return f"FILTER(?g IN ({_listed(self.only)}))"
        return f"FILTER(?g NOT IN ({_listed(self.without)}))" if self.without else ""


class Neighbourhood(NamedTuple):
    """A part of what is stated about a thing: ``links`` are ``total`` in all, in ``parts`` parts.

    ``own`` are the statements of the thing and of the diseases tied to it, in the first part only. ``nodes`` are those
    of the nodes named, and ``labels`` one label of each other thing named.
    """

    own: list[Quad]
    links: list[Quad]
    nodes: list[Quad]
    labels: list[Quad]
    total: int
    parts: int

    @property
    def quads(self) -> Iterator[Quad]:
        """All of them, some of them perhaps twice."""
        for quads in (self.own, self.links, self.nodes, self.labels):
            yield from quads


ALL = Graphs()


def neighbourhood(
    store: Readable, things: Sequence[NamedNode], base: str, part: int = 1, graphs: Graphs = ALL
) -> Neighbourhood:
    """Return part ``part`` (from 1) about ``things``: one, and those that are treated as if they were the same."""
    own = list(_own(store, things, graphs)) if part == 1 else []
    total = _count(store, things, base, graphs)
    parts = 1 if total <= WHOLE else -(-total // PART)
    most = WHOLE if parts == 1 else PART
    links = list(_links(store, _pattern(things, base, graphs), most, (part - 1) * PART)) if part <= parts else []
    named = list(dict.fromkeys(end for quad in (*own, *links) for end in (quad.subject, quad.object)))
    nodes = [end for end in named if isinstance(end, NamedNode) and end not in things and is_node(end.value, base)]
    nodes += [entry for entry in _entries(store, (*own, *links)) if entry not in things]
    stated = [quad for quad in quads_of(store, dict.fromkeys(nodes)) if quad.graph_name in graphs]
    described = {*(quad.subject for quad in own), *nodes}
    others = dict.fromkeys([*named, *(quad.object for quad in stated)])
    labels = list(_labels(store, (thing for thing in others if thing not in described), graphs))
    return Neighbourhood(own=own, links=links, nodes=stated, labels=labels, total=total, parts=parts)


def tied(store: Readable, term: NamedNode, base: str) -> list[NamedNode]:
    """Return the diseases that are tied to ``term`` (rarekg.graph.rdf.ties), sorted."""
    graph = NamedNode(f"{base}graph/identity")
    source, matched, target = (NamedNode(f"{OWL}annotated{end}") for end in ("Source", "Property", "Target"))
    found = {
        quad.object
        for mapping in store.quads_for_pattern(None, source, term, graph)
        if Quad(mapping.subject, matched, CLOSE, graph) in store
        for quad in store.quads_for_pattern(mapping.subject, target, None, graph)
        if isinstance(quad.object, NamedNode)
    }
    return sorted(found, key=str)


def mapped_thing(store: Readable, thing: NamedNode, namespace: str) -> str:
    """Return the IRI of the one thing that has ``thing`` as its id in another registry, '' for none.

    An id with statements of its own, or that several things have, has a document of its own. That it matches the thing
    exactly follows from what is stated of the thing. What a registry states of its own entry is in the document on the
    term of MONDO (in ``namespace``) that the entry matches exactly; in other registries it matches only other ids.
    """
    if {quad.object for quad in store.quads_for_pattern(thing, TYPE, None, None)} == {ENTRY}:
        things = [each for each in _matching(store, EXACT, thing) if each.startswith(namespace)]
        return things[0] if len(things) == 1 else ""
    own = store.quads_for_pattern(thing, None, None, None)
    if any(quad.predicate != EXACT and quad.predicate not in _LEFT_OUT for quad in own):
        return ""
    for predicate in (EXACT, LOOSE):
        if things := _matching(store, predicate, thing):
            return things[0] if len(things) == 1 else ""
    return ""


def _own(store: Readable, things: Sequence[NamedNode], graphs: Graphs) -> Iterator[Quad]:
    """Yield the statements of ``things``; the engine leaves out thousands faster than we."""
    left_out = f"FILTER(?p NOT IN ({_listed(_LEFT_OUT)})) {graphs.filter()}"
    listed = " ".join(map(str, things))
    query = f"SELECT ?s ?p ?o ?g {{ VALUES ?s {{ {listed} }} GRAPH ?g {{ ?s ?p ?o }} {left_out} }}"
    return (Quad(*solution) for solution in _solutions(store, query))


def _pattern(things: Sequence[NamedNode], base: str, graphs: Graphs) -> str:
    """Return the pattern of the links to ``things``, without those between them; the engine filters faster than we."""
    listed = " ".join(map(str, things))
    between = f"FILTER(?s NOT IN ({_listed(things)}))" if len(things) > 1 else ""
    inferred = f"FILTER(?g != <{base}{INFERRED}> || ?p NOT IN ({_listed(_OF_ALL)}))"
    return f"VALUES ?o {{ {listed} }} GRAPH ?g {{ ?s ?p ?o }} {inferred} {between} {graphs.filter()}"


def _count(store: Readable, things: Sequence[NamedNode], base: str, graphs: Graphs) -> int:
    ((count,),) = _solutions(store, f"SELECT (COUNT(*) AS ?n) {{ {_pattern(things, base, graphs)} }}")
    assert isinstance(count, Literal)
    return int(count.value)


def _links(store: Readable, pattern: str, most: int, first: int) -> Iterator[Quad]:
    query = f"SELECT ?s ?p ?o ?g {{ {pattern} }} LIMIT {most} OFFSET {first}"
    for solution in _solutions(store, query):
        yield Quad(*solution)


def _solutions(store: Readable, query: str) -> QuerySolutions:
    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)
    return solutions


def _entries(store: Readable, quads: Iterable[Quad]) -> Iterator[NamedNode]:
    """Yield the entries of registries that match a thing in ``quads`` exactly."""
    matched = dict.fromkeys(quad.object for quad in quads if quad.predicate == EXACT)
    typed = quads_of(store, (end for end in matched if isinstance(end, NamedNode)), TYPE)
    for entry in dict.fromkeys(quad.subject for quad in typed if quad.object == ENTRY):
        assert isinstance(entry, NamedNode)
        yield entry


def _labels(store: Readable, things: Iterable[object], graphs: Graphs) -> Iterable[Quad]:
    """Return the label of each of ``things``, of several the first by code point; none of what has no label."""
    found: dict[object, Quad] = {}
    for quad in quads_of(store, (thing for thing in things if isinstance(thing, NamedNode)), LABEL):
        known = found.get(quad.subject)
        if quad.graph_name in graphs and (known is None or str(quad.object) < str(known.object)):
            found[quad.subject] = quad
    return found.values()


def _matching(store: Readable, predicate: NamedNode, thing: NamedNode) -> list[str]:
    found = store.quads_for_pattern(None, predicate, thing, None)
    return sorted({quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)})


def _listed(nodes: Iterable[NamedNode]) -> str:
    return ", ".join(sorted(map(str, nodes)))
