"""The page on a gene: names and ids, location, the diseases it is linked to, and their phenotypes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.entries import ROLES
from rarekg.graph.endpoint.pages.evidence import Association, Role, association, by_source
from rarekg.graph.endpoint.pages.identity import identity, title
from rarekg.graph.endpoint.pages.links import Link, document
from rarekg.graph.endpoint.pages.page_queries import bound, statements
from rarekg.graph.endpoint.pages.rendering import Context, MakeContext
from rarekg.graph.endpoint.pages.saved_queries import editor, table
from rarekg.graph.endpoint.pages.statements import Statements

PHENOTYPES_SHOWN = 120


class GeneDisease(NamedTuple):
    """A disease that the gene is linked to, the role that a source states, '' for none, and the associations."""

    disease: Link
    role: Role
    associations: Sequence[Association]


async def context(service: Service, request: Request, iri: str) -> MakeContext:
    """Read what the page on the gene ``iri`` shows."""
    graph = await statements(service, request, bound("gene-neighbourhood", gene=iri))
    return partial(_context, service, graph, iri)


def _context(service: Service, graph: Statements, iri: str) -> Context:
    diseases = _diseases(service, graph, iri)
    phenotypes = _phenotypes(graph, [row.disease.iri for row in diseases])
    return {
        "title": title(graph, iri),
        "name": graph.text(iri, "dcterms:title"),
        "doc": document(iri, graph.base),
        "identity": identity(graph, iri),
        "location": graph.text(iri, "rkg:cytogeneticLocation"),
        "diseases": diseases,
        "phenotypes": [(graph.link(phenotype), count) for phenotype, count in phenotypes[:PHENOTYPES_SHOWN]],
        "phenotype_count": len(phenotypes),
        "query_this": editor("diseases-of-gene", gene=iri),
        "csv": table("diseases-of-gene", gene=iri),
    }


def _diseases(service: Service, graph: Statements, iri: str) -> list[GeneDisease]:
    by_disease: dict[str, list[Association]] = defaultdict(list)
    for subject in graph.subjects("oban:association_has_subject", iri):
        item = association(service, graph, subject)
        by_disease[item.object].append(item)
    found = [
        GeneDisease(
            disease=graph.link(disease),
            role=min((item.role for item in by_disease[disease]), key=ROLES.index),
            associations=by_source(by_disease[disease]),
        )
        for disease in sorted(by_disease, key=graph.sort_key)
    ]
    return sorted(found, key=lambda row: ROLES.index(row.role))


def _phenotypes(graph: Statements, diseases: Iterable[str]) -> list[tuple[str, int]]:
    """Return the phenotypes of ``diseases`` with the number of diseases that have each, the most common first."""
    counts: dict[str, int] = defaultdict(int)
    for disease in diseases:
        for phenotype in graph.iris(disease, "RO:0002200"):
            counts[phenotype] += 1
    return sorted(counts.items(), key=lambda item: (-item[1], graph.sort_key(item[0])))
