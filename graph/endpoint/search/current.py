"""The search index of the build that is served."""

from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from threading import Thread

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.search.reader import SearchIndex
from rarekg.ontology.errors import QueryError


def index(service: Service) -> SearchIndex:
    """Return the search index of the build that is served.

    Raises:
        Problem: 503 if the build has none.
    """
    try:
        return _opened(service.pool.build.search)
    except QueryError as error:
        raise Problem(
            HTTPStatus.SERVICE_UNAVAILABLE, "no-index", "the build has no search index that can be read"
        ) from error


@lru_cache(maxsize=2)  # a build and the one before it, which requests may still use
def _opened(path: Path) -> SearchIndex:
    opened = SearchIndex(path)
    # Read all words now: else the first search with a misspelled word would wait for it.
    Thread(target=lambda: opened.vocabulary, daemon=True).start()
    return opened
