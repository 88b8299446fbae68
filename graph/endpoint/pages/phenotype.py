"""The page on a phenotype or a mode of inheritance: definition, hierarchy, and its diseases, the most frequent first.

Common phenotypes have thousands of diseases; a page shows 50 of them.
"""

from asyncio import gather
from functools import partial

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.identity import identity, parents, title
from rarekg.graph.endpoint.pages.links import Link, document
from rarekg.graph.endpoint.pages.page_queries import bound, statements
from rarekg.graph.endpoint.pages.phenotype_diseases import diseases
from rarekg.graph.endpoint.pages.rendering import Context, MakeContext
from rarekg.graph.endpoint.pages.saved_queries import editor, table
from rarekg.graph.endpoint.pages.statements import Statements
from rarekg.ontology.prefixes import expand

BELOW_SHOWN = 80
INHERITANCE = expand("HP:0000005")


async def context(service: Service, request: Request, iri: str) -> MakeContext:
    """Read what the page on the phenotype or mode of inheritance ``iri`` shows."""
    # Side by side, because there are several workers.
    graph, list_of_diseases = await gather(
        statements(service, request, bound("phenotype-neighbourhood", phenotype=iri)), diseases(service, request, iri)
    )
    return partial(_context, graph, iri, list_of_diseases)


def _context(graph: Statements, iri: str, list_of_diseases: Context) -> Context:
    path = ancestors(graph, iri)
    return {
        "title": title(graph, iri),
        "kind": "Mode of inheritance" if INHERITANCE in (iri, *(step.iri for step in path)) else "Phenotype",
        "doc": document(iri, graph.base),
        "identity": identity(graph, iri),
        "path": path,
        **_hierarchy(graph, iri),
        "content": graph.text(iri, "rkg:informationContent"),
        "count": _disease_count(graph, iri),
        **list_of_diseases,
        "query_this": editor("diseases-with-phenotype", phenotype=iri),
        "csv": table("diseases-with-phenotype", phenotype=iri),
    }


def _hierarchy(graph: Statements, iri: str) -> Context:
    below = sorted(graph.subjects("rdfs:subClassOf", iri), key=graph.sort_key)
    return {
        "parents": parents(graph, iri),
        "below_terms": [(graph.link(term), _disease_count(graph, term)) for term in below[:BELOW_SHOWN]],
        "below_count": len(below),
    }


def ancestors(graph: Statements, iri: str) -> list[Link]:
    """Return one path from the root to the parent of ``iri``, through the most specific parent of each step.

    That is the parent with the fewest diseases.
    """
    path: list[Link] = []
    here, seen = iri, {iri}
    while above := [parent for parent in graph.iris(here, "rdfs:subClassOf") if parent not in seen]:
        here = max(above, key=lambda parent: (-_disease_count(graph, parent), parent))
        seen.add(here)
        path.append(graph.link(here))
    return path[::-1]


def _disease_count(graph: Statements, iri: str) -> int:
    return int(graph.text(iri, "rkg:annotatedDiseaseCount") or 0)
