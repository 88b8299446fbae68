"""The search of the build that is served, for the pages."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from rarekg.graph.endpoint.service import Service
from rarekg.graph.search.reader import SearchIndex
from rarekg.graph.search.search import Hit, search
from rarekg.graph.search.things import Kind
from rarekg.ontology.errors import QueryError


def find(service: Service, text: str, kinds: Sequence[Kind] = (), limit: int = 10) -> tuple[Hit, ...]:
    """Return what ``text`` may mean in the build that is served; nothing where the build has no search index."""
    try:
        index = opened(service.pool.build.search)
    except QueryError:
        return ()
    return search(index, text, kinds, limit)


@lru_cache(maxsize=2)
def opened(path: Path) -> SearchIndex:
    """Return the index at ``path``, opened once; the last two builds' are kept."""
    return SearchIndex(path)
