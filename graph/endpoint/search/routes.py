"""The routes of search, for the endpoint's application."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rarekg.graph.endpoint.http.negotiation import media_type
from rarekg.graph.endpoint.http.routing import READING, route
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.search import api
from rarekg.graph.endpoint.search.reconciliation import PATH

HTML, JSON = "text/html", "application/json"
Page = Callable[[Service, Request], Awaitable[Response]]


def routes(service: Service, page: Page) -> list[BaseRoute]:
    """Return the routes; ``page`` shows the results of a search to people."""

    async def search(service: Service, request: Request) -> Response:
        accepted = media_type(request.headers.get("accept"), {JSON: JSON, HTML: HTML})
        if accepted == HTML:
            return await page(service, request)
        return await api.found(service, request)

    return [
        route(service, api.SEARCH, search),
        route(service, PATH, api.reconciled, (*READING, "POST")),
        route(service, f"{PATH}/suggest/entity", api.entities),
        route(service, f"{PATH}/suggest/type", api.types),
        route(service, f"{PATH}/suggest/property", api.properties),
        route(service, f"{PATH}/preview", api.preview),
        route(service, f"{PATH}/flyout", api.flyout),
    ]
