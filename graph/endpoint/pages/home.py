"""The home page: search, ten questions, counts of the build, and how programs get the data."""

from collections.abc import Sequence
from functools import partial

from starlette.requests import Request

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.page_queries import bound, rows
from rarekg.graph.endpoint.pages.rendering import Context, rendered_document
from rarekg.graph.endpoint.pages.saved_queries import editor
from rarekg.ontology.prefixes import expand
from rarekg.queries import catalog

# Ten saved queries, in words that fit their defaults.
QUESTIONS = (
    ("How often does each phenotype of IPEX syndrome occur?", "phenotypes-by-frequency"),
    ("Which diseases best explain five findings of a patient?", "diseases-explaining-phenotypes"),
    ("Which diseases have eczema, or a more specific form of it?", "diseases-with-phenotype"),
    ("Which genes are linked to IPEX syndrome, and where are they located?", "genes-with-location"),
    ("How is IPEX syndrome inherited, and which source states it?", "modes-of-inheritance"),
    ("When does IPEX syndrome begin, and which sex does it affect?", "onset-and-sex"),
    ("Which diseases must IPEX syndrome be distinguished from?", "differential-diagnoses"),
    ("Which treatments of IPEX syndrome are known, and which are curative?", "treatments-curative-first"),
    ("What do the phenotypes of IPEX syndrome mean in plain language?", "phenotypes-with-lay-names"),
    ("Which publications support which statement about IPEX syndrome?", "references-and-citing-statements"),
)


async def home(service: Service, request: Request) -> CachedResponse:
    """Return the page at ``/``."""
    context = partial(_context, service, await _figures(service, request))
    return await rendered_document(service, "home.html", context)


def _context(service: Service, figures: Sequence[tuple[str, int]]) -> Context:
    known = {query.name for query in catalog.load()}
    return {
        "title": "Rare diseases, linked",
        "public": service.public_url,
        "listening": service.listening,
        "questions": [(words, editor(name)) for words, name in QUESTIONS if name in known],
        "figures": figures,
        "sources": sorted(service.pool.build.manifest.sources.items()),
    }


async def _figures(service: Service, request: Request) -> list[tuple[str, int]]:
    """Return the counts of the build, most of them from its manifest."""
    manifest = service.pool.build.manifest
    facts: dict[str, int] = {}
    for source in manifest.sources.values():
        for kind, count in source.facts.items():
            facts[kind] = facts.get(kind, 0) + count
    results = await rows(service, request, bound("annotated-disease-count", phenotype=expand("HP:0000118")))
    diseases = int(results[0][0].text) if results and results[0][0] else 0
    figures = [
        ("diseases with phenotypes", diseases),
        ("phenotype statements", facts.get("Phenotype", 0)),
        ("gene–disease links", facts.get("GeneDisease", 0)),
        ("identifier mappings", facts.get("Mapping", 0)),
        ("triples in total", sum(manifest.graphs.values())),
    ]
    return [(name, count) for name, count in figures if count]
