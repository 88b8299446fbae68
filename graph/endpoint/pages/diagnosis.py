"""The phenotypes that a source calls a criterion or a sure sign of a disease, and when it reviewed its list of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import Link, document
from rarekg.graph.endpoint.pages.sources import Source, source_of
from rarekg.graph.endpoint.pages.statements import Statements
from rarekg.ontology.prefixes import expand

CRITERION, SIGN, ABSENCE = "diagnostic criterion", "pathognomonic sign", "absence is a criterion"
KINDS = {expand("rkg:DiagnosticCriterion"): CRITERION, expand("rkg:PathognomonicSign"): SIGN}
KINDS_IN_ORDER = ((SIGN, "pathognomonic signs"), (CRITERION, "diagnostic criteria"), (ABSENCE, ABSENCE))


class Mark(NamedTuple):
    """What a source calls a phenotype, or its absence, in the diagnosis of the disease, with the page on that."""

    kind: str
    source: Source
    href: str


class Review(NamedTuple):
    """A source's review of the phenotypes that it lists, with its day, '' if not stated, and what it rests on."""

    source: Source
    day: str
    words: str
    references: Sequence[Link]
    href: str


def marks(service: Service, graph: Statements) -> Mapping[str, Sequence[Mark]]:
    """Return the marks of each phenotype (an IRI) of the disease of ``graph``."""
    found: dict[str, list[Mark]] = defaultdict(list)
    for feature in graph.instances("rkg:DiagnosticFeature"):
        kind = KINDS.get(graph.text(feature, "rkg:featureKind"), "")
        if kind:
            kind = ABSENCE if graph.text(feature, "biolink:negated") == "true" else kind
            mark = Mark(kind, source_of(service, graph, feature), document(feature, graph.base))
            found[graph.text(feature, "rkg:ofPhenotype")].append(mark)
    return found


def features(graph: Statements, marked: Mapping[str, Sequence[Mark]]) -> list[tuple[str, list[Link]]]:
    """Return the phenotypes with a mark, by kind: signs first, which prove the disease by themselves."""
    named = []
    for kind, several in KINDS_IN_ORDER:
        links = graph.links(term for term, of_term in marked.items() if any(mark.kind == kind for mark in of_term))
        if links:
            named.append((kind if len(links) == 1 else several, links))
    return named


def reviews(service: Service, graph: Statements) -> list[Review]:
    """Return the reviews of the phenotypes of the disease of ``graph``."""
    return [
        Review(
            source=source_of(service, graph, review),
            day=graph.text(review, "rkg:validatedOn"),
            words=graph.text(review, "rkg:sourceWords"),
            references=[graph.id_link(reference) for reference in graph.iris(review, "biolink:publications")],
            href=document(review, graph.base),
        )
        for review in graph.instances("rkg:PhenotypeReview")
    ]
