"""Saved queries, bound to a thing: the addresses at which they are opened in the editor or answered as a table."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.respond import QueryRequest, respond
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.problem import bad_request
from rarekg.graph.rdf.curies import short
from rarekg.ontology.errors import QueryError
from rarekg.queries import catalog


class Example(NamedTuple):
    """A saved query as the editor lists it."""

    name: str
    summary: str
    topic: str
    address: str
    text: str


def editor(name: str, **values: str) -> str:
    """Return the address that opens the saved query ``name`` in the editor, bound to ``values`` (IRIs)."""
    return f"/editor?{_parameters(name, values)}"


def table(name: str, **values: str) -> str:
    """Return the address that answers the saved query ``name``, bound to ``values`` (IRIs), as CSV."""
    return f"/table.csv?{_parameters(name, values)}"


def examples() -> Iterator[Example]:
    """Yield the saved queries, by topic."""
    for query in catalog.load():
        yield Example(query.name, query.summary, query.topic, editor(query.name), text(query.name, {}))


def text(name: str, values: dict[str, str]) -> str:
    """Return the SPARQL of the saved query ``name``, bound to ``values``, its header as comments that people read.

    QueryError where there is no such query, or a value is not of its parameter's kind.
    """
    query = catalog.find(name)
    lines = [line for line in catalog.bind(query, values).splitlines() if not line.startswith("#+")]
    return "\n".join([f"# {query.summary}", *lines]) + "\n"


def asked(request: Request) -> str:
    """Return the SPARQL that ``saved`` and the other parameters of ``request`` mean; Problem where they mean none."""
    values = {name: value for name, value in request.query_params.items() if name != "saved"}
    try:
        return text(request.query_params.get("saved", ""), values)
    except QueryError as error:
        raise bad_request("saved", str(error)) from error


async def answered(service: Service, request: Request) -> Response:
    """Return the answer to a saved query as CSV, to be kept as a file."""
    query = asked(request)
    attached = {"Content-Disposition": f'attachment; filename="{request.query_params["saved"]}.csv"'}
    table = QueryRequest(query=query, normal=query, rows="csv", graph=None)
    return await respond(service, request, table, attached)


def _parameters(name: str, values: dict[str, str]) -> str:
    return urlencode(
        {"saved": name, **{parameter: short(iri).strip("<>") for parameter, iri in values.items()}}, safe=":/"
    )
