"""The endpoint as an ASGI application: which paths there are, which methods each takes, how problems are shown."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from rarekg.graph.endpoint import dataset, examples, graphstore, health, sparql
from rarekg.graph.endpoint.negotiation import media_type
from rarekg.graph.endpoint.note import note
from rarekg.graph.endpoint.observed import observed
from rarekg.graph.endpoint.problem import JSON, TEXT, Problem
from rarekg.graph.endpoint.service import Service

Endpoint = Callable[[Service, Request], Awaitable[Response]]

READING = ("GET", "HEAD", "OPTIONS")
PREFLIGHT_SECONDS = 86400
# Types that mean that a program reads the answer: it is told of problems as JSON too.
PROBLEMS = {
    TEXT: TEXT,
    JSON: JSON,
    "application/json": JSON,
    "application/sparql-results+json": JSON,
    "application/ld+json": JSON,
}


def application(service: Service, routes: Sequence[BaseRoute] = ()) -> ASGIApp:
    """Return the application on ``service``; ``routes`` are further ones, made with :func:`route`."""
    app = Starlette(
        routes=[
            route(service, sparql.PATH, sparql.sparql, (*READING, "POST")),
            route(service, f"{sparql.PATH}/", sparql.sparql, (*READING, "POST")),
            route(service, graphstore.PATH, graphstore.graph_store),
            route(service, f"{graphstore.PATH}/{{name:path}}", graphstore.graph_store),
            route(service, dataset.PATH, dataset.void),
            route(service, examples.PATH, examples.examples),
            route(service, "/healthz", health.healthz),
            route(service, "/metrics", health.metrics),
            *routes,
        ],
        exception_handlers={Problem: partial(_problem, service), HTTPException: partial(_http_error, service)},
    )
    return observed(app, service.limits, service.metrics)


def route(service: Service, path: str, endpoint: Endpoint, methods: Sequence[str] = READING) -> Route:
    """Return the route that gives requests for ``path`` to ``endpoint``; it answers OPTIONS itself."""
    allowed = ", ".join(methods)

    async def serve(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": allowed, **_preflight(allowed)})
        return await endpoint(service, request)

    serve.__name__ = getattr(endpoint, "__name__", path)
    return Route(path, serve, methods=list(methods), name=serve.__name__)


def _preflight(allowed: str) -> dict[str, str]:
    return {
        "Access-Control-Allow-Methods": allowed,
        "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
        "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
    }


async def _problem(service: Service, request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    note(request.scope).kind = error.kind
    if service.html is not None and (page := await service.html.problem(service, request, error)):
        return page
    as_type = media_type(request.headers.get("accept"), PROBLEMS) or TEXT
    content_type = f"{TEXT}; charset=utf-8" if as_type == TEXT else JSON
    headers = {"Cache-Control": "no-store", "Vary": "Accept", **error.headers, "Content-Type": content_type}
    return Response(error.body(as_type), error.status, headers=headers)


async def _http_error(service: Service, request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    message = f"{status.phrase.lower()}: {request.method} {request.url.path}"
    return await _problem(service, request, Problem(status, "http", message, headers=error.headers))
