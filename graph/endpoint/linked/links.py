"""How a document is related to others, as statements in RDF and as links for the Link header."""

from collections.abc import Container, Iterable, Iterator
from urllib.parse import quote

from pyoxigraph import NamedNode, Triple

from rarekg.graph.endpoint.http.link_header import Link
from rarekg.graph.endpoint.linked import addresses
from rarekg.graph.endpoint.linked.addresses import Target
from rarekg.graph.endpoint.linked.neighbourhood import Neighbourhood
from rarekg.graph.endpoint.sparql import graph_store
from rarekg.graph.endpoint.sparql.triples import about, node
from rarekg.graph.rdf.formats import GRAPHS, HTML, media_type
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.prefixes import prefix_map

_URI = "%/:#?@[]!$&'()*+,;=~"  # what an IRI and a URI both have; a header holds no more than a URI


def document_statements(
    neighbourhood: Neighbourhood, target: Target, form: str, page: int, address: str, base: str
) -> Iterator[Triple]:
    """Yield the statements about the document itself: its topic, its dataset, where its other pages are."""
    here = NamedNode(f"{address}{page_path(target, form, page)}")
    dataset = NamedNode(Mint(base=base).dataset("rarekg")[1:-1])
    yield from about(
        here,
        {"rdf:type": node("foaf:Document"), "foaf:primaryTopic": NamedNode(target.iri), "void:inDataset": dataset},
    )
    pages = list(_pages(neighbourhood, target, form, page))
    if pages:
        yield from about(here, {"rdf:type": node("hydra:PartialCollectionView")})
        for relation, path in pages:
            yield from about(here, {f"hydra:{relation}": NamedNode(f"{address}{path}")})


def downloads(target: Target, graphs: Container[str], address: str, base: str) -> Iterator[Triple]:
    """Yield where the statements of a named graph, or of the dataset in it, can be fetched whole."""
    kind, _, name = target.iri.removeprefix(base).partition("/")
    graph, thing = f"{base}graph/{name}", NamedNode(target.iri)
    contents = NamedNode(f"{address}{graph_store.PATH}?graph={quote(graph, safe='')}")
    if kind == "graph" and graph in graphs:
        yield from about(thing, {"rdf:type": node("sd:NamedGraph"), "rdfs:seeAlso": contents})
    elif kind == "dataset" and graph in graphs:
        yield from about(thing, {"void:dataDump": contents})


def onward_links(
    neighbourhood: Neighbourhood, target: Target, form: str, page: int, base: str, successors: Iterable[str]
) -> Iterator[Link]:
    """Yield the links to other pages, and from an obsolete term to its last ``successors``."""
    for relation, path in _pages(neighbourhood, target, form, page):
        yield path, {"rel": {"previous": "prev"}.get(relation, relation)}
    for successor in successors:
        yield addresses.path(successor, base), {"rel": "successor-version"}


def alternates(target: Target, form: str) -> Iterator[Link]:
    """Yield the links to a document's other formats, to the thing that it describes, and to its canonical address.

    >>> for path, parameters in alternates(addresses.resolve("HP:0000964", "https://w3id.org/rarekg/"), "html"):
    ...     print(parameters["rel"], path)
    describedby /HP:0000964.ttl
    alternate /HP:0000964.nt
    alternate /HP:0000964.rdf
    alternate /HP:0000964.jsonld
    describes http://purl.obolibrary.org/obo/HP_0000964
    canonical /HP:0000964
    """
    for name in (*GRAPHS, HTML.name):
        relation = "describedby" if form == HTML.name and name == "turtle" else "alternate"
        if name != form:
            yield addresses.suffixed(target.path, name), {"rel": relation, "type": media_type(name)}
    if target.iri.startswith(prefix_map()["MONDO"]):
        yield addresses.suffixed(target.path, "csv"), {"rel": "alternate", "type": media_type("csv")}
    yield quote(target.iri, safe=_URI), {"rel": "describes"}
    yield addresses.suffixed(target.path, HTML.name) if target.minted else target.path, {"rel": "canonical"}


def page_path(target: Target, form: str, page: int) -> str:
    """Return the path and query of page ``page`` (from 1) of a document in the format ``form``.

    >>> page_path(addresses.Target("x:iri", "", "/resource?iri=x%3Airi", minted=False), "turtle", 2)
    '/resource.ttl?iri=x%3Airi&page=2'
    """
    path = addresses.suffixed(target.path, form)
    return path if page == 1 else f"{path}{'&' if '?' in path else '?'}page={page}"


def _pages(neighbourhood: Neighbourhood, target: Target, form: str, page: int) -> Iterator[tuple[str, str]]:
    """Yield the first, the previous and the next page, by Hydra's names; nothing if there is one page."""
    if page > 1 or neighbourhood.more:
        yield "first", page_path(target, form, 1)
    if page > 1:
        yield "previous", page_path(target, form, page - 1)
    if neighbourhood.more:
        yield "next", page_path(target, form, page + 1)
