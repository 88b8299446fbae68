"""SPARQL 1.1 Graph Store HTTP Protocol, reading only: a whole named graph, or the default one.

https://www.w3.org/TR/sparql11-http-rdf-update/#http-get
"""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rarekg.graph.endpoint.downloads.offers import by_format, offered, unpacked_path
from rarekg.graph.endpoint.http.negotiation import accepted
from rarekg.graph.endpoint.http.query_response import QueryRequest, respond
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.problem import Problem, bad_request
from rarekg.graph.endpoint.sparql.protocol import parameters
from rarekg.graph.endpoint.sparql.triples import only_rdf
from rarekg.graph.rdf.formats import GRAPH_OFFERS, GRAPHS
from rarekg.graph.rdf.offered import offered as in_words

PATH = "/store"
OVER = ("max_result_bytes", "timeout", "max_memory")  # kinds of problems of a graph that is too large
EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


# Bytes of a triple in the graph that takes fewest in each format, rounded down, and in Turtle in that which takes most:
# a graph with more triples is sure not to fit, one with fewer sure to.
FEWEST: Mapping[str, int] = MappingProxyType({"turtle": 18, "ntriples": 100, "rdfxml": 60, "jsonld": 60})
MOST = 80


async def graph_store(service: Service, request: Request) -> Response:
    """Answer ``?default``, ``?graph=IRI`` or a path below the store's.

    A graph over a limit is a redirect to its file in the release of the build: no response begins that cannot end.

    Raises:
        Problem: 400 if not one graph is named, 404 if the store does not have it, 406 if the client accepts no RDF,
            413 or 503 if it is over a limit and no release has it.
    """
    graph, form = _named(service, request), accepted(request, GRAPH_OFFERS)
    if form is None:
        raise only_rdf()
    if triples(service, graph) * FEWEST[form] > service.limits.max_result_bytes:
        return await _elsewhere(service, request, graph, None)
    query = QueryRequest(
        query=EVERYTHING,
        rows=None,
        graph=form,
        datasets=None if graph is None else ((graph,), ()),
        must_exist=graph,
        whole=True,
    )
    try:
        return await respond(service, request, query)
    except Problem as problem:
        if problem.kind in OVER:
            return await _elsewhere(service, request, graph, problem)
        if problem.kind != "no-graph":
            raise
        # The graph's IRI may begin with the request's Host, which no error repeats.
        raise Problem(problem.status, problem.kind, "the store has no graph of that name") from problem


def triples(service: Service, graph: str | None) -> int:
    """Return the number of triples in ``graph``, None for the default one; 0 if it is not known."""
    manifest = service.pool.build.manifest
    return manifest.quads if graph is None else manifest.graphs.get(graph, 0)


def fits(service: Service, graph: str) -> bool:
    """Return whether ``graph`` is sure to be within the limit of one result, as Turtle."""
    return triples(service, graph) * MOST <= service.limits.max_result_bytes


async def _elsewhere(service: Service, request: Request, graph: str | None, problem: Problem | None) -> Response:
    """Return the redirect to what the release has of ``graph``.

    Raises:
        Problem: ``problem``, or 413, if it has nothing; 406 if it has none of the formats that the client accepts.
    """
    release = await offered(service)
    files = by_format(release, graph or "", GRAPHS) if release else {}
    if release is None or not files:
        raise _too_large(service, graph, problem)
    form = accepted(request, {kind: name for kind, name in GRAPH_OFFERS.items() if name in files})
    if form is None:
        has = in_words({name: GRAPHS[name] for name in files})
        message = f"the graph is too large for one result, and its file can be had as {has}"
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, "accept", message)
    headers = {"Vary": "Accept", "Cache-Control": "public, max-age=0, must-revalidate"}
    return RedirectResponse(unpacked_path(release, files[form]), HTTPStatus.TEMPORARY_REDIRECT, headers)


def _too_large(service: Service, graph: str | None, problem: Problem | None) -> Problem:
    what = "the default graph" if graph is None else "the graph"
    reason = str(problem) if problem else f"{what} is too large for one result"
    message = (
        f"{reason}; take a smaller graph, or a part by SPARQL with LIMIT and OFFSET, or ask the service's operator "
        "for files of it (`rarekg release`)"
    )
    limit = service.limits.max_result_bytes
    status = problem.status if problem else HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    kind = problem.kind if problem else "max_result_bytes"
    facts = problem.facts if problem else {"limit": kind, "value": limit, "triples": triples(service, graph)}
    return Problem(status, kind, message, headers=problem.headers if problem else None, **facts)


def _named(service: Service, request: Request) -> str | None:
    """Return the IRI of the requested graph, None for the default one."""
    pairs = parameters(request.scope["query_string"])
    names = [value for name, value in pairs if name == "graph"]
    default = [value for name, value in pairs if name == "default"]
    by_path = request.scope["path"] != PATH and not names and not default
    if by_path:
        # A graph whose IRI is the address of the request, as it was sent: decoded, it may be no IRI.
        names = [f"{service.address(request)}{request.scope['raw_path'].decode('latin-1')}"]
    if len(names) + len(default) != 1:
        raise bad_request("protocol", "name one graph: ?default or ?graph=IRI")
    try:
        return NamedNode(names[0]).value if names else None
    except ValueError as error:
        shown = request.scope["path"] if by_path else names[0]
        raise bad_request("protocol", f"{shown!r} is no absolute IRI: {error}") from error
