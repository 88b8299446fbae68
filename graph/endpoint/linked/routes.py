"""The routes of linked data; the last of them takes every path that no other does."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from rarekg.graph.endpoint.http.notes import refuse_others
from rarekg.graph.endpoint.http.routing import Endpoint, route
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked import context, document, entry_point, listing, naming, sitemap, vocabulary
from rarekg.graph.endpoint.linked.addresses import RESOURCE, VOCABULARY
from rarekg.graph.endpoint.linked.html import Pages

Answer = Callable[[Service, Request, Pages], Awaitable[Response]]
AnswerOf = Callable[[Service, Request, Pages, str], Awaitable[Response]]


def routes(service: Service, pages: Pages) -> list[BaseRoute]:
    """Return the routes; ``pages`` make HTML for clients that prefer it."""
    suffixed: list[tuple[str, Endpoint]] = [
        *((path, _of("vocabulary", vocabulary.vocabulary, pages, path)) for path in vocabulary.FILES),
        *((f"/{name}", _of(name, listing.listing, pages, name, "page")) for name in listing.LISTS),
        (RESOURCE, _with("resource", document.resource, pages, "iri", *document.PARAMETERS)),
    ]
    return [
        route(service, "/", _with("home", entry_point.home, pages)),
        route(service, naming.DESCRIBE, _describe),
        route(service, "/robots.txt", sitemap.robots),
        route(service, context.PATH, context.document),
        route(service, "/sitemap.xml", sitemap.sitemap),
        route(service, "/sitemap-{number}.xml", sitemap.part),
        route(service, f"{VOCABULARY}/{{version}}", _version),
        *(route(service, path + suffix, endpoint) for path, endpoint in suffixed for suffix in ("", ".{suffix}")),
        route(service, "/{name:path}", _document(pages)),
    ]


def _with(name: str, answer: Answer, pages: Pages, *parameters: str) -> Endpoint:
    async def endpoint(service: Service, request: Request) -> Response:
        refuse_others(request, *parameters)
        return await answer(service, request, pages)

    endpoint.__name__ = name  # by which the log and the metrics know it
    return endpoint


def _of(name: str, answer: AnswerOf, pages: Pages, part: str, *parameters: str) -> Endpoint:
    async def endpoint(service: Service, request: Request) -> Response:
        refuse_others(request, *parameters)
        return await answer(service, request, pages, part)

    endpoint.__name__ = name
    return endpoint


def _document(pages: Pages) -> Endpoint:
    async def document_of_path(service: Service, request: Request) -> Response:
        return await document.named(service, request, pages)

    document_of_path.__name__ = "document"
    return document_of_path


async def _describe(service: Service, request: Request) -> Response:
    refuse_others(request, "thing", "format")
    return await naming.describe(service, request)


async def _version(service: Service, request: Request) -> Response:
    """Redirect the IRI of a version of the vocabulary to the vocabulary, which has the version of the build only."""
    return RedirectResponse(VOCABULARY, status_code=303)
