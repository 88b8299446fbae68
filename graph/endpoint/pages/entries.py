"""Phenotypes, genes or treatments of a disease, each with all associations about it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rarekg.graph.endpoint.pages.association_classes import CAUSAL_GENE, DISEASE_IS_OBJECT, GENE
from rarekg.graph.endpoint.pages.evidence import Association, Group, Role, by_source, grouped
from rarekg.graph.endpoint.pages.links import Link
from rarekg.graph.endpoint.pages.statements import Statements

ROLES: tuple[Role, ...] = ("causal", "susceptibility", "modifier", "")


class Entry(NamedTuple):
    """A thing that is linked to a disease, and the associations that link it."""

    thing: Link
    associations: Sequence[Association]

    @property
    def groups(self) -> Sequence[Group]:
        """The associations, those that state the same together."""
        return grouped(self.associations)

    @property
    def role(self) -> Role:
        """The role of a gene: the first of causal, susceptibility and modifier that a source states, else ''."""
        return min((association.role for association in self.associations), key=ROLES.index, default="")


def entries(graph: Statements, associations: Iterable[Association], *kinds: str) -> list[Entry]:
    """Return one entry for each thing in the associations of the classes ``kinds``, by label."""
    by_thing: dict[str, list[Association]] = defaultdict(list)
    for association in associations:
        if association.kind in kinds:
            other = association.subject if association.kind in DISEASE_IS_OBJECT else association.object
            by_thing[other].append(association)
    return [Entry(thing, by_source(by_thing[thing.iri])) for thing in graph.links(by_thing)]


def genes(graph: Statements, associations: Iterable[Association]) -> list[Entry]:
    """Return one entry for each gene, causal ones first, then those with another role, by label."""
    found = entries(graph, associations, CAUSAL_GENE, GENE)
    return sorted(found, key=lambda entry: ROLES.index(entry.role))
