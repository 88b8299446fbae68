"""Dereferencing: a request for a thing is redirected to its document, and one for a document gets a page of it."""

from asyncio import gather
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rarekg.graph.endpoint.downloads.offers import offered
from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.conditional import VARY, cached_document, redirect
from rarekg.graph.endpoint.http.link_header import link_header
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked import addresses
from rarekg.graph.endpoint.linked.addresses import Target
from rarekg.graph.endpoint.linked.formats import accepted_format
from rarekg.graph.endpoint.linked.html import Pages
from rarekg.graph.endpoint.linked.links import (
    Here,
    alternates,
    asked_path,
    document_statements,
    downloads,
    onward_links,
    page_path,
)
from rarekg.graph.endpoint.linked.naming import by_name
from rarekg.graph.endpoint.linked.neighbourhood import gathered, neighbourhood
from rarekg.graph.endpoint.linked.not_found import not_found
from rarekg.graph.endpoint.linked.parameters import page_number, suffix_format
from rarekg.graph.endpoint.linked.phenotype_table import phenotypes
from rarekg.graph.endpoint.linked.serialization import sections, serialized_dataset, serialized_document
from rarekg.graph.endpoint.linked.successors import last_successors
from rarekg.graph.endpoint.linked.ties import ties
from rarekg.graph.endpoint.problem import Problem, bad_request
from rarekg.graph.process.frames import About
from rarekg.graph.rdf.formats import DATASETS, HTML, content_type, media_type
from rarekg.graph.rdf.minted import MINTED
from rarekg.graph.rdf.ties import tied_diseases

PARAMETERS = ("page", "below")  # of a document: its part, and of the page on a phenotype its subtypes


async def named(service: Service, request: Request, pages: Pages) -> Response:
    """Answer a request for a path: the local id of a minted thing or a CURIE, with or without a suffix."""
    name = request.path_params["name"]
    target = addresses.resolve(name, service.pool.build.base)
    if target is None:
        return await by_name(service, request, name)
    if target.moved:
        location = addresses.suffixed(target.moved, target.format) if target.format else target.moved
        if request.scope["query_string"] and "?" not in location and "#" not in location:
            location += f"?{request.scope['query_string'].decode('latin-1')}"
        return RedirectResponse(location, HTTPStatus.SEE_OTHER if "#" in location else HTTPStatus.MOVED_PERMANENTLY)
    return await _answer(service, request, target, pages)


async def resource(service: Service, request: Request, pages: Pages) -> Response:
    """Answer a request for ``/resource?iri=…``, by a redirect if the IRI has a shorter address.

    Raises:
        Problem: 400 if there is not one absolute IRI.
    """
    values, form = request.query_params.getlist("iri"), suffix_format(request)
    if len(values) != 1:
        raise bad_request("protocol", "name one thing: /resource?iri=IRI")
    try:
        iri = NamedNode(values[0]).value
    except ValueError as error:
        raise bad_request("protocol", f"{values[0]!r} is no absolute IRI: {error}") from error
    base = service.pool.build.base
    path = addresses.path(iri, base)
    target = Target(iri, form, path, minted=False)
    if path.startswith(addresses.RESOURCE + "?"):
        return await _answer(service, request, target, pages)
    if iri.removeprefix(base).partition("/")[0] in MINTED:  # its own path would redirect once more
        form = form or accepted_format(request, "")
    return _see_other(addresses.suffixed(path, form) if form else path)


async def _answer(service: Service, request: Request, target: Target, pages: Pages) -> Response:
    form = accepted_format(request, target.format, table=not target.minted)
    if target.minted and not target.format:
        location = addresses.suffixed(target.path, form)
        described = link_header([(location, {"rel": "describedby", "type": media_type(form)})])
        return _see_other(location, {"Link": described})
    headers = {"Content-Location": addresses.suffixed(target.path, form)}
    if form == "csv":
        try:
            return await phenotypes(service, request, target.iri, headers)
        except Problem as problem:
            if target.format or problem.kind != "unknown":
                raise
        form = accepted_format(request, "")  # there is no table of this thing
        headers = {"Content-Location": addresses.suffixed(target.path, form)}
    if form == HTML.name:
        make = partial(_html, service, request, target, pages)
        headers["Link"] = link_header(alternates(target, form))
    else:
        page = page_number(request)
        headers = {"Content-Location": page_path(target, form, page)}
        make = partial(_rdf, service, request, target, form, page)
    return await cached_document(service, request, content_type(form), make, headers)


async def _html(service: Service, request: Request, target: Target, pages: Pages) -> CachedResponse:
    """Return the page for people about ``target``, or a redirect to that about the thing of which it is an id."""
    if not target.minted:
        found = await gathered(service, request, About(iri=target.iri, part=0))
        if found.moved:
            return _redirect(service, target, found.moved, HTML.name)
    try:
        return await pages.thing(service, request, target.iri)
    except Problem as problem:
        if problem.kind != "unknown":
            raise
        raise await not_found(service, target.path.removeprefix("/")) from problem


async def _rdf(service: Service, request: Request, target: Target, form: str, page: int) -> CachedResponse:
    """Return part ``page`` about ``target``, or a redirect to that about the thing of which it is an id."""
    base, address = service.pool.build.base, service.address(request)
    known, last = (
        ((), [])
        if target.minted
        else await gather(ties(service, request, target.iri), last_successors(service, request, target.iri))
    )
    asked = About(iri=target.iri, part=page, tied=tuple(tied_diseases(known, target.iri)))
    found = await gathered(service, request, asked)
    if found.moved:
        return _redirect(service, target, found.moved, form)
    release = await offered(service) if target.iri.startswith(f"{base}dataset/") else None
    contents = list(downloads(service, release, target, address))
    if not found.quads and not (contents and page == 1):
        name = target.path.removeprefix("/")
        raise await not_found(service, name if page == 1 else f"page {page} of {name}")
    here = Here(target, page, asked_path(request, target, page))

    def make() -> CachedResponse:
        near = neighbourhood(found, asked, base)
        about = [*document_statements(found, here, address, base), *contents]
        links = [*alternates(target, form), *onward_links(found, here, base, last)]
        if form in DATASETS:
            body = serialized_dataset(about, near.quads, form)
        else:
            headings = {tie.disease: tie.heading(base) for tie in known}
            body = serialized_document([("", about), *sections(near, headings)], near.labels, form, address)
        return CachedResponse(body=body, headers={"Link": link_header(links)})

    return await service.in_thread(make)


def _redirect(service: Service, target: Target, iri: str, form: str) -> CachedResponse:
    location = addresses.path(iri, service.pool.build.base)
    return redirect(addresses.suffixed(location, form) if target.format else location)


def _see_other(location: str, headers: Mapping[str, str] | None = None) -> Response:
    return RedirectResponse(location, HTTPStatus.SEE_OTHER, {"Vary": VARY, **(headers or {})})
