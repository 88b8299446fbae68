"""What search engines ask for first: which addresses to leave alone, and the addresses of all pages."""

from collections.abc import Iterator
from http import HTTPStatus
from xml.sax.saxutils import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint import graphstore, sparql
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.service import Service
from rarekg.graph.linked.addresses import path
from rarekg.graph.linked.listing import LISTS
from rarekg.graph.linked.response import Made, kept
from rarekg.graph.search.served import index
from rarekg.graph.search.things import KINDS

PART = 40_000  # things in one file, in which https://www.sitemaps.org/protocol.html allows 50,000 addresses
XML, TEXT = "application/xml", "text/plain; charset=utf-8"
_SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


async def robots(service: Service, request: Request) -> Response:
    """Return ``/robots.txt``: everything may be read but what is worked out anew for each question."""

    async def make() -> Made:
        closed = (sparql.PATH, graphstore.PATH, "/search", "/reconcile")
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
        return Made(body="\n".join([*lines, f"Sitemap: {service.address(request)}/sitemap.xml", ""]).encode())

    return await kept(service, request, TEXT, make)


async def sitemap(service: Service, request: Request) -> Response:
    """Return ``/sitemap.xml``: all addresses, or where there are too many for one file, those of the files."""

    async def make() -> Made:
        return Made(body=await run_in_threadpool(_whole, service, service.address(request)))

    return await kept(service, request, XML, make)


async def part(service: Service, request: Request) -> Response:
    """Return ``/sitemap-N.xml``, counted from 1; Problem 404 where there is none of that number."""

    async def make() -> Made:
        number = int(request.path_params["number"])
        body = await run_in_threadpool(_part, service, service.address(request), number)
        return Made(body=body)

    return await kept(service, request, XML, make)


def _whole(service: Service, address: str) -> bytes:
    files = -(-index(service).count() // PART)
    if files <= 1:
        return _urls(service, address, 0)
    parts = (f"<sitemap><loc>{escape(address)}/sitemap-{at}.xml</loc></sitemap>\n" for at in range(1, files + 1))
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {_SCHEMA}>\n{"".join(parts)}</sitemapindex>\n'
    return body.encode()


def _part(service: Service, address: str, number: int) -> bytes:
    first = (number - 1) * PART
    if not 0 <= first < index(service).count():
        raise Problem(HTTPStatus.NOT_FOUND, "unknown", f"there is no sitemap {number}")
    return _urls(service, address, first)


def _urls(service: Service, address: str, first: int) -> bytes:
    built = service.pool.build.finished[:10]
    lines = (
        f"<url><loc>{escape(address + there)}</loc><lastmod>{built}</lastmod></url>\n"
        for there in _paths(service, first)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_SCHEMA}>\n{"".join(lines)}</urlset>\n'.encode()


def _paths(service: Service, first: int) -> Iterator[str]:
    if first == 0:
        yield from ("/", *(f"/{name}" for name in LISTS))
    for row in index(service).things(KINDS, first, PART):
        yield path(row.iri, service.pool.build.base)
