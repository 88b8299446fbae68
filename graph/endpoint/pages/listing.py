"""A page of the list of all diseases, phenotypes or genes, to browse without a search."""

from functools import partial

from starlette.requests import Request

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked.html import Listing
from rarekg.graph.endpoint.pages.links import link
from rarekg.graph.endpoint.pages.rendering import Context, rendered_document
from rarekg.graph.endpoint.pages.search_results import PLURALS


async def listing(service: Service, request: Request, part: Listing) -> CachedResponse:
    """Return the page that shows ``part`` of a list."""
    return await rendered_document(service, "listing.html", partial(_context, part, service.pool.build.base))


def _context(part: Listing, base: str) -> Context:
    return {
        "title": PLURALS[part.kind],
        "total": part.total,
        "links": [link(row.iri, row.label, base) for row in part.rows],
        "page": part.page,
        "pages": part.pages,
        "doc": f"/{part.name}",
    }
