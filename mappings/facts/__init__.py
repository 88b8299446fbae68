"""Facts, the records between sources and RDF: one class for each kind of statement.

A reader yields facts and knows no RDF; a translator turns one kind of fact into RDF and knows no source. Every id is a
CURIE of ``ontology/prefixes.ttl``, or a *local* id (``page/…``) that the graph mints an IRI for. The id that a source
used is recorded beside the one it was resolved to.
"""

from rarekg.mappings.facts.annotations import (
    Annotation,
    ClinicalCourse,
    ClinicalModifier,
    Frequency,
    Inheritance,
    Onset,
    PastHistory,
    Phenotype,
)
from rarekg.mappings.facts.clinical import Differential, Prevalence, PrevalenceKind, SexAffected, Treatment
from rarekg.mappings.facts.genetics import Gene, GeneDisease, GeneRole, WithdrawnGene
from rarekg.mappings.facts.identity import OWN, Disease, Mapping, TermKind, TermSupplement
from rarekg.mappings.facts.pages import Page, Question, Reference, Resource, ResourceKind, Section
from rarekg.mappings.facts.provenance import Issue, Origin
from rarekg.ontology.terms import Term

__all__ = [
    "OWN",
    "Annotation",
    "ClinicalCourse",
    "ClinicalModifier",
    "Differential",
    "Disease",
    "Fact",
    "Frequency",
    "Gene",
    "GeneDisease",
    "GeneRole",
    "Inheritance",
    "Issue",
    "Mapping",
    "Onset",
    "Origin",
    "Page",
    "PastHistory",
    "Phenotype",
    "Prevalence",
    "PrevalenceKind",
    "Question",
    "Reference",
    "Resource",
    "ResourceKind",
    "Section",
    "SexAffected",
    "Term",
    "TermKind",
    "TermSupplement",
    "Treatment",
    "WithdrawnGene",
]

Fact = (
    Term
    | TermKind
    | TermSupplement
    | Disease
    | Mapping
    | Phenotype
    | Inheritance
    | Onset
    | SexAffected
    | ClinicalCourse
    | ClinicalModifier
    | PastHistory
    | Gene
    | GeneDisease
    | WithdrawnGene
    | Prevalence
    | Treatment
    | Differential
    | Resource
    | Question
    | Reference
    | Page
    | Section
)
