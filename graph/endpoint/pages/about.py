"""The page on the graph itself: its sources, their releases and licences, and the attributions that these ask for."""

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.conditional import cached_document
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.rendering import rendered_document
from rarekg.graph.rdf.formats import HTML, content_type


async def about(service: Service, request: Request) -> Response:
    """Return the page at ``/about``."""

    async def make() -> CachedResponse:
        manifest = service.pool.build.manifest
        context = {
            "title": "About",
            "sources": sorted(manifest.sources.items()),
            "graphs": sorted(manifest.graphs.items()),
            "version": manifest.rarekg,
            "engine": manifest.engine,
            "finished": service.pool.build.finished,
        }
        return rendered_document(service, "about.html", context)

    return await cached_document(service, request, content_type(HTML.name), make)
