"""When a disease begins, how it runs, whom it affects and what modifies its course, as RDF.

These belong to the disease as a whole; what belongs to one annotation of a phenotype stays on that association.
"""

from collections.abc import Iterator

from rarekg.mappings.annotation import annotated
from rarekg.mappings.facts import ClinicalCourse, ClinicalModifier, Onset, SexAffected
from rarekg.mappings.statements import Mint, node, tie

ONSET = "rkg:DiseaseToOnsetAssociation"
COURSE = "rkg:DiseaseToClinicalCourseAssociation"
SEX = "rkg:DiseaseToSexAssociation"
MODIFIER = "rkg:DiseaseToClinicalModifierAssociation"


def onset_statements(fact: Onset, mint: Mint) -> Iterator[str]:
    """Yield the plain triple to a HP term under HP:0003674, and its association."""
    return iter(annotated(mint, ONSET, "rkg:hasOnset", fact.onset, fact)[1])


def course_statements(fact: ClinicalCourse, mint: Mint) -> Iterator[str]:
    """Yield the plain triple to a HP term under HP:0031797, and its association."""
    return iter(annotated(mint, COURSE, "rkg:hasClinicalCourse", fact.course, fact)[1])


def sex_statements(fact: SexAffected, mint: Mint) -> Iterator[str]:
    """Yield the plain triple to PATO's male or female, and its association."""
    return tie(mint, SEX, "rkg:affectsSex", mint.node(fact.disease), node(fact.sex), fact.origin)


def modifier_statements(fact: ClinicalModifier, mint: Mint) -> Iterator[str]:
    """Yield the plain triple to a HP term under HP:0012823, and its association."""
    return iter(annotated(mint, MODIFIER, "rkg:hasClinicalModifier", fact.modifier, fact)[1])
