"""The page on the graph itself: its sources, their releases and licences, and the attributions that these ask for."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.conditional import cached_document
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.rendering import Context, rendered_document
from rarekg.graph.rdf.formats import HTML, content_type


async def about(service: Service, request: Request) -> Response:
    """Return the page at ``/about``."""

    def context() -> Context:
        manifest = service.pool.build.manifest
        return {
            "title": "About",
            "sources": sorted(manifest.sources.items()),
            "graphs": sorted(manifest.graphs.items()),
            "version": manifest.rarekg,
            "engine": manifest.engine,
            "finished": service.pool.build.finished,
        }

    make = partial(rendered_document, service, "about.html", context)
    return await cached_document(service, request, content_type(HTML.name), make)
