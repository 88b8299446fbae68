"""The classes and properties of a build's vocabulary, with their labels, for completion in the editor."""

import json
from collections.abc import Iterable

from starlette.requests import Request

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.conditional import cache_key
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.page_queries import bound, rows
from rarekg.graph.endpoint.pages.statements import Row
from rarekg.graph.rdf.curies import short
from rarekg.graph.search.fold import LONGEST
from rarekg.ontology.prefixes import expand

_KINDS = {
    "class": ("owl:Class",),
    "property": ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty"),
}


async def matching(service: Service, request: Request, kind: str, text: str, most: int) -> list[dict[str, str]]:
    """Return at most ``most`` terms of ``kind`` (class or property) with all words of ``text``, the shortest first.

    The words are looked for in the CURIE and the label; of ``text``, only the first LONGEST characters count.
    """
    return await service.in_thread(_matching, await _terms(service, request, kind), text[:LONGEST], most)


def _matching(encoded: bytes, text: str, most: int) -> list[dict[str, str]]:
    words = text.casefold().split()
    terms: list[dict[str, str]] = json.loads(encoded)
    hits = [term for term in terms if all(word in f"{term['curie']} {term['label']}".casefold() for word in words)]
    return sorted(hits, key=lambda term: (len(term["label"] or term["curie"]), term["curie"]))[:most]


async def _terms(service: Service, request: Request, kind: str) -> bytes:
    """Return the terms of ``kind`` as JSON."""
    build = service.pool.build
    identity = cache_key(service, None, "vocabulary", kind)
    cached = service.cache.find(identity)
    if cached is None:
        kinds = map(expand, _KINDS[kind])
        query = bound("vocabulary-terms", graph=f"{build.base}graph/vocabulary", kind=kinds)
        found = await rows(service, request, query)
        cached = CachedResponse(body=await service.in_thread(_encoded, found, build.base))
        service.cache.store(identity, cached)
    return cached.body


def _encoded(found: Iterable[Row], base: str) -> bytes:
    listed = {
        term.text: {"iri": term.text, "curie": short(term.text, base), "label": label.text if label else ""}
        for term, label in found
        if term is not None
    }
    return json.dumps(list(listed.values())).encode()
