"""The search in the served build, for the pages."""

from collections.abc import Sequence

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.search.current import index
from rarekg.graph.search.hits import Hit, search
from rarekg.graph.search.things import Kind


def find(service: Service, text: str, kinds: Sequence[Kind] = (), limit: int = 10) -> tuple[Hit, ...]:
    """Return the things that match ``text`` in the served build; none if the build has no search index."""
    try:
        return search(index(service), text, kinds, limit)
    except Problem:
        return ()
