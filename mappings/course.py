"""When a disease begins, whom it affects and what modifies its course, as RDF.

These belong to the disease as a whole; what belongs to one annotation of a phenotype stays on that association.
"""

from collections.abc import Iterator

from rarekg.mappings.facts import ClinicalModifier, Onset, SexAffected
from rarekg.mappings.statements import Mint, node, tie

ONSET = "rkg:DiseaseToOnsetAssociation"
SEX = "rkg:DiseaseToSexAssociation"
MODIFIER = "rkg:DiseaseToClinicalModifierAssociation"


def onset_statements(fact: Onset, mint: Mint) -> Iterator[str]:
    """Yield the plain triple to a HP term under HP:0003674, and its association."""
    return tie(mint, ONSET, "rkg:hasOnset", mint.node(fact.disease), node(fact.onset), fact.origin)


def sex_statements(fact: SexAffected, mint: Mint) -> Iterator[str]:
    """Yield the plain triple to PATO's male or female, and its association."""
    return tie(mint, SEX, "rkg:affectsSex", mint.node(fact.disease), node(fact.sex), fact.origin)


def modifier_statements(fact: ClinicalModifier, mint: Mint) -> Iterator[str]:
    """Yield the plain triple to a HP term under HP:0012823, and its association."""
    return tie(mint, MODIFIER, "rkg:hasClinicalModifier", mint.node(fact.disease), node(fact.modifier), fact.origin)
