"""Associations as pages show them: who states them, wording, evidence, publications, frequency and qualifiers."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.ages import ages
from rarekg.graph.endpoint.pages.association_classes import ASSOCIATION, CAUSAL_GENE, GENE
from rarekg.graph.endpoint.pages.frequency import Shown, frequency
from rarekg.graph.endpoint.pages.links import Link, document
from rarekg.graph.endpoint.pages.sources import Source, source, source_of
from rarekg.graph.endpoint.pages.statements import Statements
from rarekg.ontology.prefixes import expand

Status = Literal["affirmed", "not seen", "excluded"]
Role = Literal[
    "causal",
    "somatic variants",
    "susceptibility",
    "modifier",
    "fusion gene",
    "role in the phenotype",
    "biomarker",
    "candidate",
    "",
]
ROLES: Mapping[str, Role] = MappingProxyType(
    {
        expand("rkg:SusceptibilityGene"): "susceptibility",
        expand("rkg:ModifierGene"): "modifier",
        expand("rkg:SomaticVariantGene"): "somatic variants",
        expand("rkg:FusionGene"): "fusion gene",
        expand("rkg:PhenotypeGene"): "role in the phenotype",
        expand("rkg:BiomarkerGene"): "biomarker",
        expand("rkg:CandidateGene"): "candidate",
    }
)
EFFECTS: Mapping[str, str] = MappingProxyType(
    {expand("rkg:LossOfFunction"): "loss of function", expand("rkg:GainOfFunction"): "gain of function"}
)
QUALIFIERS = ("biolink:onset_qualifier", "biolink:sex_qualifier", "rkg:modifier")


class Association(NamedTuple):
    """One source's statement about a subject and an object, such as a disease and a phenotype.

    ``subject``, ``object`` and ``kind`` (the class) are IRIs. ``source`` states it, ``passed_on`` passes it on if that
    is somebody else, and ``based_on`` are those whose data it rests on. ``words`` are the source's own, '' if not
    stated; ``original`` is the id under which the source has the disease, '' if that is the disease's own; ``role`` is
    that of a gene, '' if not stated, and ``effect`` that of its variants. ``ages`` are those of an onset as the source
    defines its word for them. ``unassessed`` is true if the source says that it did not assess the relation.
    ``conflicts`` are the associations of the other side, none of which agrees with it.
    """

    iri: str
    href: str
    subject: str
    object: str
    source: Source
    passed_on: Source | None
    based_on: Sequence[Source]
    excluded: bool
    words: str
    original: str
    evidence: Link | None
    references: Sequence[Link]
    frequency: Shown | None
    qualifiers: Sequence[Link]
    kind: str
    role: Role
    curative: bool
    effect: str = ""
    ages: str = ""
    unassessed: bool = False
    conflicts: Sequence[str] = ()

    @property
    def of_orphanet(self) -> bool:
        """Whether Orphanet's own files state it, not a copy that somebody else passes on."""
        return self.source.is_orphanet and self.passed_on is None

    @property
    def status(self) -> Status:
        """Whether the source affirms it, looked for it and saw it in nobody, or excludes it."""
        if self.excluded:
            return "excluded"
        return "not seen" if self.frequency and not self.frequency.stated.upper else "affirmed"

    @property
    def entry(self) -> tuple[str, str]:
        """The entry of a source that it belongs to: who passes it on, else who states it, and the id of the disease."""
        return (self.passed_on or self.source).key, self.original


def association(service: Service, graph: Statements, iri: str) -> Association:
    """Return the association ``iri``, read from ``graph``."""
    evidence, kind = graph.iris(iri, "RO:0002558"), _kind(graph, iri)
    passed_on = graph.iris(iri, "biolink:aggregator_knowledge_source")
    return Association(
        iri=iri,
        href=document(iri, graph.base),
        subject=graph.text(iri, "oban:association_has_subject"),
        object=graph.text(iri, "oban:association_has_object"),
        source=source_of(service, graph, iri),
        passed_on=source(service, graph, passed_on[0]) if passed_on else None,
        based_on=[source(service, graph, base) for base in graph.iris(iri, "biolink:supporting_data_source")],
        excluded=graph.text(iri, "biolink:negated") == "true",
        words=graph.text(iri, "rkg:sourceWords"),
        original=graph.text(iri, f"biolink:original_{'object' if kind in (CAUSAL_GENE, GENE) else 'subject'}"),
        evidence=graph.link(evidence[0]) if evidence else None,
        references=[graph.id_link(reference) for reference in graph.iris(iri, "biolink:publications")],
        frequency=_frequency(graph, iri),
        qualifiers=[graph.link(qualifier) for name in QUALIFIERS for qualifier in graph.iris(iri, name)],
        kind=kind,
        role="causal" if kind == CAUSAL_GENE else ROLES.get(graph.text(iri, "rkg:geneRole"), ""),
        curative=graph.text(iri, "rkg:isCurative") == "true",
        effect=EFFECTS.get(graph.text(iri, "rkg:variantEffect"), ""),
        ages=ages(graph.text(iri, "rkg:fromAge"), graph.text(iri, "rkg:toAge")),
        unassessed=graph.text(iri, "rkg:isAssessed") == "false",
        conflicts=graph.iris(iri, "rkg:conflictsWith"),
    )


def _kind(graph: Statements, iri: str) -> str:
    return next((kind for kind in graph.iris(iri, "rdf:type") if kind != ASSOCIATION), "")


def _frequency(graph: Statements, iri: str) -> Shown | None:
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

    frequency: Shown | None
    status: Status
    qualifiers: Sequence[Link]
    associations: Sequence[Association]


def grouped(associations: Iterable[Association]) -> list[Group]:
    """Return ``associations`` grouped by frequency, status and qualifiers, the most frequent first."""
    groups: dict[tuple[object, ...], list[Association]] = {}
    for item in associations:
        key = (item.frequency.words if item.frequency else "", item.status, tuple(item.qualifiers))
        groups.setdefault(key, []).append(item)
    made = [Group(group[0].frequency, group[0].status, group[0].qualifiers, group) for group in groups.values()]
    return sorted(made, key=_most_frequent_first)


def _most_frequent_first(group: Group) -> tuple[bool, float, str]:
    upper = -float(group.frequency.stated.upper) if group.frequency else 1.0
    return group.status == "excluded", upper, group.associations[0].iri


def by_source(associations: Iterable[Association]) -> list[Association]:
    """Return ``associations`` by the title of their source."""
    return sorted(associations, key=lambda association: (association.source.title, association.iri))
