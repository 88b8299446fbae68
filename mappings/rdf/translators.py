"""The translator of each kind of fact into RDF."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from rarekg.mappings import facts
from rarekg.mappings.rdf import (
    classification,
    diagnostic_feature,
    differential,
    disease,
    disease_course,
    gene,
    inheritance,
    mapping,
    page,
    phenotype,
    prevalence,
    question,
    reference,
    registry,
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
        facts.TermKind: term.translate_kind,
        facts.TermSupplement: term.translate_supplement,
        facts.Disease: disease.translate,
        facts.Classification: classification.translate,
        facts.Definition: registry.translate_definition,
        facts.RegistryEntry: registry.translate,
        facts.Mapping: mapping.translate,
        facts.Phenotype: phenotype.translate,
        facts.Inheritance: inheritance.translate,
        facts.PastHistory: phenotype.translate_history,
        facts.Onset: disease_course.translate_onset,
        facts.ClinicalCourse: disease_course.translate_course,
        facts.SexAffected: disease_course.translate_sex,
        facts.ClinicalModifier: disease_course.translate_modifier,
        facts.Gene: gene.translate,
        facts.WithdrawnGene: gene.translate_withdrawn,
        facts.GeneDisease: gene.translate_association,
        facts.Prevalence: prevalence.translate,
        facts.DiagnosticFeature: diagnostic_feature.translate,
        facts.PhenotypeReview: diagnostic_feature.translate_review,
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
    """Return the statements of ``fact``, subject by subject; an annotation begins with its association.

    >>> from rarekg.mappings.facts import Gene
    >>> list(translate(Gene(id="HGNC:6106", symbol="FOXP3"), Mint()))[0].statements[1]
    '<http://www.w3.org/2000/01/rdf-schema#label> "FOXP3"'
    """
    return TRANSLATORS[type(fact)](fact, mint)
