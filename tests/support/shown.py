"""Pages parsed, and facts read from a store, for tests that compare the two."""

import httpx
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store
from selectolax.lexbor import LexborHTMLParser, LexborNode

from rarekg.ontology.prefixes import expand

Node = LexborHTMLParser | LexborNode


def read(client: httpx.Client, address: str, status: int = 200) -> LexborHTMLParser:
    """Return the page at ``address``."""
    response = client.get(address)
    assert response.status_code == status, address
    return LexborHTMLParser(response.text)


def text(node: Node, selector: str) -> str:
    """Return the text of the first element that ``selector`` matches, its white space folded."""
    element = node.css_first(selector)
    assert element is not None, selector
    return " ".join(element.text().split())


def texts(node: Node, selector: str) -> list[str]:
    """Return the text of each element that ``selector`` matches."""
    return [" ".join(element.text().split()) for element in node.css(selector)]


def pairs(node: Node) -> dict[str, str]:
    """Return the terms of all description lists with their descriptions."""
    return dict(zip(texts(node, "dt"), texts(node, "dd"), strict=True))


def values(store: Store, iri: str, curie: str) -> set[str]:
    """Return the values of a property of ``iri`` in the store: texts, and IRIs as they are."""
    quads = store.quads_for_pattern(NamedNode(iri), NamedNode(expand(curie)), None)
    return {quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal)}


def subjects(store: Store, curie: str, iri: str) -> set[str]:
    """Return the subjects of a property whose value is ``iri`` in the store."""
    quads = store.quads_for_pattern(None, NamedNode(expand(curie)), NamedNode(iri))
    return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}


def label(store: Store, iri: str) -> str:
    """Return the one label of ``iri`` in the store."""
    (found,) = values(store, iri, "rdfs:label")
    return found


def links(node: Node, selector: str) -> list[str]:
    """Return the addresses that the links in elements that ``selector`` matches lead to."""
    return [element.attributes["href"] or "" for element in node.css(f"{selector} a")]


def solutions(store: Store, query: str) -> list[list[str]]:
    """Return the solutions of ``query`` over all graphs of the store."""
    results = store.query(query, use_default_graph_as_union=True)
    assert isinstance(results, QuerySolutions)
    return [[term.value if isinstance(term, NamedNode | Literal) else "" for term in row] for row in results]


def size(store: Store, graph: str) -> int:
    """Return the number of triples in a named graph of the store."""
    return sum(1 for _ in store.quads_for_pattern(None, None, None, NamedNode(graph)))
