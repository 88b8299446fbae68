"""The JSON-LD context of all documents, at an address of its own."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.conditional import cached_document
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.rdf.context import context
from rarekg.graph.rdf.formats import content_type

PATH = "/context.jsonld"


async def document(service: Service, request: Request) -> Response:
    """Answer a request for the context."""
    make = partial(service.in_thread, lambda: CachedResponse(body=context().encode()))
    return await cached_document(service, request, content_type("jsonld"), make)
