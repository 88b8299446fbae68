"""The help: a page for people at ``/help``, the same as text for agents there and at ``/llms.txt``."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.conditional import cached_document
from rarekg.graph.endpoint.http.negotiation import accepted
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages import guide
from rarekg.graph.endpoint.pages.rendering import Context, rendered_document
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.sparql.related import LINKS
from rarekg.graph.rdf.formats import HTML, content_type

MARKDOWN, PLAIN = "text/markdown", "text/plain"
_OFFERS = {MARKDOWN: MARKDOWN, PLAIN: PLAIN, HTML.media_type: HTML.name}


async def help_page(service: Service, request: Request) -> Response:
    """Return ``/help``: HTML for a client that prefers it, else text.

    Raises:
        Problem: 406 if the client accepts neither.
    """
    form = accepted(request, _OFFERS)
    if form is None:
        message = "the help is available as text/html, text/markdown and text/plain"
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, "accept", message)
    if form != HTML.name:
        return await _text(service, request, form)

    async def make() -> CachedResponse:
        return await rendered_document(service, "help.html", lambda: _context(service))

    return await cached_document(service, request, content_type(form), make, LINKS)


async def llms(service: Service, request: Request) -> Response:
    """Return ``/llms.txt`` (https://llmstxt.org/)."""
    return await _text(service, request, PLAIN)


async def _text(service: Service, request: Request, media_type: str) -> Response:
    address = service.address(request)

    async def make() -> CachedResponse:
        return CachedResponse(body="\n".join((*guide.markdown(address, service.prefixes), "")).encode())

    return await cached_document(service, request, f"{media_type}; charset=utf-8", make, LINKS)


def _context(service: Service) -> Context:
    return {
        "title": "Help",
        "lead": guide.LEAD,
        "addresses": guide.ADDRESSES.items(),
        "examples": [(one.question, guide.whole(one, service.prefixes)) for one in guide.EXAMPLES],
        "traps": guide.TRAPS,
        "prefixes": service.prefixes.items(),
    }
