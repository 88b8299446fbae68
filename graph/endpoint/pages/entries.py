"""Phenotypes, genes or treatments of a disease, each with all associations about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from rarekg.graph.endpoint.pages.association_classes import CAUSAL_GENE, DISEASE_IS_OBJECT, GENE
from rarekg.graph.endpoint.pages.evidence import Association, Group, Role, by_source, grouped
from rarekg.graph.endpoint.pages.links import Link
from rarekg.graph.endpoint.pages.statements import Statements
from rarekg.ontology.prefixes import expand

ANY_AGE = expand("HP:0003674")

ROLES: tuple[Role, ...] = (
    *("causal", "somatic variants", "susceptibility", "modifier", "fusion gene", "role in the phenotype"),
    *("biomarker", "candidate", ""),
)
# What a page calls the genes of a role; the causal ones and those whose role is not stated are just its genes.
GENES = ("Gene", "Genes")
HEADINGS: Mapping[Role, tuple[str, str]] = MappingProxyType(
    {
        "somatic variants": ("Somatic variants in", "Somatic variants in"),
        "susceptibility": ("Susceptibility gene", "Susceptibility genes"),
        "modifier": ("Modifying gene", "Modifying genes"),
        "fusion gene": ("Fusion gene", "Fusion genes"),
        "role in the phenotype": ("Role in the phenotype", "Role in the phenotype"),
        "biomarker": ("Biomarker", "Biomarkers"),
        "candidate": ("Candidate gene", "Candidate genes"),
    }
)


class Entry(NamedTuple):
    """A thing that is linked to a disease, and the associations that link it."""

    thing: Link
    associations: Sequence[Association]

    @property
    def groups(self) -> Sequence[Group]:
        """The associations, those that state the same together."""
        return grouped(self.associations)

    @property
    def cited(self) -> Sequence[Association]:
        """The associations, without those in which somebody passes on what its source states itself."""
        own = {(item.source.title, item.original) for item in self.associations if item.passed_on is None}
        return [
            item for item in self.associations if not item.passed_on or (item.source.title, item.original) not in own
        ]

    @property
    def role(self) -> Role:
        """The role of a gene: the first of ROLES that a source states, else ''."""
        return min((association.role for association in self.associations), key=ROLES.index, default="")

    @property
    def roles(self) -> Sequence[Role]:
        """All roles of a gene that sources state."""
        return sorted({item.role for item in self.associations if item.role}, key=ROLES.index)

    @property
    def tags(self) -> Sequence[Role]:
        """The roles of a gene that the heading above it does not say."""
        return self.roles[1:] if self.role in HEADINGS else self.roles

    @property
    def effects(self) -> Sequence[str]:
        """What variants of a gene do that cause the disease, as sources state it."""
        return sorted({item.effect for item in self.associations if item.effect})

    @property
    def ages(self) -> Sequence[tuple[str, str]]:
        """The words of sources for an age of onset that they define, each with the ages, '' for any age."""
        defined = (item for item in self.associations if item.words and (item.ages or item.object == ANY_AGE))
        return sorted({(item.words, item.ages) for item in defined})

    @property
    def disputed(self) -> bool:
        """Whether a source states something else and nothing that agrees with it."""
        return any(item.conflicts for item in self.associations)


def entries(graph: Statements, associations: Iterable[Association], *kinds: str) -> list[Entry]:
    """Return one entry for each thing in the associations of the classes ``kinds``, by label."""
    by_thing: dict[str, list[Association]] = defaultdict(list)
    for association in associations:
        if association.kind in kinds:
            other = association.subject if association.kind in DISEASE_IS_OBJECT else association.object
            by_thing[other].append(association)
    return [Entry(thing, by_source(by_thing[thing.iri])) for thing in graph.links(by_thing)]


def genes(graph: Statements, associations: Iterable[Association]) -> list[tuple[str, list[Entry]]]:
    """Return one entry for each gene, by label, under what the genes of its first role are called."""
    found = entries(graph, associations, CAUSAL_GENE, GENE)
    by_heading: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in sorted(found, key=lambda entry: ("causal", "", *ROLES).index(entry.role)):
        by_heading[HEADINGS.get(entry.role, GENES)].append(entry)
    return [(one if len(listed) == 1 else several, listed) for (one, several), listed in by_heading.items()]
