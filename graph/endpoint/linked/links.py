"""How a document is related to others, as statements in RDF and as links for the Link header."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple
from starlette.requests import Request

from rarekg.graph.endpoint.http.link_header import Link
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked import addresses
from rarekg.graph.endpoint.linked.addresses import Target
from rarekg.graph.endpoint.sparql import graph_store
from rarekg.graph.endpoint.sparql.triples import about, node
from rarekg.graph.endpoint.sparql.void import copies
from rarekg.graph.home.releases import Release
from rarekg.graph.process.describing import part_comment
from rarekg.graph.process.frames import Found
from rarekg.graph.rdf.formats import HTML, RDF, media_type
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.prefixes import prefix_map


class Here(NamedTuple):
    """A document as it was asked for: part ``part`` (from 1) about ``target``, by the path and query ``asked``."""

    target: Target
    part: int
    asked: str


_URI = "%/:#?@[]!$&'()*+,;=~"  # what an IRI and a URI both have; a header holds no more than a URI


def document_statements(found: Found, here: Here, address: str, base: str) -> Iterator[Triple]:
    """Yield the statements about the document itself: its topic, its dataset, where its other parts are."""
    document = NamedNode(f"{address}{here.asked}")
    dataset = NamedNode(Mint(base=base).dataset("rarekg")[1:-1])
    yield from about(
        document,
        {"rdf:type": node("foaf:Document"), "foaf:primaryTopic": NamedNode(here.target.iri), "void:inDataset": dataset},
    )
    if found.parts > 1:
        comment = Literal(part_comment(here.part, found.parts, found.links), language="en")
        yield from about(
            document,
            {
                "rdf:type": node("hydra:PartialCollectionView"),
                "hydra:totalItems": Literal(found.links),
                "rdfs:comment": comment,
            },
        )
        for relation, path in _parts(here, found.parts):
            yield from about(document, {f"hydra:{relation}": NamedNode(f"{address}{path}")})


def downloads(service: Service, release: Release | None, target: Target, address: str) -> Iterator[Triple]:
    """Yield where the statements of a named graph, or of the dataset in it or in all, can be fetched whole."""
    base, graphs = service.pool.build.base, service.pool.build.manifest.graphs
    kind, _, name = target.iri.removeprefix(base).partition("/")
    graph, thing = f"{base}graph/{name}", NamedNode(target.iri)
    if kind == "graph" and graph in graphs:
        contents = NamedNode(f"{address}{graph_store.PATH}?graph={quote(graph, safe='')}")
        yield from about(thing, {"rdf:type": node("sd:NamedGraph"), "rdfs:seeAlso": contents})
    elif kind == "dataset" and (graph in graphs or name == "rarekg"):
        yield from copies(service, release, thing, "" if name == "rarekg" else graph, address)


def onward_links(found: Found, here: Here, base: str, successors: Iterable[str]) -> Iterator[Link]:
    """Yield the links to other parts, and from an obsolete term to its last ``successors``."""
    for relation, path in _parts(here, found.parts):
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
    alternate /HP:0000964.nq
    alternate /HP:0000964.trig
    describes http://purl.obolibrary.org/obo/HP_0000964
    canonical /HP:0000964
    """
    for name in (*RDF, HTML.name):
        relation = "describedby" if form == HTML.name and name == "turtle" else "alternate"
        if name != form:
            yield addresses.suffixed(target.path, name), {"rel": relation, "type": media_type(name)}
    if target.iri.startswith(prefix_map()["MONDO"]):
        yield addresses.suffixed(target.path, "csv"), {"rel": "alternate", "type": media_type("csv")}
    yield quote(target.iri, safe=_URI), {"rel": "describes"}
    yield addresses.suffixed(target.path, HTML.name) if target.minted else target.path, {"rel": "canonical"}


def page_path(target: Target, form: str, page: int) -> str:
    """Return the path and query of part ``page`` (from 1) of a document in the format ``form``, '' for no suffix.

    >>> target = addresses.Target("x:iri", "", "/resource?iri=x%3Airi", minted=False)
    >>> page_path(target, "turtle", 2), page_path(target, "", 1)
    ('/resource.ttl?iri=x%3Airi&page=2', '/resource?iri=x%3Airi')
    """
    path = addresses.suffixed(target.path, form) if form else target.path
    return path if page == 1 else f"{path}{'&' if '?' in path else '?'}page={page}"


def asked_path(request: Request, target: Target, page: int) -> str:
    """Return the path and query by which ``request`` asks for part ``page``: clients find its statements by them."""
    usual, query = page_path(target, target.format, page), request.scope["query_string"].decode("latin-1")
    path = f"{usual.partition('?')[0]}?{query}" if query else usual
    try:
        NamedNode(f"x:{path}")
    except ValueError:
        return usual
    return path


def _parts(here: Here, parts: int) -> Iterator[tuple[str, str]]:
    """Yield the first, the previous, the next and the last part, by Hydra's names; nothing if there is one part."""
    numbers = {"first": 1, "previous": here.part - 1, "next": here.part + 1, "last": parts}
    for relation, number in numbers.items():
        if parts > 1 and 1 <= number <= parts:
            yield relation, page_path(here.target, here.target.format, number)
