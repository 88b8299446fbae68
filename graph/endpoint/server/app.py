"""The endpoint as an ASGI application: its routes with their methods, and its error responses."""

from collections.abc import Sequence
from functools import partial
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from rarekg.graph.endpoint.http.negotiation import accepted
from rarekg.graph.endpoint.http.routing import READING, route
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.http.stream import BrokenOff
from rarekg.graph.endpoint.log_fields import note
from rarekg.graph.endpoint.problem import JSON, TEXT, Problem
from rarekg.graph.endpoint.server import health
from rarekg.graph.endpoint.server.hosts import answering_for
from rarekg.graph.endpoint.server.middleware import observed
from rarekg.graph.endpoint.server.sending import NoMemory
from rarekg.graph.endpoint.sparql import examples, graph_store, query, void

# Types that a program accepts: it gets problems as JSON too.
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
            route(service, query.PATH, query.sparql, (*READING, "POST")),
            route(service, f"{query.PATH}/", query.sparql, (*READING, "POST")),
            route(service, f"{query.PATH}.{{suffix}}", query.sparql, (*READING, "POST")),
            route(service, graph_store.PATH, graph_store.graph_store),
            route(service, f"{graph_store.PATH}/{{name:path}}", graph_store.graph_store),
            route(service, void.PATH, void.void),
            route(service, examples.PATH, examples.examples),
            route(service, "/healthz", health.healthz),
            route(service, "/metrics", health.metrics),
            *routes,
        ],
        exception_handlers={
            Problem: partial(_problem, service),
            HTTPException: partial(_http_error, service),
            Exception: partial(_fault, service),
        },
    )
    hosted = answering_for(app, service.allowed_hosts, partial(_problem, service))
    return observed(hosted, service.limits, service.metrics)


async def _problem(service: Service, request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    note(request.scope).kind = error.kind
    if page := await service.html.problem(service, request, error):
        return page
    as_type = accepted(request, PROBLEMS) or TEXT
    content_type = f"{TEXT}; charset=utf-8" if as_type == TEXT else JSON
    headers = {"Cache-Control": "no-store", "Vary": "Accept", **error.headers, "Content-Type": content_type}
    return Response(error.body(as_type), error.status, headers=headers)


async def _fault(service: Service, request: Request, error: Exception) -> Response:
    """Answer for a fault of the server's own; what went wrong, and where, is for its log alone."""
    if isinstance(error, BrokenOff | NoMemory):  # no fault, and no response can follow
        return Response(status_code=HTTPStatus.INTERNAL_SERVER_ERROR)
    message = "the server failed at this request; its log says why"
    return await _problem(service, request, Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "fault", message))


async def _http_error(service: Service, request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    message = f"{status.phrase.lower()}: {request.method} {request.scope['path']}"
    return await _problem(service, request, Problem(status, "http", message, headers=error.headers))
