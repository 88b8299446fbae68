"""The datasets of the graph, as VoID and DCAT: the build's own description of them, and where to query them.

https://www.w3.org/TR/void/#well-known, https://www.w3.org/TR/vocab-dcat-3/
"""

from collections.abc import Callable, Iterator
from functools import partial

from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.query_response import QueryRequest, fetch
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.sparql.graph_store import EVERYTHING
from rarekg.graph.endpoint.sparql.related import VOID, see_also
from rarekg.graph.endpoint.sparql.triples import about, document, node

PATH = VOID


async def void(service: Service, request: Request) -> Response:
    """Return the document at ``/.well-known/void``."""

    async def triples() -> Callable[[], Iterator[Triple]]:
        return partial(_datasets, service, await stored(service, request), service.address(request))

    return await document(service, request, triples)


async def stored(service: Service, request: Request) -> bytes:
    """Return the graph ``metadata`` as N-Triples."""
    metadata = f"{service.pool.build.base}graph/metadata"
    return await fetch(
        service, request, QueryRequest(query=EVERYTHING, rows=None, graph="ntriples", datasets=((metadata,), ()))
    )


def _datasets(service: Service, stored: bytes, address: str) -> Iterator[Triple]:
    yield from (quad.triple for quad in parse(stored, format=RdfFormat.N_TRIPLES))
    yield from _access(service, address)


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
