"""What ids stand for in the build that is served: a worker reads it, since the server opens no store."""

from collections.abc import Sequence

import msgspec
from starlette.requests import Request

from rarekg.graph.endpoint.http.query_response import QueryRequest, fetch
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.search.current import index
from rarekg.graph.rdf.identification import Identified
from rarekg.graph.search.nearest import nearest
from rarekg.graph.search.reader import SearchIndex


async def identified(service: Service, request: Request, iris: Sequence[str]) -> list[Identified]:
    """Return what each of ``iris`` stands for.

    Raises:
        Problem: A worker is not free in time, or fails.
    """
    if not iris:
        return []
    asked = QueryRequest(query="", rows="json", graph=None, identify=tuple(iris))
    return msgspec.json.decode(await fetch(service, request, asked), type=list[Identified])


def names(service: Service) -> SearchIndex | None:
    """Return the search index of the build, None if there is none that can be read: ids are resolved without it."""
    try:
        return index(service)
    except Problem:
        return None


def near(service: Service, name: str) -> list[tuple[str, str]]:
    """Return CURIE and label of things that are near to ``name``, none if there is no index that can be read."""
    try:
        return nearest(index(service), name)
    except Problem:
        return []
