"""The page to write SPARQL on: a plain form, which a script replaces by an editor with completion."""

from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.query_response import QueryRequest, fetch
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import Link, link
from rarekg.graph.endpoint.pages.rendering import POLICY, page
from rarekg.graph.endpoint.pages.saved_queries import examples, saved_query
from rarekg.graph.endpoint.pages.statements import Value, term
from rarekg.graph.endpoint.sparql.admission import admit

# The vendored editor needs style attributes, style elements and data: images; nothing else is allowed in addition.
EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
    "img-src 'self'", "img-src 'self' data:"
)
FIRST = "phenotypes-by-frequency"
ROWS_SHOWN = 500
GRAPH_SHOWN = 200_000  # characters


class QueryResult(NamedTuple):
    """The result of a query: a table of ``total`` rows, of which ``rows`` are shown, or a graph as ``text``."""

    columns: list[str]
    rows: list[list[tuple[Link | None, str]]]
    total: int
    text: str


async def editor(service: Service, request: Request) -> Response:
    """Return the editor with the saved or written query in the address; the result of a written one is below it."""
    queries = list(examples())
    written = request.query_params.get("query", "")
    named = "saved" in request.query_params
    first = next((query.text for query in queries if query.name == FIRST), "SELECT * { ?s ?p ?o } LIMIT 10")
    context = {
        "title": "Query",
        "named": named or bool(written),
        "text": saved_query(request) if named else written or first,
        "result": await _result(service, request, written) if written else None,
        "examples": queries,
        "prefixes": dict(sorted(service.prefixes.items())),
        "limits": service.limits,
    }
    return page(service, "editor.html", context, policy=EDITOR_POLICY)


async def _result(service: Service, request: Request, query: str) -> QueryResult:
    admitted = admit(query, service.limits)
    question = QueryRequest(query=admitted.text, rows="tsv", graph="turtle")
    text = (await fetch(service, request, question)).decode()
    if not text.startswith("?"):
        return QueryResult([], [], 0, text[:GRAPH_SHOWN])
    header, *lines = text.rstrip("\n").split("\n")
    base = service.pool.build.base
    rows = [[_cell(term(cell), base) for cell in line.split("\t")] for line in lines[:ROWS_SHOWN]]
    return QueryResult([name.removeprefix("?") for name in header.split("\t")], rows, len(lines), "")


def _cell(value: Value | None, base: str) -> tuple[Link | None, str]:
    if value is None:
        return None, ""
    return (link(value.text, "", base), "") if value.is_iri else (None, value.text)
