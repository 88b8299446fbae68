"""The page of the files to take away, ``/downloads/``; for programs the description of the release."""

from collections.abc import Iterator
from functools import partial
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.downloads.offers import address_path
from rarekg.graph.endpoint.downloads.serving import BESIDE, PACKAGE, package, release_of
from rarekg.graph.endpoint.http.conditional import cached_document
from rarekg.graph.endpoint.http.negotiation import accepted
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.rendering import Context, rendered_document
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.home.releases import Release, Resource
from rarekg.graph.rdf.formats import HTML, content_type

OFFERS = {PACKAGE: PACKAGE, "application/ld+json": PACKAGE, HTML.media_type: HTML.name}
GAP = "\N{NO-BREAK SPACE}"
# Heading and address of each section, and the folder of its files, '' for those in none.
SECTIONS = (
    ("The whole graph", "whole", ""),
    ("Tables", "tables", "tables/"),
    ("For property graphs such as Neo4j (KGX)", "kgx", "kgx/"),
    ("One named graph in a file", "graphs", "graphs/"),
)


async def downloads(service: Service, request: Request) -> Response:
    """Return the page, or the description for a client that prefers JSON.

    Raises:
        Problem: 404 for a program if there is no release, 406 if the client accepts neither, 503 if it is damaged.
    """
    form = accepted(request, OFFERS)
    if form is None:
        message = f"the files are listed as {HTML.media_type} and {PACKAGE}"
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, "accept", message)
    release = await release_of(service, service.pool.build.id)
    if form == PACKAGE:
        if release is None:
            message = (
                "the build that is served has no release; the service's operator can write one by `rarekg release`"
            )
            raise Problem(HTTPStatus.NOT_FOUND, "unknown", message)
        return package(request, release)
    make = partial(rendered_document, service, "downloads.html", partial(_context, service, release))
    return await cached_document(service, request, content_type(HTML.name), make)


def _context(service: Service, release: Release | None) -> Context:
    return {
        "title": "Downloads",
        "sections": list(_sections(release)) if release else [],
        "beside": list(_beside(release)) if release else [],
        "graphs": len(service.pool.build.manifest.graphs),
        "quads": service.pool.build.manifest.quads,
        "size": size,
    }


def _sections(release: Release) -> Iterator[tuple[str, str, list[tuple[str, Resource]]]]:
    """Yield heading, anchor and files of each section that has any; a folder that is not known is with the whole."""
    known = tuple(folder for _, _, folder in SECTIONS if folder)
    for heading, anchor, folder in SECTIONS:
        files = [
            (address_path(release, each.path), each)
            for each in release.resources
            if each.path not in BESIDE and (each.path.startswith(folder) if folder else not each.path.startswith(known))
        ]
        if files:
            yield heading, anchor, files


def _beside(release: Release) -> Iterator[tuple[str, str]]:
    """Yield name and address of each document of the release that is there."""
    for name in sorted(BESIDE):
        if (release.folder / name).is_file() or release.find(name):
            yield name, address_path(release, name)


def size(number: int) -> str:
    """Return a number of bytes for people, in one line.

    >>> [size(number).replace(GAP, " ") for number in (999, 65_400, 1_234_000_000)]
    ['999 bytes', '65.4 kB', '1.2 GB']
    """
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if number >= factor:
            return f"{number / factor:.1f}{GAP}{unit}"
    return f"{number}{GAP}bytes"
