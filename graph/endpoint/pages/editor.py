"""The page to write SPARQL on: a plain form, which a script replaces by an editor with completion."""

from functools import partial
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.query_response import QueryRequest, fetch_part
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.query_result import RESULT_BYTES, read_result
from rarekg.graph.endpoint.pages.rendering import POLICY, Context, page
from rarekg.graph.endpoint.pages.saved_queries import examples, saved_query
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.sparql.query import admitted

# The vendored editor needs style attributes, style elements and data: images; nothing else is allowed in addition.
EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
    "img-src 'self'", "img-src 'self' data:"
)
FIRST = "phenotypes-by-frequency"


async def editor(service: Service, request: Request) -> Response:
    """Return the editor with the saved or written query in the address; the result of a written one is below it.

    Raises:
        Problem: The written query fails, and not by a mistake with a place in its text: that is shown on the page.
    """
    written = request.query_params.get("query", "")
    result, mistake = None, None
    try:
        result = await _result(service, request, written) if written else None
    except Problem as problem:
        if "source" not in problem.facts:
            raise
        mistake = problem
    make = partial(_context, service, request, written, result, mistake)
    response = await page(service, "editor.html", make, policy=EDITOR_POLICY, kind="queries" if written else "pages")
    response.status_code = mistake.status if mistake else HTTPStatus.OK
    return response


def _context(
    service: Service, request: Request, written: str, result: tuple[bytes, bool] | None, mistake: Problem | None
) -> Context:
    queries = list(examples(service.pool.build.manifest.sources))
    named = "saved" in request.query_params
    saved = request.query_params.get("saved", "")
    first = next((query.text for query in queries if query.name == FIRST), "SELECT * { ?s ?p ?o } LIMIT 10")
    return {
        "title": "Query",
        "named": named or bool(written),
        "text": saved_query(request) if named else written or first,
        "lacking": next((query.lacking for query in queries if query.name == saved), ""),
        "result": read_result(result[0], service.pool.build.base, whole=result[1]) if result else None,
        "mistake": mistake.facts | {"what": _without_advice(mistake)} if mistake else None,
        "examples": queries,
        "prefixes": dict(sorted(service.prefixes.items())),
        "limits": service.limits,
    }


def _without_advice(mistake: Problem) -> str:
    return str(mistake).removesuffix(f"; {mistake.facts['advice']}")


async def _result(service: Service, request: Request, query: str) -> tuple[bytes, bool]:
    """Return what is read of the result of ``query``, and whether that is all of it."""
    asked = await admitted(service, query)
    return await fetch_part(
        service,
        request,
        QueryRequest(query=asked.text, rows="tsv", graph="turtle", max_bytes=RESULT_BYTES),
    )
