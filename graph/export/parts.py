"""Which statements a dump holds: the whole graph, one named graph, one source, or what a document on a thing has."""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, Store, Triple

from rarekg.graph.export.stating import stated_by
from rarekg.graph.home.builds import Build
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.errors import QueryError

STATED = "stated"
triple_of = attrgetter("triple")


class Part(NamedTuple):
    """Statements of one named graph: all of them, or, grouped by subject, the ``chosen`` ones."""

    graph: NamedNode
    chosen: tuple[Triple, ...] | None = None

    def triples(self, store: Store) -> Iterator[Triple]:
        """Yield the statements, those of a subject one after another."""
        if self.chosen is not None:
            return iter(self.chosen)
        return map(triple_of, store.quads_for_pattern(None, None, None, self.graph))


def whole(store: Store) -> tuple[Part, ...]:
    """Return all named graphs, by name."""
    names = sorted((name for name in store.named_graphs() if isinstance(name, NamedNode)), key=attrgetter("value"))
    return tuple(map(Part, names))


def of_graph(store: Store, graph: str, base: str) -> tuple[Part, ...]:
    """Return the named graph ``graph``, which is a name such as ``hpo`` or an IRI.

    Raises:
        QueryError: There is none; the message names those that exist.
    """
    before = Mint(base=base).graph("")[1:-1]
    name = NamedNode(before + graph) if "://" not in graph else _iri(graph)
    if not store.contains_named_graph(name):
        known = ", ".join(sorted(str(known)[1:-1].removeprefix(before) for known in store.named_graphs()))
        raise QueryError(f"there is no graph {graph!r}; there are {known}")
    return (Part(name),)


def of_source(store: Store, source: str, built: Build) -> tuple[Part, ...]:
    """Return the graph of ``source`` and, of the plain triples, those that a node of this graph states.

    What follows from them is left out: inferred statements follow from several sources together.

    Raises:
        QueryError: The build has no such source; the message names those it has.
    """
    before = Mint(base=built.base).graph("")[1:-1]
    graph, stated = NamedNode(before + source) if source in built.manifest.sources else None, NamedNode(before + STATED)
    if graph is None or not store.contains_named_graph(graph):
        known = ", ".join(name for name in sorted(built.manifest.sources) if f"{before}{name}" in built.manifest.graphs)
        raise QueryError(f"no source {source!r} states anything in this build; those that do are {known}")
    triples = {found.triple for found in stated_by(store, stated, graph)}
    return Part(graph), Part(stated, tuple(sorted(triples, key=str)))


def of_quads(quads: Iterable[Quad]) -> tuple[Part, ...]:
    """Return ``quads``, each once, by graph and subject."""
    graphs: dict[NamedNode, list[Triple]] = {}
    for quad in sorted(set(quads), key=str):
        assert isinstance(quad.graph_name, NamedNode)  # no build has statements in the default graph
        graphs.setdefault(quad.graph_name, []).append(quad.triple)
    return tuple(Part(name, tuple(graphs[name])) for name in sorted(graphs, key=attrgetter("value")))


def _iri(text: str) -> NamedNode:
    try:
        return NamedNode(text)
    except ValueError as error:
        raise QueryError(f"{text!r} is not an IRI; name a graph such as hpo") from error
