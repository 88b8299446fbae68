"""Saved queries bound to a thing: their addresses in the editor and as a table, and their text."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.query_response import QueryRequest, respond_bound
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.resolving import Bound, bound, grouped, sent
from rarekg.graph.endpoint.problem import bad_request
from rarekg.graph.rdf.curies import short
from rarekg.ontology.errors import QueryError
from rarekg.queries import catalog
from rarekg.queries.catalog import SavedQuery
from rarekg.queries.needs import missing_sources, note
from rarekg.queries.parameters import Value

DOWNLOADED = ("csv", "tsv")  # suffixes of files for spreadsheets


class Example(NamedTuple):
    """A saved query as the editor lists it; ``lacking`` is what the build does not have for it, '' for nothing."""

    name: str
    summary: str
    topic: str
    address: str
    text: str
    lacking: str


def editor(name: str, **values: str | Sequence[str]) -> str:
    """Return the address that opens the saved query ``name`` in the editor, bound to ``values`` (IRIs).

    >>> editor("diseases-of-gene", gene="http://identifiers.org/hgnc/6106")
    '/editor?saved=diseases-of-gene&gene=HGNC:6106'
    """
    return f"/editor?{_parameters(name, values)}"


def table(name: str, **values: str | Sequence[str]) -> str:
    """Return the address of the saved query's result as CSV, bound to ``values`` (IRIs).

    >>> table("diseases-of-gene", gene="http://identifiers.org/hgnc/6106")
    '/table.csv?saved=diseases-of-gene&gene=HGNC:6106'
    """
    return f"/table.csv?{_parameters(name, values)}"


def examples(sources: Collection[str]) -> Iterator[Example]:
    """Yield the saved queries, by topic, as a build with ``sources`` can answer them."""
    for query in catalog.load():
        lacking = lacked(query, sources)
        yield Example(query.name, query.summary, query.topic, editor(query.name), text(query.name, {}), lacking)


def lacked(query: SavedQuery, sources: Collection[str]) -> str:
    """Return the line on what a build with ``sources`` lacks for ``query``, '' for nothing."""
    missing = missing_sources(query, sources)
    return note(missing) if missing else ""


def text(name: str, values: Mapping[str, Sequence[str]]) -> str:
    """Return the SPARQL of the saved query ``name``, bound to ``values``, with its question as a comment on top.

    >>> "VALUES ?_gene_iri { <http://identifiers.org/hgnc/6106> }" in text("diseases-of-gene", {"gene": ["HGNC:6106"]})
    True

    Raises:
        QueryError: There is no such query, or a value is not of its parameter's kind.
    """
    return bound_text(catalog.find(name), values)


def bound_text(query: SavedQuery, values: Mapping[str, Sequence[Value]]) -> str:
    """Return the SPARQL of ``query``, bound to ``values``, with its question as a comment on top.

    Raises:
        QueryError: A value is not of its parameter's kind.
    """
    lines = [line for line in catalog.bind(query, values).splitlines() if not line.startswith("#+")]
    return "\n".join([f"# {query.summary}", *lines]) + "\n"


async def saved_query(service: Service, request: Request) -> Bound:
    """Return the saved query that ``request`` names, bound to what its other parameters stand for.

    Raises:
        Problem: 400 if there is no such query; as :func:`rarekg.graph.endpoint.pages.resolving.bound`.
    """
    pairs = await sent(service, request)
    names = [value for name, value in pairs if name == "saved"]
    if len(names) != 1:
        raise bad_request("saved", f"name one saved query: saved=NAME; {len(names)} are named")
    try:
        query = catalog.find(names[0])
    except QueryError as error:
        raise bad_request("saved", str(error)) from error
    return await bound(service, request, query, grouped(pairs, "saved"))


async def as_csv(service: Service, request: Request) -> Response:
    """Return the result of a saved query as CSV, for download; its headers name the sources that the build lacks."""

    async def bind() -> tuple[QueryRequest, Mapping[str, str]]:
        found = await saved_query(service, request)
        if found.query.form == "construct":
            raise bad_request("saved", f"{found.query.name} answers with a graph: take /saved/{found.query.name}.ttl")
        query = await service.in_thread(bound_text, found.query, found.values, kind="queries")
        headers = {**file_headers(found.query, service.pool.build.manifest.sources, "csv"), **found.headers}
        return QueryRequest(query=query, rows="csv", graph=None, if_empty=found.if_empty), headers

    return await respond_bound(service, request, bind)


def file_headers(query: SavedQuery, sources: Collection[str], suffix: str) -> Mapping[str, str]:
    """Return the headers of the result of ``query`` on a build with ``sources``, a file with ``suffix``, '' for none.

    A table has no place for a note: what the build lacks is in the name of the file, so that few rows are no finding.
    """
    missing = missing_sources(query, sources)
    without = f"-without-{missing[0]}" if missing else ""
    file = f'attachment; filename="{query.name}{without}.{suffix}"'
    headers = {"Content-Disposition": file} if suffix in DOWNLOADED else {}
    return {**headers, "Missing-Sources": ", ".join(missing)} if missing else headers


def _parameters(name: str, values: Mapping[str, str | Sequence[str]]) -> str:
    iris = [
        (parameter, short(iri).strip("<>"))
        for parameter, given in values.items()
        for iri in ((given,) if isinstance(given, str) else given)
    ]
    return urlencode([("saved", name), *iris], safe=":/")
