"""The search index of the build that is served, for whatever answers requests."""

from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from threading import Thread

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.search.reader import SearchIndex
from rarekg.ontology.errors import QueryError


def index(service: Service) -> SearchIndex:
    """Return the search index of the build that is served; Problem where that has none."""
    try:
        return _opened(service.pool.build.search)
    except QueryError as error:
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "no-index", str(error)) from error


@lru_cache(maxsize=2)  # a build and the one before it, which may still be asked
def _opened(path: Path) -> SearchIndex:
    found = SearchIndex(path)
    # So that the first to misspell a word does not wait for all words to be read.
    Thread(target=lambda: found.vocabulary, daemon=True).start()
    return found
