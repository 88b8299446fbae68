"""Which translator turns which kind of fact into RDF statements."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from rarekg.mappings import (
    course,
    differential,
    disease,
    facts,
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
from rarekg.mappings.statements import Mint
from rarekg.ontology.terms import Term

Translator = Callable[[Any, Mint], Iterator[str]]

TRANSLATORS: Mapping[type, Translator] = MappingProxyType(
    {
        Term: term.statements,
        facts.Disease: disease.statements,
        facts.Mapping: mapping.statements,
        facts.Phenotype: phenotype.statements,
        facts.Inheritance: inheritance.statements,
        facts.PastHistory: phenotype.history_statements,
        facts.Onset: course.onset_statements,
        facts.ClinicalCourse: course.course_statements,
        facts.SexAffected: course.sex_statements,
        facts.ClinicalModifier: course.modifier_statements,
        facts.Gene: gene.statements,
        facts.GeneDisease: gene.disease_statements,
        facts.Prevalence: prevalence.statements,
        facts.Treatment: treatment.statements,
        facts.Differential: differential.statements,
        facts.Resource: resource.statements,
        facts.Question: question.statements,
        facts.Reference: reference.statements,
        facts.Page: page.statements,
        facts.Section: page.section_statements,
    }
)


def statements(fact: facts.Fact, mint: Mint) -> Iterator[str]:
    """Yield the RDF statements of ``fact``, each ``subject predicate object`` in N-Triples terms without final dot."""
    return TRANSLATORS[type(fact)](fact, mint)
