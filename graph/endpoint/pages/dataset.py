"""The page on a dataset: its release, licence and attribution, who makes its statements, and its counts."""

from functools import partial
from typing import NamedTuple

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import Link, document, web
from rarekg.graph.endpoint.pages.page_queries import bound, statements
from rarekg.graph.endpoint.pages.properties import properties
from rarekg.graph.endpoint.pages.rendering import Context, MakeContext
from rarekg.graph.endpoint.pages.statements import Statements


class Terms(NamedTuple):
    """The licence of a part of the graph and its address, '' if there is none, and the attribution it asks for."""

    licence: str
    url: str
    attribution: str


class Resource(NamedTuple):
    """An information resource that statements of a dataset name as their source, and the terms of its data."""

    link: Link
    terms: Terms


async def context(service: Service, request: Request, iri: str) -> MakeContext:
    """Read what the page on the dataset ``iri`` shows."""
    graph = await statements(service, request, bound("dataset-neighbourhood", dataset=iri))
    return partial(_context, service, graph, iri)


def _context(service: Service, graph: Statements, iri: str) -> Context:
    build = service.pool.build
    key = iri.removeprefix(f"{build.base}dataset/")
    source = build.manifest.sources.get(key)
    licence = source.licence if source else None
    primary = graph.iris(iri, "prov:hadPrimarySource")
    return {
        "title": graph.text(iri, "dcterms:title") or graph.text(iri, "rdfs:label") or key,
        "description": graph.text(iri, "dcterms:description"),
        "version": (source.version if source else "") or graph.text(iri, "pav:version"),
        "issued": graph.text(iri, "dcterms:issued"),
        "publisher": graph.labels.get(graph.text(iri, "dcterms:publisher"), ""),
        "homepage": web(source.homepage if source else "") or web(graph.text(iri, "foaf:homepage")),
        "terms": Terms(licence.name, web(licence.url), licence.attribution) if licence else terms(graph, iri),
        "resources": [Resource(graph.link(resource), terms(graph, resource)) for resource in primary],
        "triples": int(graph.text(iri, "void:triples") or 0),
        "facts": sorted((source.facts if source else {}).items(), key=lambda item: -item[1]),
        "issues": sorted((source.issues if source else {}).items(), key=lambda item: -item[1]),
        "doc": document(iri, build.base),
        "this": graph.id_link(iri),
        "properties": properties(graph, iri),
    }


def terms(graph: Statements, iri: str) -> Terms:
    """Return the terms under which the data of ``iri`` may be used, which for a compilation are a text."""
    licence, rights = graph.text(iri, "dcterms:license"), graph.text(iri, "dcterms:rights")
    attribution = graph.labels.get(rights, "")
    if licence == rights:
        return Terms("", "", attribution)
    return Terms(graph.labels.get(licence, licence), web(licence), attribution)
