"""The page on a phenotype or a mode of inheritance: what it means, where it stands, which diseases have it, how often.

Common phenotypes have thousands of diseases. Their order was found by the build, or is found once and kept; a page then
asks only for the diseases that it shows.
"""

import json
from asyncio import gather
from collections.abc import Sequence
from typing import NamedTuple

from starlette.requests import Request

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.cached import cache_key
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.evidence import Said, Together, said, together
from rarekg.graph.endpoint.pages.identity import identity, labelled, place
from rarekg.graph.endpoint.pages.links import Link, document, link
from rarekg.graph.endpoint.pages.page_queries import bound, rows, statements
from rarekg.graph.endpoint.pages.rendering import Context
from rarekg.graph.endpoint.pages.saved_queries import editor, table
from rarekg.graph.endpoint.pages.statements import Statements
from rarekg.graph.endpoint.search.current import index
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.prefixes import compress

PER_PAGE = 50
CHILDREN_SHOWN = 80


# Diseases in the order of a list, each with the associations that say that it has the phenotype.
Order = list[tuple[str, list[str]]]


class Row(NamedTuple):
    """A disease in the list, with what is said of it and the phenotype, and its genes."""

    disease: Link
    groups: Sequence[Together]
    genes: Sequence[Link]


async def context(service: Service, request: Request, iri: str) -> Context:
    """Return what the page on the phenotype or mode of inheritance ``iri`` shows."""
    base = service.pool.build.base
    stated = index(service).ranked_count(compress(iri) or "")
    below = "below" in request.query_params or not stated
    every = await _below(service, request, iri) if below else []
    count = len(every) if below else stated
    pages = max(1, -(-count // PER_PAGE))
    page = _page(request, pages)
    order = every[(page - 1) * PER_PAGE : page * PER_PAGE] if below else _stated(service, iri, page)
    # Side by side, because there is a worker for each.
    found, shown = await gather(
        statements(service, request, bound("phenotype-neighbourhood", phenotype=iri)),
        _shown(service, request, iri, order),
    )
    children = found.leading_to("rdfs:subClassOf", iri)
    return {
        "title": labelled(found, iri, base),
        "kind": "Mode of inheritance" if _is_inheritance(found, iri) else "Phenotype",
        "doc": document(iri, base),
        "identity": identity(found, iri, base),
        "paths": _path(found, iri, base),
        "place": place(found, iri, base),
        "children": [
            (link(each, found.labels.get(each, ""), base), int(found.one(each, "rkg:annotatedDiseaseCount") or 0))
            for each in sorted(children, key=lambda each: found.name(each))[:CHILDREN_SHOWN]
        ],
        "children_count": len(children),
        "content": found.one(iri, "rkg:informationContent"),
        "count": int(found.one(iri, "rkg:annotatedDiseaseCount") or 0),
        "stated": bool(stated),
        "order_count": count,
        "below": below,
        "rows": shown,
        "page": page,
        "pages": pages,
        "query_this": editor("diseases-with-phenotype", phenotype=iri),
        "csv": table("diseases-with-phenotype", phenotype=iri),
    }


def _page(request: Request, pages: int) -> int:
    asked = request.query_params.get("page", "1")
    return min(max(1, int(asked)), pages) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


def _is_inheritance(found: Statements, iri: str) -> bool:
    return any(each.id == "HP:0000005" for each in _path(found, iri, "")) or iri.endswith("HP_0000005")


def _path(found: Statements, iri: str, base: str) -> list[Link]:
    """Return one way from the root to ``iri``, over the parents that most diseases are annotated with."""
    path: list[Link] = []
    here, seen = iri, {iri}
    while parents := [each for each in found.iris(here, "rdfs:subClassOf") if each not in seen]:
        here = max(parents, key=lambda each: (-int(found.one(each, "rkg:annotatedDiseaseCount") or 0), each))
        seen.add(here)
        path.append(link(here, found.labels.get(here, ""), base))
    return path[::-1]


def _stated(service: Service, iri: str, page: int) -> Order:
    """Return the diseases of ``page`` of which a source states or excludes ``iri``, the most frequent first."""
    mint = Mint(service.pool.build.base)
    found = index(service).ranked(compress(iri) or "", (page - 1) * PER_PAGE, PER_PAGE)
    return [
        (mint.node(disease)[1:-1], [f"{mint.base}association/{each}" for each in associations])
        for disease, associations in found.items()
    ]


async def _below(service: Service, request: Request, iri: str) -> Order:
    """Return the diseases that have ``iri`` or a kind of it, by name; asked once a build and kept."""
    identity = cache_key(service, "below", iri)
    kept = service.cache.find(identity)
    if kept is None:
        names: dict[str, str] = {}
        for disease, label in await rows(service, request, bound("diseases-below-phenotype", phenotype=iri)):
            if disease is not None:
                names[disease.text] = label.text.casefold() if label else "\uffff"
        ordered = sorted(names, key=lambda disease: (names[disease], disease))
        kept = CachedResponse(body=json.dumps(ordered).encode())
        service.cache.store(identity, kept)
    return [(disease, []) for disease in json.loads(kept.body)]


async def _shown(service: Service, request: Request, iri: str, order: Order) -> list[Row]:
    if not order:
        return []
    base = service.pool.build.base
    diseases = [disease for disease, _ in order]
    associations = [association for _, said_of in order for association in said_of]
    queries = [bound("labels-and-genes-of-diseases", disease=diseases)]
    if associations:
        queries.append(bound("statements-of-things", thing=associations))
    found = await statements(service, request, *queries)
    by_disease: dict[str, list[Said]] = {disease: [] for disease in diseases}
    for each in found.leading_to("oban:association_has_object", iri):
        statement = said(service, found, each)
        by_disease.setdefault(statement.subject, []).append(statement)
    return [
        Row(
            link(disease, found.labels.get(disease, ""), base),
            together(by_disease[disease]),
            [link(gene, found.labels.get(gene, ""), base) for gene in found.iris(disease, "RO:0004003")],
        )
        for disease in diseases
    ]
