"""The pages for people that accompany the documents for programs; the package above passes them in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.search.reader import Row
from rarekg.graph.search.thing import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page, ``page`` of ``pages`` (from 1), of the list ``name`` of all ``total`` things of ``kind``."""

    name: str
    kind: Kind
    page: int
    pages: int
    total: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The functions that make HTML for clients that prefer it.

    ``thing`` makes the page about an IRI, or raises a Problem 404 of kind ``unknown``; ``home`` makes that of ``/``,
    ``listing`` a page of a list.
    """

    thing: Callable[[Service, Request, str], Awaitable[CachedResponse]]
    home: Callable[[Service, Request], Awaitable[CachedResponse]]
    listing: Callable[[Service, Request, Listing], Awaitable[CachedResponse]]
