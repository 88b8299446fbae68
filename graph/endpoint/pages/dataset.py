"""The page on a dataset: its release, its licence and what that asks for, and how much of it the graph holds."""

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import document, link, web
from rarekg.graph.endpoint.pages.page_queries import bound, statements
from rarekg.graph.endpoint.pages.rendering import Context
from rarekg.graph.endpoint.pages.thing import properties


async def context(service: Service, request: Request, iri: str) -> Context:
    """Return what the page on the dataset ``iri`` shows."""
    build = service.pool.build
    key = iri.removeprefix(f"{build.base}dataset/")
    found = await statements(service, request, bound("statements-of-things", thing=[iri]))
    source = build.manifest.sources.get(key)
    licence = source.licence if source else None
    return {
        "title": found.one(iri, "dcterms:title") or found.one(iri, "rdfs:label") or key,
        "description": found.one(iri, "dcterms:description"),
        "version": (source.version if source else "") or found.one(iri, "pav:version"),
        "homepage": web(source.homepage if source else "") or web(found.one(iri, "foaf:homepage")),
        "licence": (licence.name if licence else "") or found.one(iri, "dcterms:license"),
        "licence_url": web(licence.url if licence else "") or web(found.one(iri, "dcterms:license")),
        "attribution": (licence.attribution if licence else "") or found.one(iri, "dcterms:rights"),
        "triples": int(found.one(iri, "void:triples") or 0),
        "facts": sorted((source.facts if source else {}).items(), key=lambda each: -each[1]),
        "issues": sorted((source.issues if source else {}).items(), key=lambda each: -each[1]),
        "doc": document(iri, build.base),
        "this": link(iri, "", build.base),
        "properties": properties(found, iri, build.base),
    }
