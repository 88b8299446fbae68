"""The page with the results of a search."""

from functools import partial
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import document
from rarekg.graph.endpoint.pages.lookup import find, hidden
from rarekg.graph.endpoint.pages.rendering import Context, page
from rarekg.graph.endpoint.search.api import asks_for_everything
from rarekg.graph.search.fold import LONGEST
from rarekg.graph.search.hits import Hit
from rarekg.graph.search.thing import KINDS, Kind

SHOWN = 30
PLURALS = {
    "disease": "Diseases",
    "phenotype": "Phenotypes",
    "gene": "Genes",
    "inheritance": "Inheritance",
    "term": "Other terms",
}


async def results(service: Service, request: Request) -> Response:
    """Return the results for ``q``; for an id of one thing, a redirect to the page on it."""
    text = request.query_params.get("q", "")[:LONGEST].strip()
    requested = request.query_params.get("kind", "")
    kinds: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind == requested)
    everything = asks_for_everything(request)
    base, found = service.pool.build.base, partial(find, service, text, kinds, SHOWN, everything=everything)
    hits = await service.in_thread(found) if text else ()
    if len(hits) == 1 and hits[0].how == "id":
        return RedirectResponse(document(hits[0].iri, base), 303)

    def context() -> Context:
        return {
            "title": f"{text} – search" if text else "Search",
            "text": text,
            "hits": [(hit, document(hit.iri, base), other_name(hit)) for hit in hits],
            "filters": [("", "Everything"), *PLURALS.items()],
            "kind": requested if kinds else "",
            "address": f"/search?{urlencode({'q': text, **({'all': 'true'} if everything else {})})}",
            "left_out": 0 if everything or not text else hidden(service, text, kinds, hits),
            "inexact": bool(hits) and hits[0].how in ("spelling", "some"),
        }

    return await page(service, "search_results.html", context)


def other_name(hit: Hit) -> str:
    """Return the name of ``hit`` that matched, '' if that is its label or the name of an obsolete term."""
    return "" if hit.was else hit.name if hit.name and hit.name.casefold() != hit.label.casefold() else ""
