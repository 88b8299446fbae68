"""The page of each kind of thing, and the routes of the pages that are about no single thing."""

from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rarekg.graph.endpoint.downloads.offers import PATH
from rarekg.graph.endpoint.downloads.serving import download
from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.routing import READING, route
from rarekg.graph.endpoint.http.service import Html, Service
from rarekg.graph.endpoint.linked.html import Pages
from rarekg.graph.endpoint.pages import (
    about,
    association,
    completion,
    dataset,
    disease,
    downloads,
    editor,
    error,
    gene,
    home,
    listing,
    phenotype,
    publication,
    saved_addresses,
    saved_queries,
    source_page,
    thing,
)
from rarekg.graph.endpoint.pages import help as help_text
from rarekg.graph.endpoint.pages.kinds import kind_of
from rarekg.graph.endpoint.pages.page_queries import PACKAGE
from rarekg.graph.endpoint.pages.rendering import MakeContext, environment, rendered_document, static
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.sparql.related import GUIDE, HELP
from rarekg.queries import catalog

MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}
FOR_EVER = "public, max-age=31536000, immutable"
ContextOf = Callable[[Service, Request, str], Awaitable[MakeContext]]
# The page about each kind of thing; all others have a page of their plain statements.
PAGES: Mapping[str, tuple[str, ContextOf]] = MappingProxyType(
    {
        "disease": ("disease.html", disease.context),
        "phenotype": ("phenotype.html", phenotype.context),
        "inheritance": ("phenotype.html", phenotype.context),
        "gene": ("gene.html", gene.context),
        "association": ("association.html", association.context),
        "publication": ("publication.html", publication.context),
        "dataset": ("dataset.html", dataset.context),
        "source page": ("source_page.html", source_page.context),
        "thing": ("thing.html", thing.context),
    }
)


def pages() -> Pages:
    """Return the pages that accompany the documents of linked data."""
    return Pages(thing=document, home=home.home, listing=listing.listing)


def html() -> Html:
    """Return the pages of the endpoint itself."""
    return Html(editor=editor.editor, problem=error.problem)


async def document(service: Service, request: Request, iri: str) -> CachedResponse:
    """Return the page about ``iri``.

    Raises:
        Problem: 404 of kind ``unknown`` if the graph has no statement about it.
    """
    kind = await kind_of(service, request, iri)
    if kind is None:
        raise Problem(HTTPStatus.NOT_FOUND, "unknown", f"the graph has no statement about {iri}")
    template, context = PAGES[kind]
    return await rendered_document(service, template, await context(service, request, iri))


def routes(service: Service) -> list[BaseRoute]:
    """Return the routes of the pages that are about no single thing; they precede those of linked data.

    Queries and templates are read now: else the first pages would wait for them.
    """
    catalog.load()
    catalog.load(PACKAGE)
    environment()
    return [
        route(service, "/about", about.about),
        route(service, f"{PATH}/", downloads.downloads),
        route(service, f"{PATH}/{{path:path}}", download),
        route(service, "/complete", completion.complete),
        route(service, "/editor", editor.editor),
        route(service, HELP, help_text.help_page),
        route(service, GUIDE, help_text.llms),
        route(service, "/table.csv", saved_queries.as_csv, (*READING, "POST")),
        route(service, saved_addresses.PATH, saved_addresses.every),
        route(service, f"{saved_addresses.PATH}/{{name}}", saved_addresses.one, (*READING, "POST")),
        route(service, "/static/{name:path}", _static),
    ]


async def _static(service: Service, request: Request) -> Response:
    name = request.path_params["name"]
    media_type = _files().get(name)
    if media_type is None:
        raise Problem(HTTPStatus.NOT_FOUND, "unknown", f"there is no file {name!r} here")
    headers = {"Content-Type": media_type}
    headers["Cache-Control"] = FOR_EVER if "v" in request.query_params else "public, max-age=3600"
    return Response(static(name), headers=headers)


@cache  # of the package's own files
def _files() -> Mapping[str, str]:
    """Return the media type of each file that may be asked for: no other name ever reaches the file system."""
    package = files("rarekg.graph.endpoint.pages")
    names = [
        f"{folder}{file.name}"
        for folder in ("", "vendor/")
        for file in package.joinpath(folder or "static").iterdir()
        if file.is_file() and not file.name.startswith(".")
    ]
    kinds = {name: MEDIA_TYPES.get(name.rpartition(".")[2]) for name in names}
    return MappingProxyType({name: kind for name, kind in kinds.items() if kind is not None})
