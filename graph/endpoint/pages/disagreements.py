"""What the sources of a page disagree on: how often, whether at all, inherited how, begun when, caused by what."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rarekg.graph.endpoint.pages.evidence import Said
from rarekg.graph.endpoint.pages.frequency import disjoint
from rarekg.graph.endpoint.pages.links import Link
from rarekg.ontology.prefixes import expand

PHENOTYPE = expand("biolink:DiseaseToPhenotypicFeatureAssociation")
CAUSAL = expand("biolink:CausalGeneToDiseaseAssociation")
GENE = expand("biolink:GeneToDiseaseAssociation")
SETS = (
    ("mode of inheritance", expand("biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation")),
    ("age of onset", expand("rkg:DiseaseToOnsetAssociation")),
    ("sex affected", expand("rkg:DiseaseToSexAssociation")),
)
Linked = Callable[[str], Link]


class Disagreement(NamedTuple):
    """One thing on which two sources differ: what it is, in what respect, and what each says."""

    thing: Link | None
    on: str
    sides: Sequence[tuple[str, str]]


def disagreements(everything: Sequence[Said], linked: Linked) -> Iterator[Disagreement]:
    """Yield what the statements on one disease disagree on; ``linked`` gives the link to a term."""
    by_phenotype: dict[str, list[Said]] = defaultdict(list)
    for each in everything:
        if each.kind == PHENOTYPE:
            by_phenotype[each.object].append(each)
    ordered = sorted(((linked(iri), said) for iri, said in by_phenotype.items()), key=lambda each: each[0].label)
    for thing, said in ordered:
        yield from _whether(thing, said)
        yield from _how_often(thing, said)
    for on, kind in SETS:
        yield from _which(on, [each for each in everything if each.kind == kind], linked)
    yield from _role([each for each in everything if each.kind in (CAUSAL, GENE)], linked)


def _whether(thing: Link, said: Sequence[Said]) -> Iterator[Disagreement]:
    if len({each.excluded for each in said}) > 1:
        sides = [(_who(each), "not a feature" if each.excluded else "a feature") for each in said]
        yield Disagreement(thing, "whether people with the disease have it", sorted(set(sides)))


def _how_often(thing: Link, said: Sequence[Said]) -> Iterator[Disagreement]:
    stated = [(each, each.frequency) for each in said if each.frequency is not None and not each.excluded]
    if disjoint([(frequency.lower, frequency.upper) for _, frequency in stated]):
        yield Disagreement(thing, "how often", sorted({(_who(each), frequency.words) for each, frequency in stated}))


def _which(on: str, said: Sequence[Said], linked: Linked) -> Iterator[Disagreement]:
    by_source: dict[str, set[str]] = defaultdict(set)
    for each in said:
        by_source[each.source.title].add(linked(each.object).label + (" (excluded)" if each.excluded else ""))
    if len({frozenset(values) for values in by_source.values()}) > 1:
        sides = [(title, ", ".join(sorted(values))) for title, values in sorted(by_source.items())]
        yield Disagreement(None, on, sides)


def _role(said: Sequence[Said], linked: Linked) -> Iterator[Disagreement]:
    by_gene: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for each in said:
        by_gene[each.subject].add((each.source.title, "causes it" if each.kind == CAUSAL else "role not stated"))
    for gene, sides in sorted(by_gene.items()):
        if len({side for _, side in sides}) > 1:
            yield Disagreement(linked(gene), "the gene's role", sorted(sides))


def _who(each: Said) -> str:
    return f"{each.source.title} ({each.original})" if each.original else each.source.title
