"""Documents about this service itself: a few triples, in the RDF format that the client asks for."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from http import HTTPStatus

from pyoxigraph import Literal, NamedNode, Triple, serialize
from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.negotiation import media_type
from rarekg.graph.endpoint.http.respond import FRESH, TAG_LENGTH
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.rdf.formats import GRAPH_OFFERS, GRAPHS, content_type
from rarekg.ontology.prefixes import expand

Value = NamedNode | Literal


def node(name: str) -> NamedNode:
    """Return the node of a CURIE of ``prefixes.ttl``."""
    return NamedNode(expand(name))


def about(subject: NamedNode, said: Mapping[str, Value | Iterable[Value]]) -> Iterator[Triple]:
    """Yield what is ``said`` about ``subject``: property as CURIE → one value or several."""
    for name, values in said.items():
        for value in (values,) if isinstance(values, NamedNode | Literal) else values:
            yield Triple(subject, node(name), value)


def document(service: Service, request: Request, triples: Iterable[Triple]) -> Response:
    """Return ``triples`` as a response; Problem where the client takes no RDF."""
    name = media_type(request.headers.get("accept"), GRAPH_OFFERS)
    if name is None:
        message = "this document is there as Turtle, N-Triples, RDF/XML and JSON-LD"
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, "accept", message)
    said = list(triples)
    text = "\n".join(map(str, said))
    used = {prefix: namespace for prefix, namespace in service.prefixes.items() if f"<{namespace}" in text}
    body = serialize(said, format=GRAPHS[name].engine, prefixes=used)
    assert body is not None
    headers = {"ETag": f'"{sha256(body).hexdigest()[:TAG_LENGTH]}"', "Vary": "Accept", "Cache-Control": FRESH}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(body, headers={**headers, "Content-Type": content_type(name)})
