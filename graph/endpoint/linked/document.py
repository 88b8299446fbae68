"""Dereferencing: a request for a thing is redirected to its document, and one for a document gets a page of it."""

from asyncio import gather
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.conditional import VARY, cached_document, redirect
from rarekg.graph.endpoint.http.link_header import link_header
from rarekg.graph.endpoint.http.query_response import QueryRequest, fetch
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked import addresses
from rarekg.graph.endpoint.linked.addresses import Target
from rarekg.graph.endpoint.linked.formats import accepted_format
from rarekg.graph.endpoint.linked.html import Pages
from rarekg.graph.endpoint.linked.links import alternates, document_statements, downloads, onward_links
from rarekg.graph.endpoint.linked.neighbourhood import (
    Neighbourhood,
    nodes_and_labels,
    own_and_links,
    read_neighbourhood,
)
from rarekg.graph.endpoint.linked.not_found import not_found
from rarekg.graph.endpoint.linked.parameters import page_number, suffix_format
from rarekg.graph.endpoint.linked.phenotype_table import phenotypes
from rarekg.graph.endpoint.linked.serialization import sections, serialized_document
from rarekg.graph.endpoint.linked.successors import last_successors
from rarekg.graph.endpoint.linked.ties import ties
from rarekg.graph.endpoint.problem import Problem, bad_request
from rarekg.graph.rdf.curies import short
from rarekg.graph.rdf.formats import HTML, content_type, media_type
from rarekg.graph.rdf.ties import tied_diseases
from rarekg.ontology.prefixes import expand

EXACT, LOOSE = "skos:exactMatch", "oboInOwl:hasDbXref"


async def named(service: Service, request: Request, pages: Pages) -> Response:
    """Answer a request for a path: the local id of a minted thing or a CURIE, with or without a suffix."""
    name = request.path_params["name"]
    target = addresses.resolve(name, service.pool.build.base)
    if target is None:
        raise await not_found(service, name)
    if target.moved:
        location = addresses.suffixed(target.moved, target.format) if target.format else target.moved
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
    if iri.removeprefix(base).partition("/")[0] in addresses.MINTED:  # its own path would redirect once more
        form = form or accepted_format(request, "")
    return _see_other(addresses.suffixed(path, form) if form else path)


async def _answer(service: Service, request: Request, target: Target, pages: Pages) -> Response:
    form = accepted_format(request, target.format)
    if target.minted and not target.format:
        location = addresses.suffixed(target.path, form)
        described = link_header([(location, {"rel": "describedby", "type": media_type(form)})])
        return _see_other(location, {"Link": described})
    headers = {"Content-Location": addresses.suffixed(target.path, form)}
    if form == "csv":
        return await phenotypes(service, request, target.iri, headers)
    if form == HTML.name:
        make = partial(_html, service, request, target, pages)
        headers["Link"] = link_header(alternates(target, form))
    else:
        make = partial(_rdf, service, request, target, form, page_number(request))
    return await cached_document(service, request, content_type(form), make, headers)


async def _html(service: Service, request: Request, target: Target, pages: Pages) -> CachedResponse:
    """Return the page for people about ``target``, or a redirect to that about the thing of which it is an id."""
    if not target.minted:
        results = await _results(service, request, own_and_links(target.iri, 1))
        if iri := await service.in_thread(lambda: mapped_thing(read_neighbourhood(target.iri, results))):
            return _redirect(service, target, iri, HTML.name)
    try:
        return await pages.thing(service, request, target.iri)
    except Problem as problem:
        if problem.kind != "unknown":
            raise
        raise await not_found(service, target.path.removeprefix("/")) from problem


async def _rdf(service: Service, request: Request, target: Target, form: str, page: int) -> CachedResponse:
    """Return page ``page`` about ``target``, or a redirect to that about the thing of which it is an id."""
    base, address = service.pool.build.base, service.address(request)
    found, last = (
        ((), [])
        if target.minted
        else await gather(ties(service, request, target.iri), last_successors(service, request, target.iri))
    )
    tied = tied_diseases(found, target.iri)
    first = await _results(service, request, own_and_links(target.iri, page, tied))
    neighbourhood = await service.in_thread(read_neighbourhood, target.iri, first, None, tied)
    contents = list(downloads(target, service.pool.build.manifest.graphs, address, base))
    if neighbourhood.empty and not (contents and page == 1):
        name = target.path.removeprefix("/")
        raise await not_found(service, name if page == 1 else f"page {page} of {name}")
    if page == 1 and not target.minted and (iri := mapped_thing(neighbourhood)):
        return _redirect(service, target, iri, form)
    query = await service.in_thread(nodes_and_labels, target.iri, neighbourhood.mentioned, base)
    second = await _results(service, request, query)

    def make() -> CachedResponse:
        neighbourhood = read_neighbourhood(target.iri, first, second, tied)
        headings = {tie.disease: tie.heading(base) for tie in found}
        about = [*document_statements(neighbourhood, target, form, page, address, base), *contents]
        links = [*alternates(target, form), *onward_links(neighbourhood, target, form, page, base, last)]
        body = serialized_document([("", about), *sections(neighbourhood, headings)], neighbourhood.labels, form)
        return CachedResponse(body=body, headers={"Link": link_header(links)})

    return await service.in_thread(make)


def mapped_thing(neighbourhood: Neighbourhood) -> str:
    """Return the one thing that has ``neighbourhood.iri`` as its id in another registry, '' for none.

    An id with statements of its own, or that several things have, has a document of its own. That it matches the thing
    exactly follows from what is stated of the thing. What a registry states of its own entry is in the document on the
    term of MONDO that the entry matches exactly; in other registries it matches only other ids.
    """
    if neighbourhood.is_entry:
        things = [thing for thing in neighbourhood.subjects(EXACT) if short(thing).startswith("MONDO:")]
        return things[0] if len(things) == 1 else ""
    if any(statement.predicate != NamedNode(expand(EXACT)) for statement in neighbourhood.own):
        return ""
    for predicate in (EXACT, LOOSE):
        things = neighbourhood.subjects(predicate)
        if things:
            return things[0] if len(things) == 1 else ""
    return ""


def _redirect(service: Service, target: Target, iri: str, form: str) -> CachedResponse:
    location = addresses.path(iri, service.pool.build.base)
    return redirect(addresses.suffixed(location, form) if target.format else location)


async def _results(service: Service, request: Request, query: str) -> bytes:
    return await fetch(service, request, QueryRequest(query=query, rows="json", graph=None))


def _see_other(location: str, headers: Mapping[str, str] | None = None) -> Response:
    return RedirectResponse(location, HTTPStatus.SEE_OTHER, {"Vary": VARY, **(headers or {})})
