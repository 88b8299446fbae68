"""Which translator turns which kind of fact into RDF."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from rarekg.mappings import facts
from rarekg.mappings.rdf import (
    course,
    differential,
    disease,
    gene,
    inheritance,
    mapping,
    page,
    phenotype,
    prevalence,
    question,
    reference,
    resource,
    term,
    treatment,
)
from rarekg.mappings.rdf.ntriples import Description, Mint
from rarekg.ontology.terms import Term

Translator = Callable[[Any, Mint], Iterable[Description]]

TRANSLATORS: Mapping[type, Translator] = MappingProxyType(
    {
        Term: term.translate,
        facts.Disease: disease.translate,
        facts.Mapping: mapping.translate,
        facts.Phenotype: phenotype.translate,
        facts.Inheritance: inheritance.translate,
        facts.PastHistory: phenotype.translate_history,
        facts.Onset: course.translate_onset,
        facts.ClinicalCourse: course.translate_course,
        facts.SexAffected: course.translate_sex,
        facts.ClinicalModifier: course.translate_modifier,
        facts.Gene: gene.translate,
        facts.GeneDisease: gene.translate_part,
        facts.Prevalence: prevalence.translate,
        facts.Treatment: treatment.translate,
        facts.Differential: differential.translate,
        facts.Resource: resource.translate,
        facts.Question: question.translate,
        facts.Reference: reference.translate,
        facts.Page: page.translate,
        facts.Section: page.translate_section,
    }
)


def translate(fact: facts.Fact, mint: Mint) -> Iterable[Description]:
    """Return what ``fact`` says as RDF, subject by subject; an annotation begins with its association."""
    return TRANSLATORS[type(fact)](fact, mint)
