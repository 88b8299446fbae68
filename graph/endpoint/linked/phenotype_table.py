"""The phenotypes of a disease as a table for spreadsheets: the result of the saved query of that name."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.conditional import cached_document
from rarekg.graph.endpoint.http.query_response import QueryRequest, fetch
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked.ties import ties
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.rdf.curies import short
from rarekg.graph.rdf.formats import content_type
from rarekg.graph.rdf.ties import tied_diseases
from rarekg.queries import catalog

QUERY = "phenotypes-by-frequency"


async def phenotypes(service: Service, request: Request, iri: str, headers: Mapping[str, str]) -> Response:
    """Return the table of the phenotypes of the disease ``iri``, with those of diseases tied to it.

    Raises:
        Problem: 404 if the graph states none.
    """
    name = short(iri, service.pool.build.base)

    async def make() -> CachedResponse:
        tied = tied_diseases(await ties(service, request, iri), iri)
        query = catalog.bind(catalog.find(QUERY), {"disease": [iri, *tied]})
        body = await fetch(service, request, QueryRequest(query=query, rows="csv", graph=None))
        if body.count(b"\n") < 2:
            raise Problem(HTTPStatus.NOT_FOUND, "unknown", f"the graph states no phenotype of {name}")
        return CachedResponse(body=body)

    file = "".join(c if c.isalnum() else "_" for c in name if c.isascii())
    attached = {"Content-Disposition": f'attachment; filename="{file}_phenotypes.csv"'}
    return await cached_document(service, request, content_type("csv"), make, {**headers, **attached})
