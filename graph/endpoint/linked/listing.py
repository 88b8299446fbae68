"""Lists of all things of a kind, page by page in alphabetical order, for crawlers and people who browse."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Triple
from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.conditional import cached_document
from rarekg.graph.endpoint.http.link_header import Link, link_header
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked.addresses import suffixed
from rarekg.graph.endpoint.linked.formats import accepted_format
from rarekg.graph.endpoint.linked.html import Listing, Pages
from rarekg.graph.endpoint.linked.parameters import page_number, suffix_format
from rarekg.graph.endpoint.linked.serialization import serialized_document
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.search.current import index
from rarekg.graph.endpoint.sparql.triples import about, node
from rarekg.graph.rdf.formats import HTML, RDF, content_type, media_type
from rarekg.graph.search.reader import SearchIndex
from rarekg.graph.search.thing import Kind

PAGE = 500  # things on a page
# The path of each list, without the slash, and what is on it.
LISTS: Mapping[str, Kind] = MappingProxyType(
    {"diseases": "disease", "phenotypes": "phenotype", "genes": "gene", "inheritance": "inheritance", "terms": "term"}
)


async def listing(service: Service, request: Request, pages: Pages, name: str) -> Response:
    """Answer a request for a page of the list ``name``."""
    form, number = accepted_format(request, suffix_format(request)), page_number(request)

    async def make() -> CachedResponse:
        part = await service.in_thread(list_page, index(service), name, number)
        if form == HTML.name:
            return await pages.listing(service, request, part)
        return await service.in_thread(_document, part, form, service.address(request))

    return await cached_document(service, request, content_type(form), make)


def _document(part: Listing, form: str, address: str) -> CachedResponse:
    body = serialized_document([("", list(_statements(part, form, address)))], {}, form, address)
    return CachedResponse(body=body, headers={"Link": link_header(_links(part, form))})


def _links(part: Listing, form: str) -> Iterator[Link]:
    yield from ((path, {"rel": relation}) for relation, path in _pages(part, form))
    for other in RDF:
        if other != form:
            yield suffixed(f"/{part.name}", other), {"rel": "alternate", "type": media_type(other)}


def list_page(names: SearchIndex, name: str, page: int, size: int = PAGE) -> Listing:
    """Return page ``page`` (from 1) of the list ``name``, one of LISTS.

    Raises:
        Problem: 404 if the list ends before it.
    """
    kind = LISTS[name]
    total = names.count((kind,))
    pages = max(1, -(-total // size))
    if page > pages:
        raise Problem(HTTPStatus.NOT_FOUND, "unknown", f"/{name} has {pages} pages")
    rows = names.things((kind,), (page - 1) * size, size)
    return Listing(name=name, kind=kind, page=page, pages=pages, total=total, rows=tuple(rows))


def _statements(part: Listing, form: str, address: str) -> Iterator[Triple]:
    collection = NamedNode(f"{address}/{part.name}")
    here = NamedNode(f"{address}{_path(part, form, part.page)}")
    members = [NamedNode(row.iri) for row in part.rows]
    yield from about(
        collection,
        {
            "rdf:type": node("hydra:Collection"),
            "rdfs:label": Literal(part.name, language="en"),
            "hydra:totalItems": Literal(part.total),
            "hydra:view": here,
            "hydra:member": members,
        },
    )
    yield from about(here, {"rdf:type": node("hydra:PartialCollectionView")})
    for relation, path in _pages(part, form):
        name = {"prev": "previous"}.get(relation, relation)
        yield from about(here, {f"hydra:{name}": NamedNode(f"{address}{path}")})
    for row, member in zip(part.rows, members, strict=True):
        # As in the graph: a symbol is in no language.
        label = Literal(row.label) if row.kind == "gene" else Literal(row.label, language="en")
        yield from about(member, {"rdfs:label": label})


def _pages(part: Listing, form: str) -> Iterator[tuple[str, str]]:
    yield "first", _path(part, form, 1)
    if part.page > 1:
        yield "prev", _path(part, form, part.page - 1)
    if part.page < part.pages:
        yield "next", _path(part, form, part.page + 1)
    yield "last", _path(part, form, part.pages)


def _path(part: Listing, form: str, page: int) -> str:
    path = suffixed(f"/{part.name}", form)
    return path if page == 1 else f"{path}?page={page}"
