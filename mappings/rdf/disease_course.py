"""Onset, clinical course, sex affected and clinical modifiers of a disease as a whole, as RDF.

What qualifies one annotation of a phenotype stays on that association.
"""

from collections.abc import Iterator

from rarekg.mappings.facts import ClinicalCourse, ClinicalModifier, Onset, SexAffected
from rarekg.mappings.rdf.annotation import translate_annotation
from rarekg.mappings.rdf.association import triple_and_association
from rarekg.mappings.rdf.ntriples import Description, Mint, decimal, node

ONSET = "rkg:DiseaseToOnsetAssociation"
COURSE = "rkg:DiseaseToClinicalCourseAssociation"
SEX = "rkg:DiseaseToSexAssociation"
MODIFIER = "rkg:DiseaseToClinicalModifierAssociation"


def translate_onset(fact: Onset, mint: Mint) -> list[Description]:
    """Return the association with the bounds of the source's age, then the plain triple to a term below HP:0003674."""
    descriptions = translate_annotation(mint, ONSET, "rkg:hasOnset", fact.onset, fact)
    for predicate, age in (("rkg:fromAge", fact.from_age), ("rkg:toAge", fact.to_age)):
        if age is not None:
            descriptions[0].statements.append(f"{node(predicate)} {decimal(age)}")
    return descriptions


def translate_course(fact: ClinicalCourse, mint: Mint) -> list[Description]:
    """Return the association, then the plain triple to an HP term below HP:0031797."""
    return translate_annotation(mint, COURSE, "rkg:hasClinicalCourse", fact.course, fact)


def translate_sex(fact: SexAffected, mint: Mint) -> Iterator[Description]:
    """Yield the association, then the plain triple to PATO's male or female."""
    return triple_and_association(mint, SEX, "rkg:affectsSex", mint.node(fact.disease), node(fact.sex), fact.origin)


def translate_modifier(fact: ClinicalModifier, mint: Mint) -> list[Description]:
    """Return the association, then the plain triple to an HP term below HP:0012823."""
    return translate_annotation(mint, MODIFIER, "rkg:hasClinicalModifier", fact.modifier, fact)
