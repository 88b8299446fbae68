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
from rarekg.mappings.facts.clinical import (
    DiagnosticFeature,
    Differential,
    FeatureKind,
    PhenotypeReview,
    Prevalence,
    PrevalenceClass,
    PrevalenceKind,
    SexAffected,
    Treatment,
)
from rarekg.mappings.facts.genetics import Gene, GeneDisease, GeneRole, VariantEffect, WithdrawnGene
from rarekg.mappings.facts.identity import (
    OWN,
    Classification,
    Definition,
    Disease,
    EntryFlag,
    EntryGroup,
    IcdRelation,
    Mapping,
    RegistryEntry,
    TermKind,
    TermSupplement,
)
from rarekg.mappings.facts.pages import Page, Question, Reference, Resource, ResourceKind, Section
from rarekg.mappings.facts.provenance import Issue, Origin
from rarekg.ontology.terms import Term

__all__ = [
    "OWN",
    "Annotation",
    "Classification",
    "ClinicalCourse",
    "ClinicalModifier",
    "Definition",
    "DiagnosticFeature",
    "Differential",
    "Disease",
    "EntryFlag",
    "EntryGroup",
    "Fact",
    "FeatureKind",
    "Frequency",
    "Gene",
    "GeneDisease",
    "GeneRole",
    "IcdRelation",
    "Inheritance",
    "Issue",
    "Mapping",
    "Onset",
    "Origin",
    "Page",
    "PastHistory",
    "Phenotype",
    "PhenotypeReview",
    "Prevalence",
    "PrevalenceClass",
    "PrevalenceKind",
    "Question",
    "Reference",
    "RegistryEntry",
    "Resource",
    "ResourceKind",
    "Section",
    "SexAffected",
    "Term",
    "TermKind",
    "TermSupplement",
    "Treatment",
    "VariantEffect",
    "WithdrawnGene",
]

Fact = (
    Term
    | TermKind
    | TermSupplement
    | Disease
    | Definition
    | RegistryEntry
    | Classification
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
    | DiagnosticFeature
    | PhenotypeReview
    | Treatment
    | Differential
    | Resource
    | Question
    | Reference
    | Page
    | Section
)
