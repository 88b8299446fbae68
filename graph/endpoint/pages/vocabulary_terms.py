"""The classes and properties of a build's vocabulary, with their labels, for completion in the editor."""

import json

from starlette.requests import Request

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.conditional import cache_key
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.page_queries import bound, rows
from rarekg.graph.rdf.curies import short
from rarekg.ontology.prefixes import expand

_KINDS = {
    "class": ("owl:Class",),
    "property": ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty"),
}


async def matching(service: Service, request: Request, kind: str, text: str, most: int) -> list[dict[str, str]]:
    """Return at most ``most`` terms of ``kind`` (class or property) with all words of ``text``, the shortest first.

    The words are looked for in the CURIE and the label.
    """
    words = text.casefold().split()
    terms = await _terms(service, request, kind)
    hits = [term for term in terms if all(word in f"{term['curie']} {term['label']}".casefold() for word in words)]
    return sorted(hits, key=lambda term: (len(term["label"] or term["curie"]), term["curie"]))[:most]


async def _terms(service: Service, request: Request, kind: str) -> list[dict[str, str]]:
    build = service.pool.build
    identity = cache_key(service, None, "vocabulary", kind)
    cached = service.cache.find(identity)
    if cached is None:
        kinds = map(expand, _KINDS[kind])
        query = bound("vocabulary-terms", graph=f"{build.base}graph/vocabulary", kind=kinds)
        listed = {
            term.text: {"iri": term.text, "curie": short(term.text, build.base), "label": label.text if label else ""}
            for term, label in await rows(service, request, query)
            if term is not None
        }
        cached = CachedResponse(body=json.dumps(list(listed.values())).encode())
        service.cache.store(identity, cached)
    terms: list[dict[str, str]] = json.loads(cached.body)
    return terms
