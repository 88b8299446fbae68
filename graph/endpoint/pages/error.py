"""The page on an error: what is wrong, and things with a similar name or id."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.negotiation import media_type
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import Link, link
from rarekg.graph.endpoint.pages.lookup import similar
from rarekg.graph.endpoint.pages.rendering import small_page
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.rdf.formats import HTML

TITLES: Mapping[HTTPStatus | str, str] = MappingProxyType(
    {
        "damaged": "Not available",
        HTTPStatus.NOT_FOUND: "Page not found",
        HTTPStatus.MULTIPLE_CHOICES: "Several things have this name",
        HTTPStatus.BAD_REQUEST: "Invalid request",
        HTTPStatus.TOO_MANY_REQUESTS: "Too many requests",
        HTTPStatus.SERVICE_UNAVAILABLE: "No answer in time",
        HTTPStatus.GATEWAY_TIMEOUT: "Too much for one query",
    }
)
# Media types that programs accept, preferred first; they get the problem in one of these.
OTHERS = ("text/plain", "application/json", "application/problem+json", "application/sparql-results+json", "text/csv")
NEAR = 6


async def problem(service: Service, request: Request, error: Problem) -> Response | None:
    """Return ``error`` as a page if the client of ``request`` prefers HTML, as browsers do; else None."""
    accept = request.headers.get("accept")
    if not accept or media_type(accept, {**dict.fromkeys(OTHERS, ""), HTML.media_type: HTML.name}) != HTML.name:
        return None
    message, _, _ = str(error).partition("; did you mean")
    context = {
        "title": TITLES.get(error.kind) or TITLES.get(error.status, error.status.phrase),
        "status": int(error.status),
        "message": f"{message[:1].upper()}{message[1:]}.",
        "source": error.facts.get("source"),
        "near": await _near(service, request, error),
    }
    response = small_page(service, "error.html", context, error.status)
    response.headers.update(error.headers)
    response.headers["Cache-Control"] = "no-store"
    return response


async def _near(service: Service, request: Request, error: Problem) -> list[Link]:
    if error.status not in (HTTPStatus.NOT_FOUND, HTTPStatus.MULTIPLE_CHOICES):
        return []
    base = service.pool.build.base
    near = error.facts.get("near")
    texts = near[:NEAR] if isinstance(near, list) else []

    def found() -> list[Link]:
        hits = (hit for text in texts for hit in similar(service, text, 1))
        return [link(iri, label, base) for iri, label in {hit.iri: hit.label for hit in hits}.items()][:NEAR]

    try:
        return await service.in_thread(found)
    except Problem:  # no thread was free in time
        return []
