"""The diseases of a phenotype, 50 a page: those of which a source states it, or all that have it or a narrower term.

The build put the first in order; the second are read once and cached.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from starlette.requests import Request

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.conditional import cache_key
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.evidence import Association, Group, association, grouped
from rarekg.graph.endpoint.pages.links import Link
from rarekg.graph.endpoint.pages.page_queries import bound, rows, statements
from rarekg.graph.endpoint.pages.pooled import Pooled, pooled
from rarekg.graph.endpoint.pages.rendering import Context
from rarekg.graph.endpoint.pages.statements import Row as Statement
from rarekg.graph.endpoint.pages.statements import Statements
from rarekg.graph.endpoint.search.current import index
from rarekg.graph.search.reader import SearchIndex
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.prefixes import compress

PER_PAGE = 50
LAST = "\uffff"  # after all names

# Diseases in the order of the list, each with the associations that state that it has the phenotype.
Order = list[tuple[str, list[str]]]


class Row(NamedTuple):
    """A disease in the list, with its associations with the phenotype, what they say together, and its genes.

    ``pooled`` is None if only a narrower term is stated.
    """

    disease: Link
    pooled: Pooled | None
    groups: Sequence[Group]
    genes: Sequence[Link]


async def diseases(service: Service, request: Request, iri: str) -> Context:
    """Return the requested page of the diseases of the phenotype ``iri``, and where it is in the list."""
    names = index(service)
    stated_count = await service.in_thread(names.ranked_count, compress(iri) or "")
    below = "below" in request.query_params or not stated_count
    everything = await _with_narrower(service, request, iri, names, stated_count) if below else []
    count = len(everything) if below else stated_count
    pages = max(1, -(-count // PER_PAGE))
    page = _page(request, pages)
    first = (page - 1) * PER_PAGE
    order = (
        everything[first : first + PER_PAGE]
        if below
        else await service.in_thread(_stated, service, names, iri, first, PER_PAGE)
    )
    return {
        "stated": bool(stated_count),
        "below": below,
        "order_count": count,
        "rows": await _rows(service, request, iri, order) if order else [],
        "page": page,
        "pages": pages,
    }


def _page(request: Request, pages: int) -> int:
    """Return the number of the requested page, the nearest one if there is none of that number."""
    text = request.query_params.get("page", "1")
    return min(max(1, int(text)), pages) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _stated(service: Service, names: SearchIndex, iri: str, first: int, count: int) -> Order:
    """Return ``count`` diseases of which a source states or excludes ``iri``, the surest first."""
    mint = Mint(service.pool.build.base)
    ranked = names.ranked(compress(iri) or "", first, count)
    return [
        (mint.node(disease)[1:-1], [f"{mint.base}association/{local}" for local in associations])
        for disease, associations in ranked.items()
    ]


async def _with_narrower(service: Service, request: Request, iri: str, names: SearchIndex, stated_count: int) -> Order:
    """Return the diseases that have ``iri`` or a narrower term, by name.

    Those that have a narrower term only have no associations in the list.
    """
    identity = cache_key(service, None, "below", iri)
    cached = service.cache.find(identity)
    if cached is None:
        found = await rows(service, request, bound("diseases-below-phenotype", phenotype=iri))
        stated = dict(await service.in_thread(_stated, service, names, iri, 0, stated_count))
        cached = CachedResponse(body=await service.in_thread(_by_name, found, stated))
        service.cache.store(identity, cached)
    order: Order = await service.in_thread(json.loads, cached.body)
    return order


def _by_name(found: Iterable[Statement], stated: Mapping[str, Sequence[str]]) -> bytes:
    """Return the order by name as JSON; ``found`` are the diseases with their labels."""
    names = {disease.text: label.text.casefold() if label else LAST for disease, label in found if disease is not None}
    ordered = sorted(names, key=lambda disease: (names[disease], disease))
    return json.dumps([(disease, stated.get(disease, [])) for disease in ordered]).encode()


async def _rows(service: Service, request: Request, iri: str, order: Order) -> list[Row]:
    queries = [bound("labels-and-genes-of-diseases", disease=[disease for disease, _ in order])]
    if associations := [item for _, of_disease in order for item in of_disease]:
        queries.append(bound("statements-of-things", thing=associations))
    graph = await statements(service, request, *queries)
    return await service.in_thread(_listed, service, graph, iri, order)


def _listed(service: Service, graph: Statements, iri: str, order: Order) -> list[Row]:
    by_disease: dict[str, list[Association]] = defaultdict(list)
    for subject in graph.subjects("oban:association_has_object", iri):
        item = association(service, graph, subject)
        by_disease[item.subject].append(item)
    return [
        Row(
            disease=graph.link(disease),
            pooled=pooled(by_disease[disease]) if by_disease[disease] else None,
            groups=grouped(by_disease[disease]),
            genes=_genes(graph, disease),
        )
        for disease, _ in order
    ]


def _genes(graph: Statements, disease: str) -> list[Link]:
    """Return the genes of ``disease``, causal ones first."""
    causal = graph.iris(disease, "RO:0004003")
    linked = graph.links(graph.subjects("biolink:gene_associated_with_condition", disease))
    return [*map(graph.link, causal), *(gene for gene in linked if gene.iri not in causal)]
