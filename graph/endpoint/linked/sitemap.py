"""What search engines fetch first: which addresses to leave alone, and the addresses of all pages.

The paths of all pages are read and sorted once for a build. A response puts the address of the server before them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from http import HTTPStatus
from threading import Lock
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.conditional import cached_document
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked import addresses
from rarekg.graph.endpoint.linked.listing import LISTS
from rarekg.graph.endpoint.numbers import whole_number
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.search.current import index
from rarekg.graph.endpoint.sparql import graph_store, query
from rarekg.graph.search.reader import SearchIndex
from rarekg.graph.search.thing import KINDS

PART = 5_000  # things in one file: half a megabyte, which the cache of responses holds
MOST_FILES = 50_000  # that https://www.sitemaps.org/protocol.html allows in one list
XML, TEXT = "application/xml", "text/plain; charset=utf-8"

_making = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The server's address and the day of the build, for a sitemap."""

    address: str
    day: str


async def robots(service: Service, request: Request) -> Response:
    """Return ``/robots.txt``: everything may be crawled except what is computed for each request."""

    async def make() -> CachedResponse:
        disallowed = (query.PATH, graph_store.PATH, "/editor", "/table.csv", "/search", "/reconcile")
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in disallowed), ""]
        return CachedResponse(body="\n".join([*lines, f"Sitemap: {service.address(request)}/sitemap.xml", ""]).encode())

    return await cached_document(service, request, TEXT, make)


async def sitemap(service: Service, request: Request) -> Response:
    """Return ``/sitemap.xml``: all addresses, or those of the files if one file cannot hold them."""
    return await cached_document(service, request, XML, partial(_sitemap, service, request, whole))


async def part(service: Service, request: Request) -> Response:
    """Return ``/sitemap-N.xml``, counted from 1.

    Raises:
        Problem: 404 if the sitemap has fewer files.
    """
    number = whole_number(request.path_params["number"], 1, MOST_FILES)
    if number is None:
        raise _missing(request.path_params["number"])
    return await cached_document(
        service, request, XML, partial(_sitemap, service, request, partial(urls, number=number))
    )


async def _sitemap(service: Service, request: Request, write: Callable[[Sequence[str], Site], bytes]) -> CachedResponse:
    build, names = service.pool.build, index(service)
    site = Site(address=service.address(request), day=build.finished[:10])
    files = await service.in_thread(once, names, build.base)
    return CachedResponse(body=await service.in_thread(write, files, site))


def once(names: SearchIndex, base: str) -> tuple[str, ...]:
    """Return :func:`paths` of a build, made by its first request only; the others wait for it."""
    with _making:
        return _kept(names, base)


@lru_cache(maxsize=2)  # a build and the one before it: about 2 MB each for the whole graph
def _kept(names: SearchIndex, base: str) -> tuple[str, ...]:
    return tuple(paths(names, base))


def paths(names: SearchIndex, base: str, size: int = PART) -> Iterator[str]:
    """Yield the paths of the pages in each file of the sitemap, one a line, for ``size`` things a file."""
    for first in range(0, max(1, names.count()), size):
        things = (addresses.path(row.iri, base) for row in names.things(KINDS, first, size))
        lists = ("/", *(f"/{name}" for name in LISTS)) if first == 0 else ()
        yield "\n".join((*lists, *things))


def whole(files: Sequence[str], site: Site) -> bytes:
    """Return the sitemap of ``site``; if it has more than one file, the list of these."""
    if len(files) == 1:
        return urls(files, site, 1)
    numbers = range(1, len(files) + 1)
    parts = (f"<sitemap><loc>{escape(site.address)}/sitemap-{at}.xml</loc></sitemap>\n" for at in numbers)
    return _xml("sitemapindex", "".join(parts))


def urls(files: Sequence[str], site: Site, number: int) -> bytes:
    """Return file ``number``, from 1, of the sitemap.

    Raises:
        Problem: 404 if the sitemap has fewer files.
    """
    if number > len(files):
        raise _missing(str(number))
    address, lines = escape(site.address), escape(files[number - 1]).split("\n")
    return _xml(
        "urlset", "".join(f"<url><loc>{address}{path}</loc><lastmod>{site.day}</lastmod></url>\n" for path in lines)
    )


def _missing(number: str) -> Problem:
    return Problem(HTTPStatus.NOT_FOUND, "unknown", f"there is no sitemap {number}")


def _xml(root: str, text: str) -> bytes:
    schema = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {schema}>\n{text}</{root}>\n'.encode()
