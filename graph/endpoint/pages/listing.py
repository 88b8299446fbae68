"""A page of the list of all diseases, phenotypes or genes: the way in for who would rather look than search."""

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked.html import Listing
from rarekg.graph.endpoint.pages.links import link
from rarekg.graph.endpoint.pages.rendering import Context, kept
from rarekg.graph.endpoint.pages.search_results import PLURALS


async def listing(service: Service, request: Request, found: Listing) -> Response:
    """Return the page that shows ``found``."""

    async def context() -> Context:
        base = service.pool.build.base
        return {
            "title": PLURALS[found.kind],
            "total": found.total,
            "links": [link(row.iri, row.label, base) for row in found.rows],
            "page": found.page,
            "pages": found.pages,
            "doc": f"/{found.name}",
        }

    return await kept(service, request, "listing.html", context)
