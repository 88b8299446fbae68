"""Phenotypes of a disease as RDF: the plain triple, and the association that says how often, when and who says so."""

from collections.abc import Iterator

from rarekg.mappings.facts import Frequency, Phenotype
from rarekg.mappings.statements import Mint, Node, association, boolean, decimal, integer, node, text

ASSOCIATION = "biolink:DiseaseToPhenotypicFeatureAssociation"


def statements(fact: Phenotype, mint: Mint) -> Iterator[str]:
    """Yield the statements of ``fact``; an excluded phenotype has its association and no plain triple."""
    disease, phenotype = mint.node(fact.disease), node(fact.phenotype)
    if not fact.excluded:
        yield f"{disease} {node('RO:0002200')} {phenotype}"
    self, shared = association(mint, ASSOCIATION, disease, phenotype, fact.origin)
    yield from shared
    if fact.excluded:
        yield f"{self} {node('biolink:negated')} {boolean(True)}"
    if fact.frequency:
        yield from _frequency(self, fact.frequency)
    if fact.onset:
        yield f"{self} {node('biolink:onset_qualifier')} {node(fact.onset)}"
    if fact.sex:
        yield f"{self} {node('biolink:sex_qualifier')} {node(fact.sex)}"
    for modifier in fact.modifiers:
        yield f"{self} {node('rkg:modifier')} {node(modifier)}"
    for name in fact.lay_names:
        yield f"{self} {node('rkg:layName')} {text(name, 'en')}"


def _frequency(self: Node, frequency: Frequency) -> Iterator[str]:
    yield f"{self} {node('biolink:frequency_qualifier')} {node(frequency.term)}"
    yield f"{self} {node('rkg:frequencyLower')} {decimal(frequency.lower)}"
    yield f"{self} {node('rkg:frequencyUpper')} {decimal(frequency.upper)}"
    if frequency.count is not None:
        yield f"{self} {node('biolink:has_count')} {integer(frequency.count)}"
    if frequency.total is not None:
        yield f"{self} {node('biolink:has_total')} {integer(frequency.total)}"
    if frequency.percentage is not None:
        yield f"{self} {node('biolink:has_percentage')} {decimal(frequency.percentage)}"
