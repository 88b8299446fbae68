"""Where the sources of a page disagree: on a phenotype, its frequency, inheritance, onset, sex, or a gene's role."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rarekg.graph.endpoint.pages.association_classes import CAUSAL_GENE, GENE, INHERITANCE, ONSET, PHENOTYPE, SEX
from rarekg.graph.endpoint.pages.evidence import Association
from rarekg.graph.endpoint.pages.frequency import disjoint
from rarekg.graph.endpoint.pages.links import Link

# Properties of a disease whose values are compared as sets.
SETS = (
    ("mode of inheritance", INHERITANCE),
    ("age of onset", ONSET),
    ("sex affected", SEX),
)


class Disagreement(NamedTuple):
    """A difference between sources: the phenotype or gene if it is about one, the topic, and each source's value."""

    thing: Link | None
    topic: str
    sides: Sequence[tuple[str, str]]


def disagreements(associations: Sequence[Association], linked: Callable[[str], Link]) -> Iterator[Disagreement]:
    """Yield the disagreements among the associations of one disease; ``linked`` returns the link to an IRI."""
    by_phenotype: dict[str, list[Association]] = defaultdict(list)
    for association in associations:
        if association.kind == PHENOTYPE:
            by_phenotype[association.object].append(association)
    links = sorted(map(linked, by_phenotype), key=lambda phenotype: phenotype.label)
    for phenotype in links:
        yield from _presence(phenotype, by_phenotype[phenotype.iri])
        yield from _frequencies(phenotype, by_phenotype[phenotype.iri])
    for topic, kind in SETS:
        yield from _sets(topic, [association for association in associations if association.kind == kind], linked)
    yield from _roles([association for association in associations if association.kind in (CAUSAL_GENE, GENE)], linked)


def _presence(phenotype: Link, associations: Sequence[Association]) -> Iterator[Disagreement]:
    if len({association.excluded for association in associations}) > 1:
        sides = {
            (_source(association), "not a feature" if association.excluded else "a feature")
            for association in associations
        }
        yield Disagreement(phenotype, "whether people with the disease have it", sorted(sides))


def _frequencies(phenotype: Link, associations: Sequence[Association]) -> Iterator[Disagreement]:
    stated = [
        (association, association.frequency)
        for association in associations
        if association.frequency is not None and not association.excluded
    ]
    if disjoint([(frequency.lower, frequency.upper) for _, frequency in stated]):
        sides = {(_source(association), frequency.words) for association, frequency in stated}
        yield Disagreement(phenotype, "how often", sorted(sides))


def _sets(topic: str, associations: Sequence[Association], linked: Callable[[str], Link]) -> Iterator[Disagreement]:
    by_source: dict[str, set[str]] = defaultdict(set)
    for association in associations:
        suffix = " (excluded)" if association.excluded else ""
        by_source[association.source.title].add(linked(association.object).label + suffix)
    if len({frozenset(values) for values in by_source.values()}) > 1:
        sides = [(source, ", ".join(sorted(values))) for source, values in sorted(by_source.items())]
        yield Disagreement(None, topic, sides)


def _roles(associations: Sequence[Association], linked: Callable[[str], Link]) -> Iterator[Disagreement]:
    by_gene: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for association in associations:
        role = "causes it" if association.kind == CAUSAL_GENE else "role not stated"
        by_gene[association.subject].add((association.source.title, role))
    for gene, sides in sorted(by_gene.items()):
        if len({role for _, role in sides}) > 1:
            yield Disagreement(linked(gene), "the gene's role", sorted(sides))


def _source(association: Association) -> str:
    return f"{association.source.title} ({association.original})" if association.original else association.source.title
