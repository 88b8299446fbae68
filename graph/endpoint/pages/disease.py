"""The page on a disease: names and ids, genes and course, phenotypes with their frequency, references, sources."""

from collections import Counter
from collections.abc import Iterable, Sequence

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.association_classes import (
    CAUSAL_GENE,
    COURSE,
    DIFFERENTIAL,
    GENE,
    INHERITANCE,
    MODIFIER,
    ONSET,
    PAST_HISTORY,
    SEX,
    TREATMENT,
)
from rarekg.graph.endpoint.pages.disagreements import disagreements
from rarekg.graph.endpoint.pages.disease_phenotypes import phenotypes
from rarekg.graph.endpoint.pages.entries import entries
from rarekg.graph.endpoint.pages.evidence import Association, association
from rarekg.graph.endpoint.pages.further_reading import pages_about, questions, resources, summary
from rarekg.graph.endpoint.pages.identity import identity, parents, title
from rarekg.graph.endpoint.pages.links import document
from rarekg.graph.endpoint.pages.organ_systems import organs
from rarekg.graph.endpoint.pages.page_queries import bound, statements
from rarekg.graph.endpoint.pages.prevalence import prevalences
from rarekg.graph.endpoint.pages.references import references
from rarekg.graph.endpoint.pages.rendering import Context
from rarekg.graph.endpoint.pages.saved_queries import editor, table
from rarekg.graph.endpoint.pages.sources import Source
from rarekg.graph.endpoint.pages.statements import Statements

# Facts shown in one line each, by the class of their associations.
FACTS = (
    ("Inheritance", INHERITANCE),
    ("Onset", ONSET),
    ("Sex affected", SEX),
    ("Course", COURSE),
    ("Modifiers", MODIFIER),
    ("Past history", PAST_HISTORY),
)
SUBTYPES_SHOWN = 60
NAMES_SHOWN = 5


async def context(service: Service, request: Request, iri: str) -> Context:
    """Return what the page on the disease ``iri`` shows."""
    queries = (bound("disease-associations", disease=iri), bound("disease-neighbourhood", disease=iri))
    graph = await statements(service, request, *queries)
    as_subject = [association(service, graph, item) for item in graph.subjects("oban:association_has_subject", iri)]
    as_object = [association(service, graph, item) for item in graph.subjects("oban:association_has_object", iri)]
    associations = [*as_subject, *as_object]
    return {
        "doc": document(iri, graph.base),
        "query_this": editor("phenotypes-by-frequency", disease=iri),
        "csv": table("phenotypes-by-frequency", disease=iri),
        **_names(graph, iri),
        **_hierarchy(graph, iri),
        **_facts(graph, as_subject, as_object),
        **phenotypes(graph, as_subject, await organs(service, request)),
        "summary": summary(service, graph, iri),
        "prevalences": list(prevalences(service, graph, iri)),
        "resources": resources(graph, iri),
        "pages": graph.links(pages_about(graph, iri)),
        "questions": questions(graph),
        "references": list(references(graph, iri, associations)),
        "disagreements": list(disagreements(associations, graph.link)),
        "sources": _sources(associations),
    }


def _names(graph: Statements, iri: str) -> Context:
    names = graph.texts(iri, "oboInOwl:hasExactSynonym", "skos:altLabel")
    return {
        "title": title(graph, iri),
        "identity": identity(graph, iri),
        "short_names": sorted(names, key=len)[:NAMES_SHOWN],
    }


def _hierarchy(graph: Statements, iri: str) -> Context:
    subtypes = graph.subjects("rdfs:subClassOf", iri)
    return {
        "parents": parents(graph, iri),
        "subtypes": graph.links(subtypes[:SUBTYPES_SHOWN]),
        "subtypes_count": len(subtypes),
    }


def _facts(graph: Statements, as_subject: Sequence[Association], as_object: Sequence[Association]) -> Context:
    """Return genes and treatments, which have the disease as their object, and the facts that have it as subject."""
    facts = [(name, entries(graph, as_subject, kind)) for name, kind in FACTS]
    return {
        "causal": CAUSAL_GENE,
        "genes": entries(graph, as_object, CAUSAL_GENE, GENE),
        "treatments": entries(graph, as_object, TREATMENT),
        "facts": [(name, values) for name, values in facts if values],
        "differentials": entries(graph, as_subject, DIFFERENTIAL),
    }


def _sources(associations: Iterable[Association]) -> list[tuple[Source, int]]:
    counts = Counter(association.source for association in associations)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0].title))
