"""The SPARQL endpoint: a query gets its result, a request without one the service's description."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.notes import ignored
from rarekg.graph.endpoint.http.query_response import QueryRequest, respond
from rarekg.graph.endpoint.http.service import Service, Written
from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.sparql.admission import Admitted, admit
from rarekg.graph.endpoint.sparql.formats import Formats, by_accept, by_names, by_suffix
from rarekg.graph.endpoint.sparql.protocol import ProtocolQuery, protocol_query, sent_pairs
from rarekg.graph.endpoint.sparql.related import LINKS
from rarekg.graph.endpoint.sparql.service_description import describe, prefers_html
from rarekg.graph.endpoint.sparql.triples import only_rdf
from rarekg.ontology.remembering import remembered

PATH = "/sparql"
LONG = 4 << 10  # characters


async def sparql(service: Service, request: Request) -> Response:
    """Answer a GET, HEAD or POST of SPARQL 1.1 Protocol.

    Raises:
        Problem: if the request or its query is refused or fails.
    """
    suffix = request.path_params.get("suffix", "")
    by_address = by_suffix(suffix) if suffix else None
    pairs = await sent_pairs(service, request)
    if request.method != "POST" and all(name == "format" for name, _ in pairs):
        return await _without_query(service, request, by_address or _by_parameter([each for _, each in pairs if each]))
    sent = protocol_query(service, request, pairs)
    headers = ignored([*sent.ignored, *(["format"] if by_address and sent.formats else [])])
    try:
        formats = by_address or _by_parameter(sent.formats) or by_accept(request)
        return await _answer(service, request, sent, formats, headers)
    except Problem as problem:
        raise problem.again({**problem.headers, **headers}) from problem


async def _answer(
    service: Service, request: Request, sent: ProtocolQuery, formats: Formats, headers: Mapping[str, str]
) -> Response:
    if formats.html:
        page = await service.html.editor(service, request, Written(sent.query, sent.datasets))
        page.headers.update(headers)
        return page
    query = await admitted(service, sent.query)
    asked = QueryRequest(
        query=query.text, rows=formats.rows, graph=formats.graph, datasets=sent.datasets, changing=query.changing
    )
    return await respond(service, request, asked, {**LINKS, **headers})


async def _without_query(service: Service, request: Request, formats: Formats | None) -> Response:
    """Return the editor to a person, to a program the service's description."""
    html = formats.html if formats else prefers_html(request)
    if html:
        return await service.html.editor(service, request, None)
    if formats and formats.graph is None:
        raise only_rdf()
    return await describe(service, request, formats.graph if formats else None)


def _by_parameter(names: Sequence[str]) -> Formats | None:
    return by_names(names) if names else None


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
