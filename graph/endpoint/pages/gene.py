"""The page on a gene: its names and ids, its place on a chromosome, the diseases it has to do with, what these show."""

from collections import defaultdict
from typing import NamedTuple

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.evidence import Said, said
from rarekg.graph.endpoint.pages.identity import identity, labelled
from rarekg.graph.endpoint.pages.links import Link, document, link
from rarekg.graph.endpoint.pages.page_queries import bound, statements
from rarekg.graph.endpoint.pages.rendering import Context
from rarekg.graph.endpoint.pages.saved_queries import editor, table
from rarekg.ontology.prefixes import expand

PHENOTYPES_SHOWN = 120
CAUSAL = expand("biolink:CausalGeneToDiseaseAssociation")


class Row(NamedTuple):
    """A disease that the gene has to do with, and who says so."""

    disease: Link
    causal: bool
    said: list[Said]


async def context(service: Service, request: Request, iri: str) -> Context:
    """Return what the page on the gene ``iri`` shows."""
    found = await statements(service, request, bound("gene-neighbourhood", gene=iri))
    base = service.pool.build.base
    by_disease: dict[str, list[Said]] = defaultdict(list)
    for each in found.leading_to("oban:association_has_subject", iri):
        statement = said(service, found, each)
        by_disease[statement.object].append(statement)
    having: dict[str, list[str]] = defaultdict(list)
    for disease in by_disease:
        for phenotype in found.iris(disease, "RO:0002200"):
            having[phenotype].append(disease)
    phenotypes = sorted(having, key=lambda each: (-len(having[each]), found.name(each)))
    diseases = sorted(by_disease, key=lambda each: (found.name(each), each))
    return {
        "title": labelled(found, iri, base),
        "name": found.one(iri, "dcterms:title"),
        "doc": document(iri, base),
        "identity": identity(found, iri, base),
        "location": found.one(iri, "rkg:cytogeneticLocation"),
        "chromosome": found.one(iri, "rkg:chromosome"),
        "diseases": [
            Row(
                link(disease, found.labels.get(disease, ""), base),
                any(each.kind == CAUSAL for each in by_disease[disease]),
                sorted(by_disease[disease], key=lambda each: (each.source.title, each.iri)),
            )
            for disease in diseases
        ],
        "phenotypes": [
            (link(each, found.labels.get(each, ""), base), len(having[each])) for each in phenotypes[:PHENOTYPES_SHOWN]
        ],
        "phenotype_count": len(phenotypes),
        "query_this": editor("diseases-of-gene", gene=iri),
        "csv": table("diseases-of-gene", gene=iri),
    }
