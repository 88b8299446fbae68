"""The routes of linked data, for the endpoint's application; the last of them takes every path that no other does."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from rarekg.graph.endpoint.http.routing import Endpoint, route
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked import document, entry_point, listing, sitemap, vocabulary
from rarekg.graph.endpoint.linked.addresses import RESOURCE, VOCABULARY
from rarekg.graph.endpoint.linked.html import Pages

Shown = Callable[[Service, Request, Pages], Awaitable[Response]]
OfSome = Callable[[Service, Request, Pages, str], Awaitable[Response]]


def routes(service: Service, pages: Pages) -> list[BaseRoute]:
    """Return the routes; ``pages`` make HTML where a client asks for it."""
    some: list[tuple[str, Endpoint]] = [
        *((path, _of("vocabulary", vocabulary.vocabulary, pages, path)) for path in vocabulary.FILES),
        *((f"/{name}", _of(name, listing.listing, pages, name)) for name in listing.LISTS),
        (RESOURCE, _with("resource", document.resource, pages)),
    ]
    return [
        route(service, "/", _with("home", entry_point.home, pages)),
        route(service, "/robots.txt", sitemap.robots),
        route(service, "/sitemap.xml", sitemap.sitemap),
        route(service, "/sitemap-{number:int}.xml", sitemap.part),
        route(service, f"{VOCABULARY}/{{version}}", _version),
        *(route(service, path + suffix, endpoint) for path, endpoint in some for suffix in ("", ".{suffix}")),
        route(service, "/{name:path}", _with("document", document.named, pages)),
    ]


def _with(name: str, answer: Shown, pages: Pages) -> Endpoint:
    async def answered(service: Service, request: Request) -> Response:
        return await answer(service, request, pages)

    answered.__name__ = name  # by which the log and the metrics know it
    return answered


def _of(name: str, answer: OfSome, pages: Pages, which: str) -> Endpoint:
    async def answered(service: Service, request: Request) -> Response:
        return await answer(service, request, pages, which)

    answered.__name__ = name
    return answered


async def _version(service: Service, request: Request) -> Response:
    """Lead from the IRI of a version of the vocabulary to the vocabulary: there is one version, that of the build."""
    return RedirectResponse(VOCABULARY, status_code=303)
