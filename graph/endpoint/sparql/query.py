"""The SPARQL endpoint itself: a query gets its answer, and no query gets the service's description."""

import asyncio
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.negotiation import media_type
from rarekg.graph.endpoint.http.respond import QueryRequest, respond
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.sparql.admission import Admitted, admit
from rarekg.graph.endpoint.sparql.protocol import Asked, asked
from rarekg.graph.endpoint.sparql.service_description import describe, wants_html
from rarekg.graph.rdf.formats import GRAPH_OFFERS, RESULT_OFFERS

PATH = "/sparql"
LONG = 8 << 10  # characters


async def sparql(service: Service, request: Request) -> Response:
    """Answer a GET, HEAD or POST of SPARQL 1.1 Protocol; Problem where it has no answer."""
    if request.method != "POST" and not request.scope["query_string"]:
        if wants_html(request):
            return await service.html.editor(service, request)
        return await describe(service, request)
    wanted = await asked(request, service.limits)
    if len(wanted.query) > LONG:
        # Reading its words takes a while, in which others are to be answered.
        reading = asyncio.get_running_loop().run_in_executor(service.reader, admit, wanted.query, service.limits)
        admitted = await reading
    else:
        admitted = _admit(wanted.query, service.limits)
    return await respond(service, request, question(admitted, wanted, request))


# The queries of an application are the same again and again, with a few words changed or none.
_admit = lru_cache(maxsize=512)(admit)


def question(admitted: Admitted, wanted: Asked, request: Request) -> QueryRequest:
    """Return what a worker is asked: the protocol's dataset comes before the query's own, and that before the union."""
    accept = request.headers.get("accept")
    return QueryRequest(
        query=admitted.text,
        normal=admitted.normal,
        rows=media_type(accept, RESULT_OFFERS),
        graph=media_type(accept, GRAPH_OFFERS),
        datasets=wanted.datasets,
        union=wanted.datasets is None and not admitted.dataset,
        changing=admitted.changing,
    )
