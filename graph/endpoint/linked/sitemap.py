"""What search engines fetch first: which addresses to leave alone, and the addresses of all pages."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.conditional import cached_document
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked import addresses
from rarekg.graph.endpoint.linked.listing import LISTS
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.search.current import index
from rarekg.graph.endpoint.sparql import graph_store, query
from rarekg.graph.search.reader import SearchIndex
from rarekg.graph.search.things import KINDS

PART = 40_000  # things in one file, in which https://www.sitemaps.org/protocol.html allows 50,000 addresses
XML, TEXT = "application/xml", "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The server's address, the graph's base and the day of the build, for a sitemap."""

    address: str
    base: str
    day: str


async def robots(service: Service, request: Request) -> Response:
    """Return ``/robots.txt``: everything may be crawled except what is computed for each request."""

    async def make() -> CachedResponse:
        disallowed = (query.PATH, graph_store.PATH, "/search", "/reconcile")
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
    number = int(request.path_params["number"])
    return await cached_document(
        service, request, XML, partial(_sitemap, service, request, partial(urls, number=number))
    )


async def _sitemap(service: Service, request: Request, write: Callable[[SearchIndex, Site], bytes]) -> CachedResponse:
    build = service.pool.build
    site = Site(address=service.address(request), base=build.base, day=build.finished[:10])
    return CachedResponse(body=await service.in_thread(write, index(service), site))


def whole(names: SearchIndex, site: Site, size: int = PART) -> bytes:
    """Return the sitemap of ``site``; if it has more than ``size`` things, the list of its files."""
    files = -(-names.count() // size)
    if files <= 1:
        return urls(names, site, 1, size)
    parts = (f"<sitemap><loc>{escape(site.address)}/sitemap-{at}.xml</loc></sitemap>\n" for at in range(1, files + 1))
    return _xml("sitemapindex", "".join(parts))


def urls(names: SearchIndex, site: Site, number: int, size: int = PART) -> bytes:
    """Return file ``number``, from 1, of the sitemap.

    Raises:
        Problem: 404 if the sitemap has fewer files.
    """
    first = (number - 1) * size
    if not 0 <= first < max(1, names.count()):
        raise Problem(HTTPStatus.NOT_FOUND, "unknown", f"there is no sitemap {number}")
    paths = [addresses.path(row.iri, site.base) for row in names.things(KINDS, first, size)]
    if first == 0:
        paths = ["/", *(f"/{name}" for name in LISTS), *paths]
    lines = (f"<url><loc>{escape(site.address + path)}</loc><lastmod>{site.day}</lastmod></url>\n" for path in paths)
    return _xml("urlset", "".join(lines))


def _xml(root: str, text: str) -> bytes:
    schema = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {schema}>\n{text}</{root}>\n'.encode()
