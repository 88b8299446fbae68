"""The SPARQL endpoint: a query gets its result, a request without one the service's description."""

from collections.abc import Callable
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.negotiation import accepted
from rarekg.graph.endpoint.http.query_response import QueryRequest, respond
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.sparql.admission import Admitted, admit
from rarekg.graph.endpoint.sparql.protocol import ProtocolQuery, protocol_query
from rarekg.graph.endpoint.sparql.related import LINKS
from rarekg.graph.endpoint.sparql.service_description import describe, prefers_html
from rarekg.graph.rdf.formats import GRAPH_OFFERS, RESULT_OFFERS
from rarekg.ontology.remembering import remembered

PATH = "/sparql"
LONG = 4 << 10  # characters


async def sparql(service: Service, request: Request) -> Response:
    """Answer a GET, HEAD or POST of SPARQL 1.1 Protocol.

    Raises:
        Problem: if the request or its query is refused or fails.
    """
    if request.method != "POST" and not request.scope["query_string"]:
        if prefers_html(request):
            return await service.html.editor(service, request)
        return await describe(service, request)
    sent = await protocol_query(service, request)
    return await respond(service, request, query_request(await admitted(service, sent.query), sent, request), LINKS)


async def admitted(service: Service, text: str) -> Admitted:
    """Return what :func:`admit` does, in a thread if ``text`` is long: splitting it takes a while.

    Raises:
        Problem: It is refused.
    """
    if len(text) > LONG:
        return await service.in_thread(admit, text, service.limits, kind="queries")
    return _admitting(service.limits)(text)


@lru_cache(maxsize=1)  # a process has one table of limits
def _admitting(limits: Limits) -> Callable[[str], Admitted]:
    @remembered(2 << 20)  # an application repeats its queries, with few words changed or none
    def admitted(text: str) -> Admitted:
        return admit(text, limits)

    return admitted


def query_request(admitted: Admitted, sent: ProtocolQuery, request: Request) -> QueryRequest:
    """Return the request for a worker."""
    return QueryRequest(
        query=admitted.text,
        rows=accepted(request, RESULT_OFFERS),
        graph=accepted(request, GRAPH_OFFERS),
        datasets=sent.datasets,
        changing=admitted.changing,
    )
