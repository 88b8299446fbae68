"""The search index of the build that is served. One that is missing or damaged is a 503 for search alone."""

import logging
from collections.abc import Iterable
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from threading import Thread
from typing import TypeVar

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.home.builds import SEARCH
from rarekg.graph.search.reader import SearchIndex
from rarekg.ontology.errors import QueryError

NO_INDEX = "no-index"  # the kind of the problem of a build that never had one
log = logging.getLogger("rarekg.endpoint")

_Record = TypeVar("_Record", bound=tuple[object, ...])


class ServedIndex(SearchIndex):
    """A search index of which a client is not told the path."""

    def select(self, query: str, values: Iterable[object], kind: type[_Record]) -> list[_Record]:
        """Return the rows of an SQL ``query``.

        Raises:
            Problem: 503 if the file is damaged.
        """
        try:
            return super().select(query, values, kind)
        except QueryError as error:
            log.error("%s", error)
            raise _damaged() from error

    def warm(self) -> None:
        """Read all words now: else the first search with a misspelt word would wait for it."""
        try:
            assert self.vocabulary
        except Problem:
            return  # select has logged it, and the search that needs the words gets the problem


def index(service: Service) -> SearchIndex:
    """Return the search index of the build that is served.

    Raises:
        Problem: 503 if the build has none, or it is damaged.
    """
    build = service.pool.build
    if service.verification.known.without_search(build):
        raise _damaged()
    try:
        stat = build.search.stat()
    except OSError as error:
        raise _damaged() if SEARCH in build.manifest.files else _missing() from error
    try:
        return _opened(build.search, stat.st_ino, stat.st_mtime_ns)
    except QueryError as error:
        raise _damaged() from error


def _missing() -> Problem:
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, NO_INDEX, "this build was made without a search index")


def _damaged() -> Problem:
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "damaged", "the search index of this build cannot be read")


@lru_cache(maxsize=2)  # a build and the one before it, which requests may still use
def _opened(path: Path, inode: int, modified: int) -> SearchIndex:
    """Open the index; another file in its place, which ``inode`` and ``modified`` tell apart, is opened anew."""
    opened = ServedIndex(path)
    Thread(target=opened.warm, daemon=True).start()
    return opened
