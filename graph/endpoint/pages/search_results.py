"""The page with the results of a search."""

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import document
from rarekg.graph.endpoint.pages.lookup import find, hidden
from rarekg.graph.endpoint.pages.rendering import page
from rarekg.graph.endpoint.search.api import asks_for_everything
from rarekg.graph.search.fold import LONGEST
from rarekg.graph.search.hits import Hit
from rarekg.graph.search.things import KINDS, Kind

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
    hits = await run_in_threadpool(find, service, text, kinds, SHOWN, everything=everything) if text else ()
    left_out = 0 if everything or not text else await run_in_threadpool(hidden, service, text, kinds, hits)
    base = service.pool.build.base
    if len(hits) == 1 and hits[0].how == "id":
        return RedirectResponse(document(hits[0].iri, base), 303)
    context = {
        "title": f"{text} – search" if text else "Search",
        "text": text,
        "hits": [(hit, document(hit.iri, base), other_name(hit)) for hit in hits],
        "filters": [("", "Everything"), *PLURALS.items()],
        "kind": requested if kinds else "",
        "address": f"/search?{urlencode({'q': text, **({'all': 'true'} if everything else {})})}",
        "left_out": left_out,
        "inexact": bool(hits) and hits[0].how in ("spelling", "some"),
    }
    return page(service, "search_results.html", context)


def other_name(hit: Hit) -> str:
    """Return the name of ``hit`` that matched, '' if that is its label or the name of an obsolete term."""
    return "" if hit.was else hit.name if hit.name and hit.name.casefold() != hit.label.casefold() else ""
