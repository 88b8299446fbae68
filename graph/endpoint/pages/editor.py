"""The page to write SPARQL on: a plain form, which a script replaces by an editor with completion."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.query_response import QueryRequest, fetch_part
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.query_result import RESULT_BYTES, read_result
from rarekg.graph.endpoint.pages.rendering import POLICY, Context, page
from rarekg.graph.endpoint.pages.saved_queries import examples, saved_query
from rarekg.graph.endpoint.sparql.query import admitted

# The vendored editor needs style attributes, style elements and data: images; nothing else is allowed in addition.
EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
    "img-src 'self'", "img-src 'self' data:"
)
FIRST = "phenotypes-by-frequency"


async def editor(service: Service, request: Request) -> Response:
    """Return the editor with the saved or written query in the address; the result of a written one is below it."""
    written = request.query_params.get("query", "")
    result = await _result(service, request, written) if written else None
    make = partial(_context, service, request, written, result)
    return await page(service, "editor.html", make, policy=EDITOR_POLICY, kind="queries" if written else "pages")


def _context(service: Service, request: Request, written: str, result: tuple[bytes, bool] | None) -> Context:
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
        "examples": queries,
        "prefixes": dict(sorted(service.prefixes.items())),
        "limits": service.limits,
    }


async def _result(service: Service, request: Request, query: str) -> tuple[bytes, bool]:
    """Return what is read of the result of ``query``, and whether that is all of it."""
    asked = await admitted(service, query)
    return await fetch_part(
        service,
        request,
        QueryRequest(query=asked.text, rows="tsv", graph="turtle", max_bytes=RESULT_BYTES),
    )
