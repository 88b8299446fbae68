"""The pages' own queries, the ``.rq`` files in ``queries/``: bound to a thing, sent to a worker, their rows read."""

from asyncio import gather
from collections.abc import Iterable
from itertools import chain

from pyoxigraph import NamedNode
from starlette.requests import Request

from rarekg.graph.endpoint.http.query_response import QueryRequest, fetch
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.http.threads import SMALL
from rarekg.graph.endpoint.pages.statements import Row, Statements, term
from rarekg.queries import catalog

PACKAGE = "rarekg.graph.endpoint.pages"


def bound(name: str, **iris: str | Iterable[str]) -> str:
    """Return the SPARQL text of the page query ``name``, each of its parameters bound to one or several IRIs.

    >>> print(bound("annotated-disease-count", phenotype="http://purl.obolibrary.org/obo/HP_0000118").splitlines()[-3])
      VALUES ?_phenotype_iri { <http://purl.obolibrary.org/obo/HP_0000118> }

    Raises:
        QueryError: A parameter that takes several IRIs has none: an empty list would match nothing.
    """
    values = {
        parameter: NamedNode(value) if isinstance(value, str) else [NamedNode(iri) for iri in value]
        for parameter, value in iris.items()
    }
    return catalog.bind(catalog.find(name, PACKAGE), values)


async def rows(service: Service, request: Request, query: str) -> list[Row]:
    """Return the solutions of ``query``.

    They come as tab-separated values, which are half as long as JSON and take a third of the time to read.
    """
    results = await _results(service, request, query)
    return await service.in_thread(_read, results) if len(results) > SMALL else _read(results)


async def statements(service: Service, request: Request, *queries: str) -> Statements:
    """Return the statements that ``queries`` select as subject, property and value, with the labels of all terms.

    The queries run side by side. Labels are a query of their own, because most values are the same few terms: sources,
    evidence, classes.
    """
    parts = await gather(*(_results(service, request, query) for query in queries))
    graph, labels = await service.in_thread(_indexed, parts, service.pool.build.base)
    if labels:
        await service.in_thread(_label, graph, await _results(service, request, labels))
    return graph


async def _results(service: Service, request: Request, query: str) -> bytes:
    return await fetch(service, request, QueryRequest(query=query, rows="tsv", graph=None))


def _read(results: bytes) -> list[Row]:
    return [tuple(map(term, line.split("\t"))) for line in results.decode().split("\n")[1:-1]]


def _indexed(parts: Iterable[bytes], base: str) -> tuple[Statements, str]:
    """Return the statements in ``parts``, and the query for the labels that they lack, '' if they have all."""
    graph = Statements(chain.from_iterable(map(_read, parts)), base)
    unlabelled = graph.unlabelled()
    return graph, bound("labels", thing=sorted(unlabelled)) if unlabelled else ""


def _label(graph: Statements, results: bytes) -> None:
    for thing, label in _read(results):
        if thing is not None and label is not None:
            graph.labels.setdefault(thing.text, label.text)
