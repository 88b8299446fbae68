"""The datasets of the graph, as VoID and DCAT: the build's own description of them, and where to query them.

https://www.w3.org/TR/void/#well-known, https://www.w3.org/TR/vocab-dcat-3/
"""

from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import quote

from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.downloads.offers import dumps, offered
from rarekg.graph.endpoint.http.query_response import QueryRequest, fetch
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.sparql.distributions import distributions
from rarekg.graph.endpoint.sparql.graph_store import EVERYTHING, fits
from rarekg.graph.endpoint.sparql.graph_store import PATH as STORE
from rarekg.graph.endpoint.sparql.related import VOID, see_also
from rarekg.graph.endpoint.sparql.triples import about, document, node
from rarekg.graph.home.releases import Release

PATH = VOID


async def void(service: Service, request: Request) -> Response:
    """Return the document at ``/.well-known/void``."""

    async def triples() -> Callable[[], Iterator[Triple]]:
        release = await offered(service)
        return partial(_datasets, service, await stored(service, request), service.address(request), release)

    return await document(service, request, triples)


async def stored(service: Service, request: Request) -> bytes:
    """Return the graph ``metadata`` as N-Triples."""
    metadata = f"{service.pool.build.base}graph/metadata"
    return await fetch(
        service, request, QueryRequest(query=EVERYTHING, rows=None, graph="ntriples", datasets=((metadata,), ()))
    )


def _datasets(service: Service, stored: bytes, address: str, release: Release | None) -> Iterator[Triple]:
    yield from (quad.triple for quad in parse(stored, format=RdfFormat.N_TRIPLES))
    yield from _access(service, address)
    base = service.pool.build.base
    for graph in ("", *sorted(service.pool.build.manifest.graphs)):
        name = graph.removeprefix(f"{base}graph/") if graph else "rarekg"
        yield from copies(service, release, NamedNode(f"{base}dataset/{name}"), graph, address)


def copies(service: Service, release: Release | None, dataset: NamedNode, graph: str, address: str) -> Iterator[Triple]:
    """Yield where ``dataset``, the named graph ``graph`` or '' for all, can be fetched whole; nothing if nowhere."""
    if release is not None:
        yield from distributions(release, dataset, graph, address)
    if graph and fits(service, graph) and (release is None or not any(dumps(release, graph))):
        yield from about(dataset, {"void:dataDump": NamedNode(f"{address}{STORE}?graph={quote(graph, safe='')}")})


def _access(service: Service, address: str) -> Iterator[Triple]:
    here, endpoint = NamedNode(f"{address}{PATH}"), NamedNode(f"{address}/sparql")
    whole, example = NamedNode(f"{service.pool.build.base}dataset/rarekg"), node("MONDO:0010580")
    yield from about(here, {"rdf:type": node("void:DatasetDescription"), "foaf:topic": whole})
    yield from about(whole, {"void:sparqlEndpoint": endpoint, "void:exampleResource": example})
    yield from see_also(endpoint, address)
    yield from about(
        endpoint,
        {
            "rdf:type": node("dcat:DataService"),
            "dcat:endpointURL": endpoint,
            "dcat:endpointDescription": endpoint,
            "dcat:servesDataset": whole,
        },
    )
