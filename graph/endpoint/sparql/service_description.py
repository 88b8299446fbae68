"""The service description: languages, formats and named graphs, and what the graph says of itself.

No federation, no update and no fetching of graphs is described, as the service does none of it.

https://www.w3.org/TR/sparql11-service-description/
"""

from collections.abc import Callable, Iterator
from functools import partial

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.negotiation import accepted
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.sparql.related import LINKS, see_also
from rarekg.graph.endpoint.sparql.triples import about, document, node
from rarekg.graph.endpoint.sparql.void import stored
from rarekg.graph.rdf.formats import GRAPH_OFFERS, HTML, SERVED

FORMATS = "http://www.w3.org/ns/formats/"
SIMPLE = NamedNode("http://www.w3.org/ns/entailment/Simple")
TITLE = Literal("SPARQL endpoint of the rarekg graph of rare diseases", language="en")


async def describe(service: Service, request: Request, form: str | None = None) -> Response:
    """Return the description as RDF in the format called ``form``, without one in that which the client accepts."""

    async def triples() -> Callable[[], Iterator[Triple]]:
        return partial(_whole, service, await stored(service, request), service.address(request))

    return await document(service, request, triples, LINKS, form)


def prefers_html(request: Request) -> bool:
    """Return whether the client of ``request`` prefers HTML to the formats of graphs, as browsers do."""
    return accepted(request, {**GRAPH_OFFERS, HTML.media_type: HTML.name}) == HTML.name


def _whole(service: Service, metadata: bytes, address: str) -> Iterator[Triple]:
    """Yield the description with what the graph says of itself: prefixes, examples, classes and properties."""
    yield from description(service, address)
    yield from (quad.triple for quad in parse(metadata, format=RdfFormat.N_TRIPLES))


def description(service: Service, address: str) -> Iterator[Triple]:
    """Yield the description of the service that is reached at ``address``."""
    here = NamedNode(f"{address}/sparql")
    dataset, default = NamedNode(f"{here.value}#dataset"), NamedNode(f"{here.value}#default-graph")
    available, graphs = NamedNode(f"{here.value}#graphs"), service.pool.build.manifest.graphs
    yield from about(
        here,
        {
            "rdf:type": (node("sd:Service"), node("dcat:DataService")),
            "dcterms:title": TITLE,
            "sd:endpoint": here,
            "dcat:endpointURL": here,
            "dcat:servesDataset": NamedNode(f"{service.pool.build.base}dataset/rarekg"),
            "sd:supportedLanguage": node("sd:SPARQL11Query"),
            "sd:resultFormat": [NamedNode(FORMATS + form.described) for form in SERVED],
            "sd:feature": node("sd:UnionDefaultGraph"),
            "sd:defaultEntailmentRegime": SIMPLE,
            "sd:defaultDataset": dataset,
            "sd:availableGraphs": available,
        },
    )
    yield from see_also(here, address)
    names = [NamedNode(name) for name in sorted(graphs)]
    yield from about(dataset, {"rdf:type": node("sd:Dataset"), "sd:defaultGraph": default, "sd:namedGraph": names})
    yield from about(available, {"rdf:type": node("sd:GraphCollection"), "sd:namedGraph": names})
    count = Literal(service.pool.build.manifest.quads)
    yield from about(default, {"rdf:type": node("sd:Graph"), "void:triples": count})
    for name in names:
        contents = NamedNode(f"{address}/store?graph={name.value}")
        yield from about(name, {"rdf:type": node("sd:NamedGraph"), "sd:name": name, "sd:graph": contents})
        yield from about(contents, {"rdf:type": node("sd:Graph"), "void:triples": Literal(graphs[name.value])})
