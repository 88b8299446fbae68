"""The page on the graph itself: its sources, their releases and licences, and the attributions that these ask for."""

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.rendering import Context, kept


async def about(service: Service, request: Request) -> Response:
    """Return the page at ``/about``."""

    async def context() -> Context:
        manifest = service.pool.build.manifest
        return {
            "title": "About",
            "sources": sorted(manifest.get("sources", {}).items()),
            "graphs": sorted(manifest.get("graphs", {}).items()),
            "version": manifest.get("rarekg", ""),
            "engine": manifest.get("engine", {}),
            "finished": service.pool.build.finished,
        }

    return await kept(service, request, "about.html", context)
