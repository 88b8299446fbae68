"""The search in the served build, for the pages."""

from collections.abc import Sequence

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.search.current import NO_INDEX, index
from rarekg.graph.search.hits import Hit, left_out, search
from rarekg.graph.search.thing import Kind


def find(
    service: Service, text: str, kinds: Sequence[Kind] = (), limit: int = 10, *, everything: bool = False
) -> tuple[Hit, ...]:
    """Return the things that match ``text`` in the served build; none if the build was made without a search index.

    Raises:
        Problem: 503 if the index is damaged.
    """
    try:
        return search(index(service), text, kinds, limit, everything=everything)
    except Problem as problem:
        if problem.kind != NO_INDEX:
            raise
        return ()


def similar(service: Service, text: str, limit: int) -> tuple[Hit, ...]:
    """Return the things that match ``text``, none if there is no index that can be read, for a page on an error."""
    try:
        return find(service, text, (), limit)
    except Problem:
        return ()


def hidden(service: Service, text: str, kinds: Sequence[Kind], hits: Sequence[Hit]) -> int:
    """Return how many matches of ``text`` the search with the result ``hits`` leaves out."""
    try:
        return left_out(index(service), text, kinds, hits)
    except Problem as problem:
        if problem.kind != NO_INDEX:
            raise
        return 0
