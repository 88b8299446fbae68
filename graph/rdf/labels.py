"""The label of a thing."""

from pyoxigraph import Literal, NamedNode, Store

from rarekg.ontology.prefixes import expand

LABEL = NamedNode(expand("rdfs:label"))


def label(store: Store, thing: NamedNode) -> str | None:
    """Return the label of ``thing`` in any graph, of several the first by code point, or None."""
    quads = store.quads_for_pattern(thing, LABEL, None, None)
    return min((quad.object.value for quad in quads if isinstance(quad.object, Literal)), default=None)
