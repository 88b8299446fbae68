"""The routes of search."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rarekg.graph.endpoint.http.negotiation import accepted
from rarekg.graph.endpoint.http.notes import refuse_others
from rarekg.graph.endpoint.http.routing import READING, route
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.search import api, matching
from rarekg.graph.endpoint.search.manifest import PATH
from rarekg.graph.rdf.formats import HTML

JSON = "application/json"
Page = Callable[[Service, Request], Awaitable[Response]]


def routes(service: Service, page: Page) -> list[BaseRoute]:
    """Return the routes; ``page`` makes the page of a search's results."""

    async def search(service: Service, request: Request) -> Response:
        refuse_others(request, "q", "kind", "limit", "all")
        if accepted(request, {JSON: JSON, HTML.media_type: HTML.name}) == HTML.name:
            return await page(service, request)
        return await api.hits(service, request)

    return [
        route(service, api.SEARCH, search),
        route(service, PATH, matching.reconcile, (*READING, "POST")),
        route(service, f"{PATH}/suggest/entity", matching.entities),
        route(service, f"{PATH}/suggest/type", matching.types),
        route(service, f"{PATH}/suggest/property", matching.property_suggestions),
        route(service, f"{PATH}/extend/propose", matching.proposals),
        route(service, f"{PATH}/view", matching.view),
        route(service, f"{PATH}/preview", matching.preview),
        route(service, f"{PATH}/flyout", matching.flyout),
    ]
