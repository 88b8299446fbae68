"""Documents about this service itself: a few triples, in the RDF format that the client accepts."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from http import HTTPStatus

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple
from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.conditional import cached_document
from rarekg.graph.endpoint.http.negotiation import accepted
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.rdf import prefixed
from rarekg.graph.rdf.formats import GRAPH_OFFERS, GRAPHS, content_type
from rarekg.graph.rdf.offered import offered
from rarekg.ontology.characters import unfit_utf8
from rarekg.ontology.prefixes import expand, prefix_map

Value = NamedNode | Literal


def node(name: str) -> NamedNode:
    """Return the node of a CURIE, whose prefix is in ``prefixes.ttl``."""
    return NamedNode(expand(name))


def about(subject: NamedNode, properties: Mapping[str, Value | Iterable[Value]]) -> Iterator[Triple]:
    r"""Yield a statement about ``subject`` for each value of ``properties``: CURIE → one value or several.

    >>> print(*about(node("rkg:Gap"), {"rdfs:label": [Literal("a"), Literal("b")]}), sep="\n")
    <https://w3id.org/rarekg/vocab#Gap> <http://www.w3.org/2000/01/rdf-schema#label> "a"
    <https://w3id.org/rarekg/vocab#Gap> <http://www.w3.org/2000/01/rdf-schema#label> "b"
    """
    for name, values in properties.items():
        for value in (values,) if isinstance(values, NamedNode | Literal) else values:
            yield Triple(subject, node(name), value)


async def document(
    service: Service,
    request: Request,
    triples: Callable[[], Awaitable[Callable[[], Iterable[Triple]]]],
    headers: Mapping[str, str] | None = None,
    form: str | None = None,
) -> Response:
    """Return a document in the RDF format called ``form``, without one in that which the client accepts.

    ``triples`` reads what is needed and returns the function that makes the document's triples in a thread.

    Raises:
        Problem: 406 if the client accepts no RDF.
    """
    name = form or accepted(request, GRAPH_OFFERS)
    if name is None:
        raise only_rdf()

    async def make() -> CachedResponse:
        made = await triples()
        return CachedResponse(
            body=await service.in_thread(lambda: serialized(list(dict.fromkeys(made())), GRAPHS[name].engine))
        )

    return await cached_document(service, request, content_type(name), make, headers)


def only_rdf() -> Problem:
    """Return the problem of a client that takes none of the formats of RDF."""
    return Problem(HTTPStatus.NOT_ACCEPTABLE, "accept", f"what is here can be had as {offered(GRAPHS)}")


def serialized(triples: Sequence[Triple] | Sequence[Quad], form: RdfFormat) -> bytes:
    """Return ``triples`` as the engine writes ``form``, with the prefixes that they need.

    Raises:
        Problem: 406 if they cannot be written in it.
    """
    body = prefixed.written(triples, form, prefix_map())
    if form == RdfFormat.RDF_XML and unfit_utf8(body):
        message = "the document has a character that XML cannot hold; take another format"
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, "accept", message)
    return body
