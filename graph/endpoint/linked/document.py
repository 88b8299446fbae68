"""Dereferencing: a request for a thing is led to its document, and one for a document gets it, page by page."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.cached import VARY, cached_document, redirect
from rarekg.graph.endpoint.http.link_header import link_header
from rarekg.graph.endpoint.http.respond import QueryRequest, fetch
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked import addresses
from rarekg.graph.endpoint.linked.addresses import Meant
from rarekg.graph.endpoint.linked.formats import chosen
from rarekg.graph.endpoint.linked.html import Pages
from rarekg.graph.endpoint.linked.links import alternates, downloads, itself, moves
from rarekg.graph.endpoint.linked.neighbourhood import Around, around, nodes_and_labels, own_and_links
from rarekg.graph.endpoint.linked.not_found import unknown
from rarekg.graph.endpoint.linked.parameters import page_number, suffix_format
from rarekg.graph.endpoint.linked.phenotype_table import phenotypes
from rarekg.graph.endpoint.linked.serialization import parts, written
from rarekg.graph.endpoint.problem import Problem, bad_request
from rarekg.graph.rdf.formats import HTML, content_type, media_type

EXACT, LOOSE = "skos:exactMatch", "oboInOwl:hasDbXref"


async def named(service: Service, request: Request, pages: Pages) -> Response:
    """Answer a request for a path: a local id of ours or a CURIE, with or without a suffix."""
    name = request.path_params["name"]
    meant = addresses.meant(name, service.pool.build.base)
    if meant is None:
        raise await unknown(service, name)
    if meant.moved:
        there = addresses.suffixed(meant.moved, meant.format) if meant.format else meant.moved
        return RedirectResponse(there, HTTPStatus.SEE_OTHER if "#" in there else HTTPStatus.MOVED_PERMANENTLY)
    return await _answer(service, request, meant, pages)


async def resource(service: Service, request: Request, pages: Pages) -> Response:
    """Answer a request for ``/resource?iri=…``: where the IRI has a shorter address, by leading there."""
    given, form = request.query_params.getlist("iri"), suffix_format(request)
    if len(given) != 1:
        raise bad_request("protocol", "name one thing: /resource?iri=IRI")
    try:
        iri = NamedNode(given[0]).value
    except ValueError as error:
        raise bad_request("protocol", f"{given[0]!r} is no absolute IRI: {error}") from error
    base = service.pool.build.base
    path = addresses.path(iri, base)
    meant = Meant(iri, form, path, minted=False)
    if path.startswith(addresses.RESOURCE + "?"):
        return await _answer(service, request, meant, pages)
    if iri.removeprefix(base).partition("/")[0] in addresses.MINTED:  # its path is its own, and leads on to this
        form = form or chosen(request, "")
    return _see_other(addresses.suffixed(path, form) if form else path)


async def _answer(service: Service, request: Request, meant: Meant, pages: Pages) -> Response:
    form = chosen(request, meant.format)
    if meant.minted and not meant.format:
        location = addresses.suffixed(meant.path, form)
        described = link_header([(location, {"rel": "describedby", "type": media_type(form)})])
        return _see_other(location, {"Link": described})
    headers = {"Content-Location": addresses.suffixed(meant.path, form)}
    if form == "csv":
        return await phenotypes(service, request, meant.iri, headers)
    if form == HTML.name:
        make = partial(_page, service, request, meant, pages)
        headers["Link"] = link_header(alternates(meant, form))
    else:
        make = partial(_statements, service, request, meant, form, page_number(request))
    return await cached_document(service, request, content_type(form), make, headers)


async def _page(service: Service, request: Request, meant: Meant, pages: Pages) -> CachedResponse:
    """Return the page for people, or a redirect to that of the thing that ``meant`` is an id of."""
    if not meant.minted and (iri := await _represented(service, request, meant.iri)):
        return _moved(service, meant, iri, HTML.name)
    try:
        return await pages.thing(service, request, meant.iri)
    except Problem as problem:
        if problem.kind != "unknown":
            raise
        raise await unknown(service, meant.path.removeprefix("/")) from problem


async def _statements(service: Service, request: Request, meant: Meant, form: str, page: int) -> CachedResponse:
    """Return page ``page`` of the statements, or a redirect to those of the thing that ``meant`` is an id of."""
    base = service.pool.build.base
    first = await _rows(service, request, own_and_links(meant.iri, page))
    found = around(meant.iri, first)
    address = service.address(request)
    whole_of = list(downloads(meant, service.pool.build.manifest.graphs, address, base))
    if found.empty and not (whole_of and page == 1):
        raise await unknown(service, meant.path.removeprefix("/") if page == 1 else f"page {page} of {meant.path[1:]}")
    if page == 1 and not meant.minted and (iri := other(found)):
        return _moved(service, meant, iri, form)
    second = await _rows(service, request, nodes_and_labels(meant.iri, [*found.own, *found.links], base))
    whole = around(meant.iri, first, second)
    about_itself = [*itself(whole, meant, form, page, address, base), *whole_of]
    related = [*alternates(meant, form), *moves(whole, meant, form, page, base)]
    body = written([("", about_itself), *parts(whole)], whole.labels, form)
    return CachedResponse(body=body, headers={"Link": link_header(related)})


def _moved(service: Service, meant: Meant, iri: str, form: str) -> CachedResponse:
    location = addresses.path(iri, service.pool.build.base)
    return redirect(addresses.suffixed(location, form) if meant.format else location)


async def _rows(service: Service, request: Request, query: str) -> bytes:
    return await fetch(service, request, QueryRequest(query=query, normal=query, rows="json", graph=None))


async def _represented(service: Service, request: Request, iri: str) -> str:
    results = await _rows(service, request, own_and_links(iri, 1))
    return other(around(iri, results))


def other(found: Around) -> str:
    """Return the one thing that an id of another registry stands for, by the mappings of the graph; '' for none.

    An id of which something is said itself, or that several things have, stands for itself.
    """
    if found.own:
        return ""
    for predicate in (EXACT, LOOSE):
        things = found.subjects(predicate)
        if things:
            return things[0] if len(things) == 1 else ""
    return ""


def _see_other(location: str, headers: Mapping[str, str] | None = None) -> Response:
    return RedirectResponse(location, HTTPStatus.SEE_OTHER, {"Vary": VARY, **(headers or {})})
