"""The page on a dataset: its release, licence and attribution, and how much of it is in the graph."""

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import document, web
from rarekg.graph.endpoint.pages.page_queries import bound, statements
from rarekg.graph.endpoint.pages.properties import properties
from rarekg.graph.endpoint.pages.rendering import Context


async def context(service: Service, request: Request, iri: str) -> Context:
    """Return what the page on the dataset ``iri`` shows."""
    build = service.pool.build
    key = iri.removeprefix(f"{build.base}dataset/")
    graph = await statements(service, request, bound("statements-of-things", thing=[iri]))
    source = build.manifest.sources.get(key)
    licence = source.licence if source else None
    return {
        "title": graph.text(iri, "dcterms:title") or graph.text(iri, "rdfs:label") or key,
        "description": graph.text(iri, "dcterms:description"),
        "version": (source.version if source else "") or graph.text(iri, "pav:version"),
        "homepage": web(source.homepage if source else "") or web(graph.text(iri, "foaf:homepage")),
        "licence": (licence.name if licence else "") or graph.text(iri, "dcterms:license"),
        "licence_url": web(licence.url if licence else "") or web(graph.text(iri, "dcterms:license")),
        "attribution": (licence.attribution if licence else "") or graph.text(iri, "dcterms:rights"),
        "triples": int(graph.text(iri, "void:triples") or 0),
        "facts": sorted((source.facts if source else {}).items(), key=lambda item: -item[1]),
        "issues": sorted((source.issues if source else {}).items(), key=lambda item: -item[1]),
        "doc": document(iri, build.base),
        "this": graph.id_link(iri),
        "properties": properties(graph, iri),
    }
