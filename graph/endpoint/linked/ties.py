"""The ties of a disease, read by a worker."""

from starlette.requests import Request

from rarekg.graph.endpoint.http.query_response import QueryRequest, fetch
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked.neighbourhood import rows
from rarekg.graph.rdf.ties import Tie, query, read


async def ties(service: Service, request: Request, iri: str) -> tuple[Tie, ...]:
    """Return the ties of ``iri``, the term or the disease, sorted."""
    text = query(iri, service.pool.build.base)
    return read(rows(await fetch(service, request, QueryRequest(query=text, rows="json", graph=None))))
