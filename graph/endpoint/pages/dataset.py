"""The page on a dataset: its release, its licence and what that asks for, and how much of it the graph holds."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import document, link, web
from rarekg.graph.endpoint.pages.rendering import Context
from rarekg.graph.endpoint.pages.statements import around
from rarekg.graph.endpoint.pages.thing import QUERY, properties


async def context(service: Service, request: Request, iri: str) -> Context:
    """Return what the page on the dataset ``iri`` shows."""
    build = service.pool.build
    key = iri.removeprefix(f"{build.base}dataset/")
    found = await around(service, request, QUERY, iri, limit="1")
    stated: Mapping[str, Any] = build.manifest.get("sources", {}).get(key, {})
    licence = stated.get("licence", {})
    return {
        "title": found.one(iri, "dcterms:title") or found.one(iri, "rdfs:label") or key,
        "description": found.one(iri, "dcterms:description"),
        "version": stated.get("version", "") or found.one(iri, "pav:version"),
        "homepage": web(str(stated.get("homepage", ""))) or web(found.one(iri, "foaf:homepage")),
        "licence": str(licence.get("name", "")) or found.one(iri, "dcterms:license"),
        "licence_url": web(str(licence.get("url", ""))) or web(found.one(iri, "dcterms:license")),
        "attribution": str(licence.get("attribution", "")) or found.one(iri, "dcterms:rights"),
        "triples": int(found.one(iri, "void:triples") or 0),
        "facts": sorted(stated.get("facts", {}).items(), key=lambda each: -each[1]),
        "issues": sorted(stated.get("issues", {}).items(), key=lambda each: -each[1]),
        "doc": document(iri, build.base),
        "this": link(iri, "", build.base),
        "properties": properties(found, iri, build.base),
    }
