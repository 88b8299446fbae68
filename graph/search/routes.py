"""The routes of search, for the endpoint's application."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rarekg.graph.endpoint.app import READING, route
from rarekg.graph.endpoint.negotiation import media_type
from rarekg.graph.endpoint.service import Service
from rarekg.graph.search import requests
from rarekg.graph.search.reconcile import PATH

HTML, JSON = "text/html", "application/json"
Page = Callable[[Service, Request], Awaitable[Response]]


def routes(service: Service, page: Page | None = None) -> list[BaseRoute]:
    """Return the routes; ``page`` shows the results of a search to people."""

    async def search(service: Service, request: Request) -> Response:
        accepted = media_type(request.headers.get("accept"), {JSON: JSON, HTML: HTML})
        if page is not None and accepted == HTML:
            return await page(service, request)
        return await requests.found(service, request)

    return [
        route(service, requests.SEARCH, search),
        route(service, PATH, requests.reconciled, (*READING, "POST")),
        route(service, f"{PATH}/suggest/entity", requests.entities),
        route(service, f"{PATH}/suggest/type", requests.types),
        route(service, f"{PATH}/suggest/property", requests.properties),
        route(service, f"{PATH}/preview", requests.preview),
        route(service, f"{PATH}/flyout", requests.flyout),
    ]
