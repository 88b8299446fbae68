"""Associations as pages show them: source, wording, evidence, publications, frequency and qualifiers."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.association_classes import CAUSAL_GENE, GENE
from rarekg.graph.endpoint.pages.frequency import Frequency, frequency
from rarekg.graph.endpoint.pages.links import Link, document
from rarekg.graph.endpoint.pages.sources import Source, source_of
from rarekg.graph.endpoint.pages.statements import Statements

QUALIFIERS = ("biolink:onset_qualifier", "biolink:sex_qualifier", "rkg:modifier")


class Association(NamedTuple):
    """One source's statement about a subject and an object, such as a disease and a phenotype.

    ``subject``, ``object`` and ``kind`` (the class) are IRIs. ``words`` are the source's own, '' if not stated;
    ``original`` is the id under which the source has the disease, '' if that is the disease's own.
    """

    iri: str
    href: str
    subject: str
    object: str
    source: Source
    excluded: bool
    words: str
    original: str
    evidence: Link | None
    references: Sequence[Link]
    frequency: Frequency | None
    qualifiers: Sequence[Link]
    kind: str
    curative: bool


def association(service: Service, graph: Statements, iri: str) -> Association:
    """Return the association ``iri``, read from ``graph``."""
    evidence = graph.iris(iri, "RO:0002558")
    return Association(
        iri=iri,
        href=document(iri, graph.base),
        subject=graph.text(iri, "oban:association_has_subject"),
        object=graph.text(iri, "oban:association_has_object"),
        source=source_of(service, graph, iri),
        excluded=graph.text(iri, "biolink:negated") == "true",
        words=graph.text(iri, "rkg:sourceWords"),
        original=_original(graph, iri),
        evidence=graph.link(evidence[0]) if evidence else None,
        references=[graph.id_link(reference) for reference in graph.iris(iri, "biolink:publications")],
        frequency=_frequency(graph, iri),
        qualifiers=[graph.link(qualifier) for name in QUALIFIERS for qualifier in graph.iris(iri, name)],
        kind=graph.text(iri, "rdf:type"),
        curative=graph.text(iri, "rkg:isCurative") == "true",
    )


def _original(graph: Statements, iri: str) -> str:
    is_object = graph.text(iri, "rdf:type") in (CAUSAL_GENE, GENE)
    return graph.text(iri, "biolink:original_object" if is_object else "biolink:original_subject")


def _frequency(graph: Statements, iri: str) -> Frequency | None:
    term = graph.text(iri, "biolink:frequency_qualifier")
    return frequency(
        graph.labels.get(term, ""),
        graph.text(iri, "rkg:frequencyLower"),
        graph.text(iri, "rkg:frequencyUpper"),
        graph.text(iri, "biolink:has_count"),
        graph.text(iri, "biolink:has_total"),
    )


class Group(NamedTuple):
    """Associations that state the same, from several sources or from one under several of its ids."""

    frequency: Frequency | None
    excluded: bool
    qualifiers: Sequence[Link]
    associations: Sequence[Association]


def grouped(associations: Iterable[Association]) -> list[Group]:
    """Return ``associations`` grouped by frequency, exclusion and qualifiers, the most frequent first."""
    groups: dict[tuple[object, ...], list[Association]] = {}
    for item in associations:
        key = (item.frequency.words if item.frequency else "", item.excluded, tuple(item.qualifiers))
        groups.setdefault(key, []).append(item)
    made = [Group(group[0].frequency, group[0].excluded, group[0].qualifiers, group) for group in groups.values()]
    return sorted(made, key=_most_frequent_first)


def _most_frequent_first(group: Group) -> tuple[bool, float, str]:
    return group.excluded, -float(group.frequency.upper) if group.frequency else 1.0, group.associations[0].iri


def by_source(associations: Iterable[Association]) -> list[Association]:
    """Return ``associations`` by the title of their source."""
    return sorted(associations, key=lambda association: (association.source.title, association.iri))
