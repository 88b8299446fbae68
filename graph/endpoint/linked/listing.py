"""Lists of all things of a kind, page by page in the order of the alphabet: the way in for who follows links."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Triple
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.cached import cached_document
from rarekg.graph.endpoint.http.link_header import Link, link_header
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked.addresses import suffixed
from rarekg.graph.endpoint.linked.formats import chosen
from rarekg.graph.endpoint.linked.html import Listing, Pages
from rarekg.graph.endpoint.linked.parameters import page_number, suffix_format
from rarekg.graph.endpoint.linked.serialization import written
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.search.current import index
from rarekg.graph.endpoint.sparql.triples import about, node
from rarekg.graph.rdf.formats import GRAPHS, HTML, content_type, media_type
from rarekg.graph.search.reader import SearchIndex
from rarekg.graph.search.things import Kind

PAGE = 500  # things on a page
# The path of each list, without the slash, and what is on it.
LISTS: Mapping[str, Kind] = MappingProxyType(
    {"diseases": "disease", "phenotypes": "phenotype", "genes": "gene", "inheritance": "inheritance", "terms": "term"}
)


async def listing(service: Service, request: Request, pages: Pages, name: str) -> Response:
    """Answer a request for a page of the list ``name``."""
    form, number = chosen(request, suffix_format(request)), page_number(request)

    async def make() -> CachedResponse:
        part = await run_in_threadpool(listed, index(service), name, number)
        if form == HTML.name:
            return await pages.listing(service, request, part)
        body = written([("", list(_statements(part, form, service.address(request))))], {}, form)
        return CachedResponse(body=body, headers={"Link": link_header(_related(part, form))})

    return await cached_document(service, request, content_type(form), make)


def _related(part: Listing, form: str) -> Iterator[Link]:
    yield from ((location, {"rel": relation}) for relation, location in _turns(part, form))
    for other in GRAPHS:
        if other != form:
            yield suffixed(f"/{part.name}", other), {"rel": "alternate", "type": media_type(other)}


def listed(names: SearchIndex, name: str, page: int, size: int = PAGE) -> Listing:
    """Return page ``page`` (from 1) of the list ``name``, one of LISTS; Problem 404 where the list ends before it."""
    kind = LISTS[name]
    total = names.count((kind,))
    pages = max(1, -(-total // size))
    if page > pages:
        raise Problem(HTTPStatus.NOT_FOUND, "unknown", f"/{name} has {pages} pages")
    rows = names.things((kind,), (page - 1) * size, size)
    return Listing(name=name, kind=kind, page=page, pages=pages, total=total, rows=tuple(rows))


def _statements(found: Listing, form: str, address: str) -> Iterator[Triple]:
    whole, here = NamedNode(f"{address}/{found.name}"), NamedNode(f"{address}{_at(found, form, found.page)}")
    members = [NamedNode(row.iri) for row in found.rows]
    yield from about(
        whole,
        {
            "rdf:type": node("hydra:Collection"),
            "rdfs:label": Literal(found.name, language="en"),
            "hydra:totalItems": Literal(found.total),
            "hydra:view": here,
            "hydra:member": members,
        },
    )
    yield from about(here, {"rdf:type": node("hydra:PartialCollectionView")})
    for relation, there in _turns(found, form):
        name = {"prev": "previous"}.get(relation, relation)
        yield from about(here, {f"hydra:{name}": NamedNode(f"{address}{there}")})
    for row, member in zip(found.rows, members, strict=True):
        # As in the graph: a symbol is in no language.
        label = Literal(row.label) if row.kind == "gene" else Literal(row.label, language="en")
        yield from about(member, {"rdfs:label": label})


def _turns(found: Listing, form: str) -> Iterator[tuple[str, str]]:
    yield "first", _at(found, form, 1)
    if found.page > 1:
        yield "prev", _at(found, form, found.page - 1)
    if found.page < found.pages:
        yield "next", _at(found, form, found.page + 1)
    yield "last", _at(found, form, found.pages)


def _at(found: Listing, form: str, page: int) -> str:
    path = suffixed(f"/{found.name}", form)
    return path if page == 1 else f"{path}?page={page}"
