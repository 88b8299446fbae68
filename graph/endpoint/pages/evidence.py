"""Associations as pages show them: who says so, in which words, on what evidence, in which publications."""

from collections.abc import Sequence
from typing import NamedTuple

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.frequency import Frequency, frequency
from rarekg.graph.endpoint.pages.links import Link, document, link
from rarekg.graph.endpoint.pages.sources import Source, source
from rarekg.graph.endpoint.pages.statements import Statements
from rarekg.ontology.prefixes import expand

GENES = ("biolink:CausalGeneToDiseaseAssociation", "biolink:GeneToDiseaseAssociation")


class Said(NamedTuple):
    """One source's statement that a subject has to do with an object."""

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


def said(service: Service, found: Statements, iri: str) -> Said:
    """Return the association ``iri`` as ``found`` has it."""
    base = service.pool.build.base

    def linked(name: str) -> list[Link]:
        return [link(value, found.labels.get(value, ""), base) for value in found.iris(iri, name)]

    return Said(
        iri=iri,
        href=document(iri, base),
        subject=found.one(iri, "oban:association_has_subject"),
        object=found.one(iri, "oban:association_has_object"),
        source=source(service, found.one(iri, "biolink:primary_knowledge_source")),
        excluded=found.one(iri, "biolink:negated") == "true",
        words=found.one(iri, "rkg:sourceWords"),
        original=_original(found, iri),
        evidence=next(iter(linked("RO:0002558")), None),
        references=[link(value, "", base) for value in found.iris(iri, "biolink:publications")],
        frequency=_frequency(found, iri),
        qualifiers=[
            each
            for name in ("biolink:onset_qualifier", "biolink:sex_qualifier", "rkg:modifier")
            for each in linked(name)
        ],
        kind=found.one(iri, "rdf:type"),
        curative=found.one(iri, "rkg:isCurative") == "true",
    )


def _original(found: Statements, iri: str) -> str:
    """Return the id under which the source has the disease, '' where that is the disease's own."""
    ends = ("biolink:original_subject", "biolink:original_object")
    return found.one(iri, ends[found.one(iri, "rdf:type") in map(expand, GENES)])


def _frequency(found: Statements, iri: str) -> Frequency | None:
    term = found.one(iri, "biolink:frequency_qualifier")
    return frequency(
        found.labels.get(term, ""),
        found.one(iri, "rkg:frequencyLower"),
        found.one(iri, "rkg:frequencyUpper"),
        found.one(iri, "biolink:has_count"),
        found.one(iri, "biolink:has_total"),
    )


class Together(NamedTuple):
    """Statements of several sources, or of one on several of its diseases, that say the same."""

    frequency: Frequency | None
    excluded: bool
    qualifiers: Sequence[Link]
    said: Sequence[Said]


def together(statements: Sequence[Said]) -> list[Together]:
    """Return ``statements`` with those together that say the same, the most frequent first."""
    groups: dict[tuple[object, ...], list[Said]] = {}
    for each in statements:
        same = (each.frequency.words if each.frequency else "", each.excluded, tuple(each.qualifiers))
        groups.setdefault(same, []).append(each)
    found = [Together(group[0].frequency, group[0].excluded, group[0].qualifiers, group) for group in groups.values()]
    return sorted(found, key=_most_frequent_first)


def _most_frequent_first(group: Together) -> tuple[bool, float, str]:
    return group.excluded, -float(group.frequency.upper) if group.frequency else 1.0, group.said[0].iri
