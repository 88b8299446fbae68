"""SPARQL 1.1 Graph Store HTTP Protocol, its reading half: a whole graph by its name, or the default one.

https://www.w3.org/TR/sparql11-http-rdf-update/#http-get
"""

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.answering import Question, respond
from rarekg.graph.endpoint.formats import GRAPH_OFFERS
from rarekg.graph.endpoint.negotiation import media_type
from rarekg.graph.endpoint.problem import bad_request
from rarekg.graph.endpoint.protocol import parameters
from rarekg.graph.endpoint.service import Service

PATH = "/store"
EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


async def graph_store(service: Service, request: Request) -> Response:
    """Answer ``?default`` or ``?graph=IRI``; Problem where there is no such graph."""
    pairs = parameters(request.scope["query_string"])
    names = [value for name, value in pairs if name == "graph"]
    default = [value for name, value in pairs if name == "default"]
    if len(names) + len(default) != 1:
        raise bad_request("protocol", "name one graph: ?default or ?graph=IRI")
    graph = _absolute(names[0]) if names else None
    return await respond(
        service,
        request,
        Question(
            query=EVERYTHING,
            normal=EVERYTHING,
            rows=None,
            graph=media_type(request.headers.get("accept"), GRAPH_OFFERS),
            datasets=None if graph is None else ([graph], []),
            must_exist=graph,
        ),
    )


def _absolute(iri: str) -> str:
    try:
        return NamedNode(iri).value
    except ValueError as error:
        raise bad_request("protocol", f"{iri!r} is no absolute IRI: {error}") from error
