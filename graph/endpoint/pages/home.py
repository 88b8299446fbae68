"""The first page: what this is, a box to search in, ten questions to click, how much there is, how to ask by curl."""

from starlette.requests import Request

from rarekg.graph.endpoint.http.cache import CachedResponse
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.page_queries import bound, rows
from rarekg.graph.endpoint.pages.rendering import rendered_document
from rarekg.graph.endpoint.pages.saved_queries import editor
from rarekg.ontology.prefixes import expand
from rarekg.queries import catalog

# Ten saved queries, each with words of its own because the example is bound.
QUESTIONS = (
    ("How often does each phenotype of IPEX syndrome occur?", "phenotypes-by-frequency"),
    ("Which diseases best explain five findings of a patient?", "diseases-explaining-phenotypes"),
    ("Which diseases show eczema, or any kind of it?", "diseases-with-phenotype"),
    ("Which genes are behind IPEX syndrome, and where do they lie?", "genes-with-location"),
    ("How is it inherited, and who says so?", "modes-of-inheritance"),
    ("When does it begin, and whom does it affect?", "onset-and-sex"),
    ("Which diseases must it be told apart from?", "differential-diagnoses"),
    ("Which treatments are known, and which are said to cure?", "treatments-curative-first"),
    ("What do its phenotypes mean in plain language?", "phenotypes-with-lay-names"),
    ("Which publications stand behind which statement?", "references-and-citing-statements"),
)


async def home(service: Service, request: Request) -> CachedResponse:
    """Return the page at ``/``."""
    known = {query.name for query in catalog.load()}
    context = {
        "title": "Rare diseases, linked",
        "address": service.address(request),
        "questions": [(words, editor(name)) for words, name in QUESTIONS if name in known],
        "figures": await _figures(service, request),
        "sources": sorted(service.pool.build.manifest.sources.items()),
    }
    return rendered_document(service, "home.html", context)


async def _figures(service: Service, request: Request) -> list[tuple[str, int]]:
    """Return how much the build holds, from what it counted itself."""
    manifest = service.pool.build.manifest
    facts: dict[str, int] = {}
    for source in manifest.sources.values():
        for kind, count in source.facts.items():
            facts[kind] = facts.get(kind, 0) + count
    found = await rows(service, request, bound("annotated-disease-count", phenotype=expand("HP:0000118")))
    diseases = int(found[0][0].text) if found and found[0][0] else 0
    figures = [
        ("diseases with phenotypes", diseases),
        ("statements on phenotypes", facts.get("Phenotype", 0)),
        ("links of gene and disease", facts.get("GeneDisease", 0)),
        ("ids mapped to other registries", facts.get("Mapping", 0)),
        ("triples in all", sum(manifest.graphs.values())),
    ]
    return [(name, count) for name, count in figures if count]
