"""How a document is related to others: what it says of itself in RDF, and what its Link header says."""

from collections.abc import Container, Iterator
from urllib.parse import quote

from pyoxigraph import NamedNode, Triple

from rarekg.graph.endpoint.http.link_header import Link
from rarekg.graph.endpoint.linked import addresses
from rarekg.graph.endpoint.linked.addresses import Meant
from rarekg.graph.endpoint.linked.neighbourhood import Around
from rarekg.graph.endpoint.sparql import graph_store
from rarekg.graph.endpoint.sparql.triples import about, node
from rarekg.graph.rdf.formats import GRAPHS, HTML, media_type
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.prefixes import prefix_map

_URI = "%/:#?@[]!$&'()*+,;=~"  # what an IRI and a URI both have; a header holds no more than a URI


def itself(found: Around, meant: Meant, form: str, page: int, address: str, base: str) -> Iterator[Triple]:
    """Yield what a document says of itself: what it is about, of which dataset it is, where its other pages are."""
    here = NamedNode(f"{address}{_at(meant, form, page)}")
    whole = NamedNode(Mint(base=base).dataset("rarekg")[1:-1])
    yield from about(
        here,
        {"rdf:type": node("foaf:Document"), "foaf:primaryTopic": NamedNode(meant.iri), "void:inDataset": whole},
    )
    turns = list(_turns(found, meant, form, page))
    if turns:
        yield from about(here, {"rdf:type": node("hydra:PartialCollectionView")})
        for relation, there in turns:
            yield from about(here, {f"hydra:{relation}": NamedNode(f"{address}{there}")})


def downloads(meant: Meant, graphs: Container[str], address: str, base: str) -> Iterator[Triple]:
    """Yield where the statements of a named graph, or of the dataset in it, can be fetched whole."""
    kind, _, name = meant.iri.removeprefix(base).partition("/")
    graph, itself = f"{base}graph/{name}", NamedNode(meant.iri)
    there = f"{address}{graph_store.PATH}?graph={quote(graph, safe='')}"
    if kind == "graph" and graph in graphs:
        yield from about(itself, {"rdf:type": node("sd:NamedGraph"), "rdfs:seeAlso": NamedNode(there)})
    elif kind == "dataset" and graph in graphs:
        yield from about(itself, {"void:dataDump": NamedNode(there)})


def _turns(found: Around, meant: Meant, form: str, page: int) -> Iterator[tuple[str, str]]:
    """Yield where the first, the previous and the next page are, by Hydra's names; nothing where there is one page."""
    if page > 1 or found.more:
        yield "first", _at(meant, form, 1)
    if page > 1:
        yield "previous", _at(meant, form, page - 1)
    if found.more:
        yield "next", _at(meant, form, page + 1)


def moves(found: Around, meant: Meant, form: str, page: int, base: str) -> Iterator[Link]:
    """Yield where to go on from here: to other pages, and from an obsolete term to its successor."""
    for relation, there in _turns(found, meant, form, page):
        yield there, {"rel": {"previous": "prev"}.get(relation, relation)}
    for successor in found.objects("IAO:0100001"):
        yield addresses.path(successor, base), {"rel": "successor-version"}


def alternates(meant: Meant, form: str) -> Iterator[Link]:
    """Yield the other formats of a document, the thing that it describes, and the address that is best kept."""
    for name in (*GRAPHS, HTML.name):
        relation = "describedby" if form == HTML.name and name == "turtle" else "alternate"
        if name != form:
            yield addresses.suffixed(meant.path, name), {"rel": relation, "type": media_type(name)}
    if meant.iri.startswith(prefix_map()["MONDO"]):
        yield addresses.suffixed(meant.path, "csv"), {"rel": "alternate", "type": media_type("csv")}
    yield quote(meant.iri, safe=_URI), {"rel": "describes"}
    yield addresses.suffixed(meant.path, HTML.name) if meant.minted else meant.path, {"rel": "canonical"}


def _at(meant: Meant, form: str, page: int) -> str:
    path = addresses.suffixed(meant.path, form)
    return path if page == 1 else f"{path}{'&' if '?' in path else '?'}page={page}"
