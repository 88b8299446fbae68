"""Dereferencing: a request for a thing is led to its document, and one for a document gets it, page by page."""

from collections.abc import Mapping
from http import HTTPStatus

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rarekg.graph.endpoint.http.respond import Question, fetch
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
from rarekg.graph.endpoint.linked.response import VARY, Made, kept, links
from rarekg.graph.endpoint.linked.serialization import parts, written
from rarekg.graph.endpoint.problem import Problem, bad_request
from rarekg.graph.rdf.formats import content_type, media_type

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
        there = addresses.suffixed(meant.path, form)
        return _see_other(there, {"Link": links([(there, {"rel": "describedby", "type": media_type(form)})])})
    headers = {"Content-Location": addresses.suffixed(meant.path, form)}
    if form == "csv":
        return await phenotypes(service, request, meant.iri, headers)
    if form == "html":
        return await _page(service, request, meant, pages, headers)
    page = page_number(request)

    async def make() -> Made | Response:
        return await _make(service, request, meant, form, page)

    return await kept(service, request, content_type(form), make, headers)


async def _page(service: Service, request: Request, meant: Meant, pages: Pages, headers: Mapping[str, str]) -> Response:
    """Return the page for people, by their own address where another thing stands for this one."""
    base = service.pool.build.base
    if not meant.minted and (stands := await _stands_for(service, request, meant.iri)):
        there = addresses.path(stands, base)
        return _see_other(addresses.suffixed(there, "html") if meant.format else there)
    try:
        response = await pages.thing(service, request, meant.iri)
    except Problem as problem:
        if problem.kind != "unknown":
            raise
        raise await unknown(service, meant.path.removeprefix("/")) from problem
    response.headers["Link"] = links(alternates(meant, "html"))
    response.headers.update(headers)
    return response


async def _make(service: Service, request: Request, meant: Meant, form: str, page: int) -> Made | Response:
    base = service.pool.build.base
    first = await _rows(service, request, own_and_links(meant.iri, page))
    found = around(meant.iri, first)
    address = service.address(request)
    whole_of = list(downloads(meant, service.pool.build.manifest.get("graphs", {}), address, base))
    if found.empty and not (whole_of and page == 1):
        raise await unknown(service, meant.path.removeprefix("/") if page == 1 else f"page {page} of {meant.path[1:]}")
    if page == 1 and not meant.minted and (stands := other(found)):
        there = addresses.path(stands, base)
        return _see_other(addresses.suffixed(there, form) if meant.format else there)
    second = await _rows(service, request, nodes_and_labels(meant.iri, [*found.own, *found.links], base))
    whole = around(meant.iri, first, second)
    told = [*itself(whole, meant, form, page, address, base), *whole_of]
    related = [*alternates(meant, form), *moves(whole, meant, form, page, base)]
    return Made(body=written([("", told), *parts(whole)], whole.labels, form), headers={"Link": links(related)})


async def _rows(service: Service, request: Request, query: str) -> bytes:
    return await fetch(service, request, Question(query=query, normal=query, rows="json", graph=None))


async def _stands_for(service: Service, request: Request, iri: str) -> str:
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


def _see_other(there: str, headers: Mapping[str, str] | None = None) -> Response:
    return RedirectResponse(there, HTTPStatus.SEE_OTHER, {"Vary": VARY, **(headers or {})})
