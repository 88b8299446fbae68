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
        Term: term.describe,
        facts.Disease: disease.describe,
        facts.Mapping: mapping.describe,
        facts.Phenotype: phenotype.describe,
        facts.Inheritance: inheritance.describe,
        facts.PastHistory: phenotype.describe_history,
        facts.Onset: course.describe_onset,
        facts.ClinicalCourse: course.describe_course,
        facts.SexAffected: course.describe_sex,
        facts.ClinicalModifier: course.describe_modifier,
        facts.Gene: gene.describe,
        facts.GeneDisease: gene.describe_part,
        facts.Prevalence: prevalence.describe,
        facts.Treatment: treatment.describe,
        facts.Differential: differential.describe,
        facts.Resource: resource.describe,
        facts.Question: question.describe,
        facts.Reference: reference.describe,
        facts.Page: page.describe,
        facts.Section: page.describe_section,
    }
)


def describe(fact: facts.Fact, mint: Mint) -> Iterable[Description]:
    """Return what ``fact`` says as RDF, subject by subject; an annotation begins with its association."""
    return TRANSLATORS[type(fact)](fact, mint)
