"""Where the sources of a page disagree: on a frequency, inheritance, onset, sex, a gene's role, or an id.

Orphanet's modes and onsets are compared in the build, by the hierarchy and by ages, and are in conflict or not.

What one statement excludes and another affirms is in :mod:`rarekg.graph.endpoint.pages.contradictions`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from rarekg.graph.endpoint.pages.association_classes import CAUSAL_GENE, GENE, INHERITANCE, ONSET, PHENOTYPE, SEX
from rarekg.graph.endpoint.pages.evidence import Association
from rarekg.graph.endpoint.pages.frequency import disjoint
from rarekg.graph.endpoint.pages.links import Link
from rarekg.graph.endpoint.pages.registry import Claim
from rarekg.graph.inference.profile import ProfileEntry

# Properties of a disease whose values are compared as sets.
SETS = (
    ("mode of inheritance", INHERITANCE),
    ("age of onset", ONSET),
    ("sex affected", SEX),
)
COMPARED = (INHERITANCE, ONSET)  # with Orphanet's, in the build
UNLIKE = ("biomarker", "role in the phenotype")  # roles that a gene has beside another one
MARKS = {"affirmed": "", "not seen": " (not seen)", "excluded": " (excluded)"}


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
    for phenotype in sorted(map(linked, by_phenotype), key=lambda phenotype: (phenotype.label, phenotype.iri)):
        yield from _frequencies(phenotype, by_phenotype[phenotype.iri])
    for topic, kind in SETS:
        stated = [association for association in associations if association.kind == kind]
        compared = kind in COMPARED
        yield from _sets(topic, [one for one in stated if not (compared and one.of_orphanet)], linked)
        yield from _conflicts(topic, stated, linked)
    yield from _roles([association for association in associations if association.kind in (CAUSAL_GENE, GENE)], linked)


def _frequencies(phenotype: Link, associations: Sequence[Association]) -> Iterator[Disagreement]:
    """Yield a disagreement if statements of two entries have bounds or intervals without a point in common."""
    stated = [(association, bounds) for association in associations if (bounds := _bounds(association))]
    apart = {
        item
        for (one, bounds), (other, others) in combinations(stated, 2)
        if one.entry != other.entry and disjoint(bounds, others)
        for item in ((_source(one), _words(one)), (_source(other), _words(other)))
    }
    if apart:
        yield Disagreement(phenotype, "how often", sorted(apart))


def _bounds(association: Association) -> tuple[Decimal, Decimal] | None:
    """Return the 95 % interval of people who were counted, else the bounds of what is stated."""
    if association.excluded or not association.frequency:
        return None
    entry = ProfileEntry()
    entry.add(association.frequency.stated)
    return entry.bounds


def _words(association: Association) -> str:
    return association.frequency.words if association.frequency else ""


def _sets(topic: str, associations: Sequence[Association], linked: Callable[[str], Link]) -> Iterator[Disagreement]:
    by_source: dict[str, set[str]] = defaultdict(set)
    for association in associations:
        by_source[association.source.title].add(linked(association.object).label + MARKS[association.status])
    if len({frozenset(values) for values in by_source.values()}) > 1:
        sides = [(source, ", ".join(sorted(values))) for source, values in sorted(by_source.items())]
        yield Disagreement(None, topic, sides)


def _conflicts(
    topic: str, associations: Sequence[Association], linked: Callable[[str], Link]
) -> Iterator[Disagreement]:
    """Yield the statements that cannot all be true as the build compared them; what a source leaves open is none."""
    by_iri = {association.iri: association for association in associations}
    pairs = [(one, by_iri[other]) for one in associations for other in one.conflicts if other in by_iri]
    by_source: dict[str, set[str]] = defaultdict(set)
    for association in {side.iri: side for pair in pairs for side in pair}.values():
        ages = f", {association.ages}" if association.ages else ""
        by_source[_source(association)].add(f"{linked(association.object).label}{ages}")
    if by_source:
        yield Disagreement(
            None, topic, [(source, "; ".join(sorted(said))) for source, said in sorted(by_source.items())]
        )


def disputed(claims: Iterable[Claim]) -> Iterator[Disagreement]:
    """Yield the ids that a source takes for those of the disease, while others have them for another one or none."""
    for claim in claims:
        if claim.disputed:
            says = f"{claim.source.title} ({claim.original})" if claim.original else claim.source.title
            others = ", ".join(link.label for link in claim.others) or "no disease has this id"
            yield Disagreement(
                claim.target, "whose id it is", [(says, f"{claim.relation} this disease"), ("others", others)]
            )


def _roles(associations: Sequence[Association], linked: Callable[[str], Link]) -> Iterator[Disagreement]:
    """Yield genes for which two sources have no role in common; one that states none disagrees with nobody."""
    by_gene: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for association in associations:
        if association.role and association.role not in UNLIKE:
            by_gene[association.subject][association.source.title].add(association.role)
    for gene, sides in sorted(by_gene.items()):
        if any(one.isdisjoint(other) for one, other in combinations(sides.values(), 2)):
            roles = [(source, ", ".join(sorted(said))) for source, said in sorted(sides.items())]
            yield Disagreement(linked(gene), "the gene's role", roles)


def _source(association: Association) -> str:
    return f"{association.source.title} ({association.original})" if association.original else association.source.title
