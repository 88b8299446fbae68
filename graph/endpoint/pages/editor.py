"""The page to write SPARQL on: a plain form, which a script replaces by an editor with completion.

A saved or written query in the address is run, and its result is below it, with scripts and without.
"""

from functools import partial
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.conditional import cached_document
from rarekg.graph.endpoint.http.query_response import QueryRequest, fetch_part
from rarekg.graph.endpoint.http.service import Service, Written
from rarekg.graph.endpoint.pages.query_result import RESULT_BYTES, read_result
from rarekg.graph.endpoint.pages.rendering import POLICY, Context, page, rendered_document
from rarekg.graph.endpoint.pages.resolving import Bound
from rarekg.graph.endpoint.pages.saved_queries import bound_text, examples, saved_query
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.sparql.query import admitted
from rarekg.graph.rdf.formats import HTML, content_type

# The vendored editor needs style attributes, style elements and data: images; nothing else is allowed in addition.
EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
    "img-src 'self'", "img-src 'self' data:"
)
HTML_TYPE = content_type(HTML.name)
FIRST = "phenotypes-by-frequency"


async def editor(service: Service, request: Request, sent: Written | None = None) -> Response:
    """Return the editor with the query that was ``sent``, else with the saved or written one, and its result below it.

    The page of a saved query stays the same for a build, and so it is cached: only the first client waits for it.

    Raises:
        Problem: The query fails, and not by a mistake with a place in its text: that is shown on the page.
    """
    if sent is None and "saved" in request.query_params:
        headers = {"Content-Security-Policy": EDITOR_POLICY}
        return await cached_document(service, request, HTML_TYPE, partial(_saved, service, request), headers)
    asked = sent or Written(request.query_params.get("query", ""), None)
    written, result, mistake = asked.query, None, None
    try:
        result = await _result(service, request, asked) if written else None
    except Problem as problem:
        if "source" not in problem.facts:
            raise
        mistake = problem
    make = partial(_context, service, None, written, result, mistake)
    response = await page(service, "editor.html", make, policy=EDITOR_POLICY, kind="queries" if written else "pages")
    response.status_code = mistake.status if mistake else HTTPStatus.OK
    return response


async def _saved(service: Service, request: Request) -> CachedResponse:
    bound = await saved_query(service, request)
    query = await service.in_thread(bound_text, bound.query, bound.values, kind="queries")
    make = partial(_context, service, bound, query, await _result(service, request, Written(query, None)), None)
    return await rendered_document(service, "editor.html", make, EDITOR_POLICY)


def _context(
    service: Service, saved: Bound | None, written: str, result: tuple[bytes, bool] | None, mistake: Problem | None
) -> Context:
    queries = list(examples(service.pool.build.manifest.sources))
    first = next((query.text for query in queries if query.name == FIRST), "SELECT * { ?s ?p ?o } LIMIT 10")
    return {
        "title": "Query",
        "named": bool(written),
        "text": written or first,
        "lacking": next((query.lacking for query in queries if saved and query.name == saved.query.name), ""),
        "notes": saved.notes if saved else (),
        "result": read_result(result[0], service.pool.build.base, whole=result[1]) if result else None,
        "mistake": mistake.facts | {"what": _without_advice(mistake)} if mistake else None,
        "examples": queries,
        "prefixes": dict(sorted(service.prefixes.items())),
        "limits": service.limits,
    }


def _without_advice(mistake: Problem) -> str:
    return str(mistake).removesuffix(f"; {mistake.facts['advice']}")


async def _result(service: Service, request: Request, written: Written) -> tuple[bytes, bool]:
    """Return what is read of the result of a query, and whether that is all of it."""
    query = (await admitted(service, written.query)).text
    asked = QueryRequest(query=query, rows="tsv", graph="turtle", datasets=written.datasets, max_bytes=RESULT_BYTES)
    return await fetch_part(service, request, asked)
