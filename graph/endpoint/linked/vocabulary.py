"""The vocabulary and the shapes, each whole: one file, whose terms are its fragments."""

from collections.abc import Iterator, Mapping
from functools import partial
from importlib.resources import files
from types import MappingProxyType

from pyoxigraph import BlankNode, RdfFormat, Triple, parse
from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.conditional import cached_document
from rarekg.graph.endpoint.http.link_header import link_header
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked.addresses import SHAPES, VOCABULARY, suffixed
from rarekg.graph.endpoint.linked.formats import accepted_format
from rarekg.graph.endpoint.linked.html import Pages
from rarekg.graph.endpoint.linked.parameters import suffix_format
from rarekg.graph.endpoint.linked.serialization import serialized_document
from rarekg.graph.rdf.formats import HTML, RDF, content_type, media_type
from rarekg.ontology.prefixes import prefix_map

FILES: Mapping[str, str] = MappingProxyType({VOCABULARY: "rarekg.ttl", SHAPES: "shapes.ttl"})


async def vocabulary(service: Service, request: Request, pages: Pages, path: str) -> Response:
    """Answer a request for the file at ``path``, one of FILES; Turtle is the file itself."""
    form = accepted_format(request, suffix_format(request), html=path == VOCABULARY)
    if form == HTML.name:
        # The page for people is made of the vocabulary's own IRI.
        page = partial(pages.thing, service, request, prefix_map()["rkg"].removesuffix("#"))
        return await cached_document(service, request, content_type(form), page)

    make = partial(service.in_thread, _document, path, form, service.address(request))
    links = [(suffixed(path, other), {"rel": "alternate", "type": media_type(other)}) for other in RDF if other != form]
    headers = {"Content-Location": suffixed(path, form), "Link": link_header(links)}
    return await cached_document(service, request, content_type(form), make, headers)


def _document(path: str, form: str, address: str) -> CachedResponse:
    source = files("rarekg.ontology").joinpath(FILES[path]).read_bytes()
    if form == "turtle":
        return CachedResponse(body=source)
    return CachedResponse(body=serialized_document([("", list(numbered(source)))], {}, form, address))


def numbered(turtle: bytes) -> Iterator[Triple]:
    """Yield the triples of ``turtle``; its blank nodes are numbered, because the parser names them by chance.

    >>> [str(triple) for triple in numbered(b"<urn:a> <urn:b> [ <urn:c> [] ] .")]
    ['_:b1 <urn:c> _:b2', '<urn:a> <urn:b> _:b1']
    """
    names: dict[str, BlankNode] = {}
    for quad in parse(turtle, format=RdfFormat.TURTLE):
        ends = []
        for end in (quad.subject, quad.object):
            known = isinstance(end, BlankNode)
            ends.append(names.setdefault(end.value, BlankNode(f"b{len(names) + 1}")) if known else end)
        yield Triple(ends[0], quad.predicate, ends[1])
