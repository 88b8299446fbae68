"""SPARQL 1.1 Graph Store HTTP Protocol, reading only: a whole named graph, or the default one.

https://www.w3.org/TR/sparql11-http-rdf-update/#http-get
"""

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.negotiation import accepted
from rarekg.graph.endpoint.http.query_response import QueryRequest, respond
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.problem import Problem, bad_request
from rarekg.graph.endpoint.sparql.protocol import parameters
from rarekg.graph.endpoint.sparql.triples import only_rdf
from rarekg.graph.rdf.formats import GRAPH_OFFERS

PATH = "/store"
EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


async def graph_store(service: Service, request: Request) -> Response:
    """Answer ``?default``, ``?graph=IRI`` or a path below the store's.

    Raises:
        Problem: 400 if not one graph is named, 404 if the store does not have it, 406 if the client accepts no RDF.
    """
    graph, form = _named(service, request), accepted(request, GRAPH_OFFERS)
    if form is None:
        raise only_rdf()
    query = QueryRequest(
        query=EVERYTHING,
        rows=None,
        graph=form,
        datasets=None if graph is None else ((graph,), ()),
        must_exist=graph,
    )
    try:
        return await respond(service, request, query)
    except Problem as problem:
        if problem.kind != "no-graph":
            raise
        # The graph's IRI may begin with the request's Host, which no error repeats.
        raise Problem(problem.status, problem.kind, "the store has no graph of that name") from problem


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
