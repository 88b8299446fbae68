"""The routes of linked data; the last of them takes every path that no other does."""

from collections.abc import Awaitable, Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from rarekg.graph.endpoint.http.notes import ignored, refuse_others
from rarekg.graph.endpoint.http.routing import Endpoint, route
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked import context, document, entry_point, listing, naming, sitemap, vocabulary
from rarekg.graph.endpoint.linked.addresses import RESOURCE, VOCABULARY
from rarekg.graph.endpoint.linked.html import Pages

Answer = Callable[[Service, Request, Pages], Awaitable[Response]]


def routes(service: Service, pages: Pages) -> list[BaseRoute]:
    """Return the routes; ``pages`` make HTML for clients that prefer it."""
    suffixed: list[tuple[str, Endpoint]] = [
        *(
            (path, _document("vocabulary", partial(vocabulary.vocabulary, path=path), pages))
            for path in vocabulary.FILES
        ),
        *((f"/{name}", _list(name, pages)) for name in listing.LISTS),
        (RESOURCE, _document("resource", document.resource, pages, "iri", *document.PARAMETERS)),
    ]
    return [
        route(service, "/", _document("home", entry_point.home, pages)),
        route(service, naming.DESCRIBE, _describe),
        route(service, "/robots.txt", sitemap.robots),
        route(service, context.PATH, context.document),
        route(service, "/sitemap.xml", sitemap.sitemap),
        route(service, "/sitemap-{number}.xml", sitemap.part),
        route(service, f"{VOCABULARY}/{{version}}", _version),
        *(route(service, path + suffix, endpoint) for path, endpoint in suffixed for suffix in ("", ".{suffix}")),
        route(service, "/{name:path}", _document("document", document.named, pages, *document.PARAMETERS)),
    ]


def _document(name: str, answer: Answer, pages: Pages, *parameters: str) -> Endpoint:
    """Return the route ``name`` of documents, which have ``parameters`` and ignore others.

    A link that was passed on has some of others, such as ``utm_source``, and names the same thing.
    """

    async def endpoint(service: Service, request: Request) -> Response:
        response = await answer(service, request, pages)
        response.headers.update(ignored(key for key in request.query_params if key not in parameters))
        return response

    endpoint.__name__ = name  # by which the log and the metrics know it
    return endpoint


def _list(name: str, pages: Pages) -> Endpoint:
    async def endpoint(service: Service, request: Request) -> Response:
        refuse_others(request, "page")
        return await listing.listing(service, request, pages, name)

    endpoint.__name__ = name
    return endpoint


async def _describe(service: Service, request: Request) -> Response:
    refuse_others(request, "thing", "format")
    return await naming.describe(service, request)


async def _version(service: Service, request: Request) -> Response:
    """Redirect the IRI of a version of the vocabulary to the vocabulary, which has the version of the build only."""
    return RedirectResponse(VOCABULARY, status_code=303)
