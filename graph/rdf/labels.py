"""The label of a thing, alone and with its id."""

from pyoxigraph import Literal, NamedNode, Store

from rarekg.graph.rdf.curies import short
from rarekg.ontology.prefixes import expand

LABEL = NamedNode(expand("rdfs:label"))


def label(store: Store, thing: NamedNode) -> str | None:
    """Return the label of ``thing`` in any graph, of several the first by code point, or None."""
    quads = store.quads_for_pattern(thing, LABEL, None, None)
    return min((quad.object.value for quad in quads if isinstance(quad.object, Literal)), default=None)


def described(store: Store, thing: NamedNode, base: str) -> str:
    """Return the id of ``thing`` with its label, if it has one."""
    name, called = short(thing.value, base), label(store, thing)
    return f"{name} ({called})" if called else name
