"""Completion of what a person types: things for the search box, terms for the editor."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import document
from rarekg.graph.endpoint.pages.lookup import find
from rarekg.graph.endpoint.pages.vocabulary_terms import matching
from rarekg.graph.endpoint.problem import bad_request
from rarekg.graph.endpoint.search.api import asks_for_everything

MOST = 12


async def complete(service: Service, request: Request) -> Response:
    """Return the matches for ``q`` as JSON; ``kind`` is thing (default), term, class or property.

    Raises:
        Problem: 400 for another kind.
    """
    text, kind = request.query_params.get("q", ""), request.query_params.get("kind", "thing")
    if kind in ("thing", "term"):
        hits = await service.in_thread(_things, service, text, asks_for_everything(request))
    elif kind in ("class", "property"):
        hits = await matching(service, request, kind, text, MOST)
    else:
        raise bad_request("parameter", f"kind is thing, term, class or property, not {kind!r}")
    return JSONResponse({"hits": hits}, headers={"Cache-Control": "public, max-age=300"})


def _things(service: Service, text: str, everything: bool) -> list[dict[str, str]]:
    base = service.pool.build.base
    return [
        {
            "iri": hit.iri,
            "curie": hit.curie,
            "kind": hit.kind,
            "label": hit.label,
            "name": hit.was or hit.name,
            "href": document(hit.iri, base),
        }
        for hit in find(service, text, (), MOST, everything=everything)
    ]
