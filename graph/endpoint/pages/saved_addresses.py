"""The addresses of saved queries: ``/saved`` lists them, ``/saved/NAME`` and ``/saved/NAME.SUFFIX`` run one."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from rarekg.graph.endpoint.http.conditional import VARY
from rarekg.graph.endpoint.http.negotiation import accepted
from rarekg.graph.endpoint.http.notes import refuse_others
from rarekg.graph.endpoint.http.query_response import QueryRequest, respond_bound
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.rendering import Context, page
from rarekg.graph.endpoint.pages.resolving import Bound, bound, grouped, sent
from rarekg.graph.endpoint.pages.saved_queries import bound_text, editor, file_headers, lacked
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.sparql import examples
from rarekg.graph.rdf.formats import GRAPH_OFFERS, GRAPHS, HTML, RESULT_OFFERS, RESULTS
from rarekg.ontology.errors import QueryError
from rarekg.queries import catalog
from rarekg.queries.catalog import SavedQuery

PATH = "/saved"
JSON = "application/json"
# The name of each format of rows, and of each of graphs, by its suffix.
ROWS: Mapping[str, str] = MappingProxyType({form.suffix: form.name for form in RESULTS.values()})
TRIPLES: Mapping[str, str] = MappingProxyType({form.suffix: form.name for form in GRAPHS.values()})


async def every(service: Service, request: Request) -> Response:
    """List the saved queries: as JSON, as a page, and in RDF by the document of examples."""
    refuse_others(request)
    offers = {**dict.fromkeys((JSON, *GRAPH_OFFERS), "rdf"), JSON: "json", HTML.media_type: HTML.name}
    form = accepted(request, offers)
    if form == "rdf":
        return RedirectResponse(examples.PATH, HTTPStatus.SEE_OTHER, {"Vary": VARY})
    address, sources = service.address(request), service.pool.build.manifest.sources
    listed = [_listed(query, address, lacked(query, sources)) for query in catalog.load()]
    if form == HTML.name:

        def context() -> Context:
            return {"title": "Saved queries", "queries": listed}

        return await page(service, "saved.html", context)
    return JSONResponse({"queries": listed}, headers={"Vary": VARY, "Cache-Control": "private, max-age=300"})


async def one(service: Service, request: Request) -> Response:
    """Run the saved query that the path names with the parameters of the address or of a form.

    Raises:
        Problem: 404 if there is no such query or format, 406 if the client accepts none; as
            :func:`rarekg.graph.endpoint.pages.resolving.bound`.
    """
    query, suffix = _named(request.path_params["name"])
    pairs = await sent(service, request)
    if not suffix and request.method != "POST" and _prefers_html(request, query):
        return RedirectResponse(f"/editor?{urlencode([('saved', query.name), *pairs])}", 303, {"Vary": VARY})

    async def bind() -> tuple[QueryRequest, Mapping[str, str]]:
        found = await bound(service, request, query, grouped(pairs))
        text = await service.in_thread(bound_text, query, found.values, kind="queries")
        return _request(request, found, suffix, text), _headers(service, found, suffix)

    accepts = () if suffix else (accepted(request, RESULT_OFFERS), accepted(request, GRAPH_OFFERS))
    return await respond_bound(service, request, bind, *accepts)


def _named(name: str) -> tuple[SavedQuery, str]:
    """Return the query and the suffix that ``name`` names."""
    bare, dot, suffix = name.rpartition(".")
    bare, suffix = (bare, suffix) if dot else (name, "")
    try:
        query = catalog.find(bare)
    except QueryError as error:
        raise Problem(HTTPStatus.NOT_FOUND, "unknown", str(error)) from error
    suffixes = _suffixes(query)
    if suffix and suffix not in suffixes:
        listed = ", ".join(f".{suffix}" for suffix in suffixes)
        raise Problem(HTTPStatus.NOT_FOUND, "unknown", f"{bare} has no format .{suffix}; it has {listed}")
    return query, suffix


def _suffixes(query: SavedQuery) -> Mapping[str, str]:
    return TRIPLES if query.form == "construct" else ROWS


def _prefers_html(request: Request, query: SavedQuery) -> bool:
    offers = GRAPH_OFFERS if query.form == "construct" else RESULT_OFFERS
    return accepted(request, {**offers, HTML.media_type: HTML.name}) == HTML.name


def _request(request: Request, found: Bound, suffix: str, text: str) -> QueryRequest:
    rows = ROWS.get(suffix) if suffix else accepted(request, RESULT_OFFERS)
    graph = TRIPLES.get(suffix) if suffix else accepted(request, GRAPH_OFFERS)
    is_graph = found.query.form == "construct"
    return QueryRequest(
        query=text, rows=None if is_graph else rows, graph=graph if is_graph else None, if_empty=found.if_empty
    )


def _headers(service: Service, found: Bound, suffix: str) -> Mapping[str, str]:
    named = file_headers(found.query, service.pool.build.manifest.sources, suffix)
    return {**named, **found.headers}


def _listed(query: SavedQuery, address: str, lacking: str) -> Mapping[str, Any]:
    return {
        "name": query.name,
        "question": query.summary,
        "description": query.description,
        "topic": query.topic,
        "tags": query.tags,
        "form": query.form,
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.kind,
                "takes": parameter.takes,
                "many": parameter.many,
                "default": parameter.default,
            }
            for parameter in query.parameters
        ],
        "address": f"{address}{PATH}/{query.name}",
        "formats": list(_suffixes(query)),
        "editor": f"{address}{editor(query.name)}",
        "lacking": lacking,
    }
