"""The entry point: what is served here, the lists of all things, and where to query and search."""

from collections.abc import Iterator
from functools import partial

from pyoxigraph import Literal, NamedNode, Triple
from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.conditional import cached_document
from rarekg.graph.endpoint.http.link_header import link_header
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked.addresses import RESOURCE, SHAPES, VOCABULARY
from rarekg.graph.endpoint.linked.formats import accepted_format
from rarekg.graph.endpoint.linked.html import Pages
from rarekg.graph.endpoint.linked.listing import LISTS
from rarekg.graph.endpoint.linked.serialization import serialized_document
from rarekg.graph.endpoint.sparql import examples, query, void
from rarekg.graph.endpoint.sparql.triples import about, node
from rarekg.graph.rdf.formats import HTML, RDF, content_type, media_type
from rarekg.mappings.rdf.ntriples import Mint

# Other documents; each describes itself.
OTHER_DOCUMENTS = (void.PATH, examples.PATH, query.PATH, VOCABULARY, SHAPES, "/sitemap.xml")


async def home(service: Service, request: Request, pages: Pages) -> Response:
    """Answer a request for ``/``."""
    form = accepted_format(request, "")
    if form == HTML.name:
        return await cached_document(service, request, content_type(form), partial(pages.home, service, request))

    make = partial(service.in_thread, _document, service.address(request), service.pool.build.base, form)
    links = [("/", {"rel": "alternate", "type": media_type(other)}) for other in RDF if other != form]
    links += [(void.PATH, {"rel": "describedby"}), ("/search?q=", {"rel": "search", "type": "application/json"})]
    return await cached_document(service, request, content_type(form), make, {"Link": link_header(links)})


def _document(address: str, base: str, form: str) -> CachedResponse:
    return CachedResponse(body=serialized_document([("", list(_statements(address, base)))], {}, form, address))


def _statements(address: str, base: str) -> Iterator[Triple]:
    here, lookup = NamedNode(f"{address}/"), NamedNode(f"{address}/#lookup")
    dataset = NamedNode(Mint(base=base).dataset("rarekg")[1:-1])
    lists = [NamedNode(f"{address}/{name}") for name in LISTS]
    yield from about(
        here,
        {
            "rdf:type": (node("foaf:Document"), node("hydra:EntryPoint")),
            "rdfs:label": Literal("rarekg: one graph of rare diseases", language="en"),
            "foaf:primaryTopic": dataset,
            "hydra:collection": lists,
            "hydra:search": lookup,
            "rdfs:seeAlso": [NamedNode(f"{address}{path}") for path in OTHER_DOCUMENTS],
        },
    )
    yield from about(
        dataset,
        {
            "rdf:type": node("void:Dataset"),
            "void:sparqlEndpoint": NamedNode(f"{address}{query.PATH}"),
            "void:rootResource": lists,
        },
    )
    template = Literal(f"{address}{RESOURCE}?iri={{iri}}")
    yield from about(lookup, {"rdf:type": node("hydra:IriTemplate"), "hydra:template": template})
    for name in LISTS:
        yield from about(
            NamedNode(f"{address}/{name}"),
            {"rdf:type": node("hydra:Collection"), "rdfs:label": Literal(name, language="en")},
        )
