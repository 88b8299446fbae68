"""Describe one thing of the graph: its statements, then each association, mapping and page that it is part of."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from pyoxigraph import NamedNode, Quad, Store

from rarekg.graph.home.builds import Build
from rarekg.graph.inference.closure import GRAPH as INFERRED
from rarekg.graph.rdf import turtle
from rarekg.graph.rdf.curies import full
from rarekg.graph.rdf.labels import described, label
from rarekg.graph.rdf.targets import candidates, successors
from rarekg.graph.rdf.ties import ties
from rarekg.graph.search.nearest import nearest
from rarekg.graph.search.reader import SearchIndex
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import expand

MOST = 500  # nodes of each class; a common phenotype has thousands of associations, more than anyone reads
_TYPE = NamedNode(expand("rdf:type"))
_ASSOCIATION = expand("biolink:Association")  # every association is one, beside its own class


def describe(built: Build, name: str) -> str:
    """Return Turtle about the thing called ``name`` (a CURIE, an IRI or a local id).

    First its own statements; then, by class, the nodes of this graph one step away, which carry the evidence. Inferred
    statements are left out, because they are many. Then the same about each disease that is tied to the thing.

    Raises:
        QueryError: The graph has no such thing; the message suggests similar ones.
    """
    store, mint = Store.read_only(str(built.store)), Mint(base=built.base)
    try:
        subject = NamedNode(full(name, built.base))
    except ValueError as error:
        raise QueryError(_unknown(built, name)) from error
    inferred = NamedNode(mint.graph(INFERRED)[1:-1])
    own = own_statements(store, subject, inferred)
    near = steps(store, subject, own, built.base, inferred)
    if not own and not near:
        raise QueryError(_unknown(built, name))

    @cache
    def label_of(other: NamedNode) -> str | None:
        return None if other == subject else label(store, other)

    lines = [*_history(store, subject, built.base), *_block(store, own, near, label_of)]
    for tie in ties(store, subject.value, built.base):
        if tie.disease == subject.value:
            lines.append(f"# Tied to {tie.named(tie.term, built.base)}: {tie.reason}")
        else:
            lines.append(f"# {tie.heading(built.base)}")
            disease = NamedNode(tie.disease)
            own = own_statements(store, disease, inferred)
            new = [step for step in steps(store, disease, own, built.base, inferred) if step not in near]
            lines += _block(store, own, new, label_of)
    return "\n".join([*turtle.prefixes(lines), *lines])


def own_statements(store: Store, subject: NamedNode, inferred: NamedNode) -> list[Quad]:
    """Return the statements about ``subject`` in all graphs but ``inferred``."""
    return [quad for quad in store.quads_for_pattern(subject, None, None, None) if quad.graph_name != inferred]


def _block(store: Store, own: list[Quad], steps: list[NamedNode], label_of: turtle.LabelOf) -> Iterator[str]:
    yield from turtle.block((quad.triple for quad in own), label_of)
    yield from _grouped(store, steps, label_of)


def _history(store: Store, subject: NamedNode, base: str) -> Iterator[str]:
    """Yield a comment on what became of an obsolete term."""
    for successor in successors(store, subject):
        yield f"# Replaced by {described(store, successor, base)}"
    for candidate in candidates(store, subject):
        yield f"# Obsolete; consider {described(store, candidate, base)}"


def steps(store: Store, subject: NamedNode, own: list[Quad], base: str, inferred: NamedNode) -> list[NamedNode]:
    """Return the nodes minted for this graph that ``subject`` points to or that point to it, sorted."""
    ends = {
        end
        for quads in (store.quads_for_pattern(None, None, subject, None), own)
        for quad in quads
        for end in (quad.subject, quad.object)
        if quad.graph_name != inferred
    }
    steps = {end for end in ends if isinstance(end, NamedNode) and end.value.startswith(base) and end != subject}
    return sorted(steps, key=lambda node: node.value)


def _grouped(store: Store, steps: list[NamedNode], label_of: turtle.LabelOf) -> Iterator[str]:
    groups: dict[str, list[NamedNode]] = defaultdict(list)
    for node in steps:
        kinds = [quad.object for quad in store.quads_for_pattern(node, _TYPE, None, None)]
        named = {kind.value for kind in kinds if isinstance(kind, NamedNode)} - {_ASSOCIATION}
        groups[min(named, default="")].append(node)
    for kind, nodes in sorted(groups.items()):
        more = f", of which the first {MOST} follow" if len(nodes) > MOST else ""
        yield f"# {(kind and label_of(NamedNode(kind))) or kind or 'no type'}: {len(nodes)}{more}"
        triples = (quad.triple for node in nodes[:MOST] for quad in store.quads_for_pattern(node, None, None, None))
        yield from turtle.block(triples, label_of)


def _unknown(built: Build, name: str) -> str:
    near = nearest(SearchIndex(built.search), name) if built.search.is_file() else []
    similar = ", ".join(f"{curie} ({label})" for curie, label in near)
    advice = f"did you mean {similar}?" if near else "give a CURIE such as MONDO:0010580, an IRI or a local id"
    return f"{name!r} is not in the graph; {advice}"
