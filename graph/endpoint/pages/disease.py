"""The page on a disease: names and ids, genes and course, phenotypes with their frequency, references, sources.

The page on a MONDO term has what is recorded under the diseases that are tied to it as well.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked.ties import ties
from rarekg.graph.endpoint.pages.association_classes import (
    COURSE,
    DIFFERENTIAL,
    INHERITANCE,
    MODIFIER,
    ONSET,
    PAST_HISTORY,
    SEX,
    TREATMENT,
)
from rarekg.graph.endpoint.pages.contradictions import contradictions
from rarekg.graph.endpoint.pages.definitions import definitions
from rarekg.graph.endpoint.pages.diagnosis import reviews
from rarekg.graph.endpoint.pages.disagreements import disagreements, disputed
from rarekg.graph.endpoint.pages.disease_phenotypes import phenotypes
from rarekg.graph.endpoint.pages.entries import entries, genes
from rarekg.graph.endpoint.pages.evidence import Association, association
from rarekg.graph.endpoint.pages.further_reading import questions, resources, source_pages, summary
from rarekg.graph.endpoint.pages.identity import identity, parents, title
from rarekg.graph.endpoint.pages.links import Link, document, link
from rarekg.graph.endpoint.pages.missing import missing, remedy
from rarekg.graph.endpoint.pages.organ_systems import Organs, organs
from rarekg.graph.endpoint.pages.page_queries import bound, statements
from rarekg.graph.endpoint.pages.prevalence import prevalences
from rarekg.graph.endpoint.pages.references import references
from rarekg.graph.endpoint.pages.registry import claims, registry_entries
from rarekg.graph.endpoint.pages.rendering import Context, MakeContext
from rarekg.graph.endpoint.pages.saved_queries import editor, table
from rarekg.graph.endpoint.pages.sources import Source
from rarekg.graph.endpoint.pages.statements import Statements
from rarekg.graph.rdf.curies import short
from rarekg.graph.rdf.ties import Tie, tied_diseases

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


class Tied(NamedTuple):
    """The other node of a tie; ``here`` is true on the page on the term, which has what is recorded under the other."""

    here: bool
    other: Link
    reason: str


async def context(service: Service, request: Request, iri: str) -> MakeContext:
    """Read what the page on the disease ``iri`` shows."""
    found = await ties(service, request, iri)
    nodes = [iri, *tied_diseases(found, iri)]
    queries = (bound("disease-associations", disease=nodes), bound("disease-neighbourhood", disease=nodes))
    narrower = bound("narrower-than-excluded", disease=nodes, other=nodes)
    lay = bound("lay-names-of-phenotypes", disease=nodes)
    graph = await statements(service, request, *queries, narrower, lay, bound("history-of-thing", thing=iri))
    return partial(_context, service, graph, nodes, found, await organs(service, request))


def _context(
    service: Service, graph: Statements, nodes: Sequence[str], found: Sequence[Tie], systems: Organs
) -> Context:
    iri = nodes[0]
    as_subject = list(_associations(service, graph, "oban:association_has_subject", nodes))
    as_object = list(_associations(service, graph, "oban:association_has_object", nodes))
    associations = [*as_subject, *as_object]
    stated, defined = claims(service, graph, nodes), definitions(service, graph, nodes)
    numbers, reviewed = prevalences(service, graph, nodes), reviews(service, graph)
    further = [*(source for one in defined for source, _ in one.sources), *(one.source for one in numbers)]
    further += (claim.source for claim in stated)
    return {
        "doc": document(iri, graph.base),
        "query_this": editor("phenotypes-by-frequency", disease=nodes),
        "csv": table("phenotypes-by-frequency", disease=nodes),
        "tied": [_tied(graph, tie, iri) for tie in found],
        **_names(graph, iri),
        **_hierarchy(graph, iri),
        **_facts(graph, as_subject, as_object),
        **phenotypes(service, graph, as_subject, systems),
        "reviews": reviewed,
        "definitions": defined,
        "entries": registry_entries(graph, nodes),
        "codes": [claim for claim in stated if claim.system and not claim.disputed],
        "summary": next(filter(None, (summary(service, graph, node) for node in nodes)), None),
        "prevalences": numbers,
        "missing": missing(service.pool.build.manifest.sources),
        "remedy": remedy(),
        "resources": [kind for node in nodes for kind in resources(graph, node)],
        "pages": source_pages(service, graph, nodes),
        "questions": questions(graph),
        "references": list(references(graph, nodes, [*associations, *numbers, *reviewed])),
        "contradictions": list(contradictions(graph, associations)),
        "disagreements": [*disagreements(associations, graph.link), *disputed(stated)],
        "sources": _sources(associations, further),
    }


def _associations(service: Service, graph: Statements, end: str, nodes: Sequence[str]) -> Iterator[Association]:
    """Yield the associations with one of ``nodes`` at ``end``; those of a tied disease name it as the original id."""
    for node in nodes:
        for iri in graph.subjects(end, node):
            found = association(service, graph, iri)
            yield found if found.original or node == nodes[0] else found._replace(original=short(node, graph.base))


def _tied(graph: Statements, tie: Tie, iri: str) -> Tied:
    here = tie.term == iri
    other = tie.disease if here else tie.term
    return Tied(here=here, other=link(other, tie.labels[here], graph.base), reason=tie.reason)


def _names(graph: Statements, iri: str) -> Context:
    known = identity(graph, iri)
    short_names = sorted(known.synonyms, key=len)[:NAMES_SHOWN]
    return {"title": title(graph, iri), "identity": known, "short_names": short_names}


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
        "genes": genes(graph, as_object),
        "treatments": entries(graph, as_object, TREATMENT),
        "facts": [(name, values) for name, values in facts if values],
        "differentials": entries(graph, as_subject, DIFFERENTIAL),
    }


def _sources(associations: Iterable[Association], further: Iterable[Source]) -> list[tuple[Source, Source | None, int]]:
    """Return who states the associations and what else is ``further``, who passes it on, and how much each states."""
    counts = Counter((association.source, association.passed_on) for association in associations)
    counts.update((source, None) for source in further)
    rows = [(source, passed_on, count) for (source, passed_on), count in counts.items()]
    return sorted(rows, key=lambda row: (-row[2], row[0].title, row[0].part, row[1].title if row[1] else ""))
