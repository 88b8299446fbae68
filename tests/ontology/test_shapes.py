"""The shapes: the examples conform, each violation is reported, and two validators agree."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import example_description
import pyshacl
import pytest
import rdflib
from example_facts import EXAMPLES
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdf import translated, turtle
from rdflib import RDF, RDFS
from shacl import Shapes

from rarekg.ontology.prefixes import expand

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
SHAPE = expand("shape:x")[:-1]
TEXT = files("rarekg.ontology").joinpath("shapes.ttl").read_text(encoding="utf-8")
VOCABULARY = files("rarekg.ontology").joinpath("rarekg.ttl").read_text(encoding="utf-8")

PHENOTYPE = "a biolink:DiseaseToPhenotypicFeatureAssociation"
DIFFERENTIAL = "a rkg:DifferentialDiagnosisAssociation"
IPEX = "MONDO:0010580"
FEATURE, REVIEW = "a rkg:DiagnosticFeature", "a rkg:PhenotypeReview"
TREATMENT = "a biolink:ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation"

# Ways to break a value: another value, the right value as text, none.
NOT_TEXT = ('= "x"', '= ""@en')  # where text with a language is due
NOT_PLAIN = ('= "x"@en', '= ""')  # where text without one is due
NOT_HP = ("= MONDO:0010580", '= "http://purl.obolibrary.org/obo/HP_0000001"', "= <http://purl.obolibrary.org/obo/HP_1>")
NOT_IRI = ('= "x"',)
NOT_WEB = ("= <ftp://example.org/>", '= "https://www.example.org/"')
NOT_SHARE = ("= -0.1", "= 1.1", '= "0.5"', "= 0.5e0")
NOT_SOURCE = ("-", "+ infores:other", '= "https://w3id.org/biolink/infores/gard"', "= <https://example.org/gard>")
NOT_DATE = ('= "2016"', '= "2016-13-40"^^xsd:date', '= "2016-01-01T00:00:00Z"^^xsd:dateTime')
OTHER_SOURCE = NOT_SOURCE[1:]  # of which there may be none
NOT_COUNT = ("-", "+ 123", '= "90"', "= -1")
ONE = ("-", "+ <https://example.org/second>")


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule and the ways to break it: ``-`` no value, ``+ v`` one more, ``= v`` another, ``rename v`` the node.

    ``where`` is what is broken: an instance of a class (``a <class>``), the subject of a predicate that one node has
    (``has <predicate>``), or a node.
    """

    shape: str
    where: str
    predicate: str
    ways: tuple[str, ...]


BROKEN = (
    Broken("OneLabel-label", IPEX, "rdfs:label", ('+ "IPEX"@en', '= ""@en')),
    # Provenance
    Broken("Provenance-source", PHENOTYPE, "biolink:primary_knowledge_source", NOT_SOURCE),
    Broken("Provenance-source", "a rkg:Prevalence", "biolink:primary_knowledge_source", ("-",)),
    Broken("Provenance-source", "a schema:Question", "biolink:primary_knowledge_source", ("-",)),
    Broken("Provenance-source", "a schema:WebPage", "biolink:primary_knowledge_source", ("-",)),
    Broken("Provenance-source", "a schema:Organization", "biolink:primary_knowledge_source", ("-",)),
    Broken(
        "Provenance-evidence",
        PHENOTYPE,
        "RO:0002558",
        ("+ ECO:0000269", "= HP:0000001", '= "http://purl.obolibrary.org/obo/ECO_0000269"'),
    ),
    Broken("Provenance-publication", PHENOTYPE, "biolink:publications", ('= "PMID:1"',)),
    Broken("Provenance-aggregator", PHENOTYPE, "biolink:aggregator_knowledge_source", OTHER_SOURCE),
    Broken(
        "Provenance-supporting",
        PHENOTYPE,
        "biolink:supporting_data_source",
        ("+ infores:gard , infores:other", '+ "https://w3id.org/biolink/infores/gard"', "+ <https://example.org/gard>"),
    ),
    Broken("Provenance-record", PHENOTYPE, "dcterms:source", ('= "OMIM:300292"',)),
    Broken(
        "Provenance-curation",
        PHENOTYPE,
        "rkg:curation",
        ('= "HPO:skoehler[2012-11-16]"@en', '= "HPO:skoehler"', '= "2012-11-16"', '= "HPO:skoehler[2012]"'),
    ),
    Broken(
        "Provenance-curator",
        PHENOTYPE,
        "pav:curatedBy",
        ('= "0000-0002-0736-9199"', "= <https://orcid.org/0000-0002>", "= <https://example.org/0000-0002-0736-9199>"),
    ),
    Broken(
        "Provenance-curationDate",
        PHENOTYPE,
        "rkg:curatedOn",
        (*NOT_DATE, '= "2016"^^xsd:gYear', '+ "2012-11-16"^^xsd:date'),
    ),
    Broken(
        "Provenance-section",
        PHENOTYPE,
        "dcterms:isPartOf",
        (
            "+ <https://w3id.org/rarekg/page/GARD_0001850#cause>",
            "= <https://w3id.org/rarekg/page/GARD_0001850>",
            '= "https://w3id.org/rarekg/page/GARD_0001850#cause"',
        ),
    ),
    Broken(
        "Provenance-originalSubject", PHENOTYPE, "biolink:original_subject", ('+ "ORPHA:1"', "= OMIM:304790", '= "x"')
    ),
    Broken(
        "Provenance-originalObject", PHENOTYPE, "biolink:original_object", ('+ "HP:1"', "= HP:0000976", '= "Eczema"')
    ),
    Broken("Provenance-words", PHENOTYPE, "rkg:sourceWords", (*NOT_TEXT, '+ "second"@en')),
    # Associations
    Broken("Association", PHENOTYPE, "", ("rename <https://w3id.org/rarekg/association/1>", "rename _:a")),
    Broken("Association-class", PHENOTYPE, "rdf:type", ("+ rkg:DiseaseToOnsetAssociation", "= biolink:Association")),
    Broken(
        "Association-predicate",
        PHENOTYPE,
        "biolink:predicate",
        ("-", "+ biolink:related_to", '= "biolink:has_phenotype"', "= RO:0002200"),
    ),
    Broken(
        "Association-level",
        PHENOTYPE,
        "biolink:knowledge_level",
        ("-", '+ "observation"', '= "sure"', '= "observation"@en'),
    ),
    Broken(
        "Association-agent", PHENOTYPE, "biolink:agent_type", ("-", '+ "automated_agent"', '= "curator"', "= biolink:x")
    ),
    Broken(
        "Association-subject",
        DIFFERENTIAL,
        "oban:association_has_subject",
        (*ONE, *NOT_IRI, "= MONDO:0011338 , <https://w3id.org/rarekg/disease/26b35b1a2a4d7d9bf8c8>"),
    ),
    Broken("Association-object", DIFFERENTIAL, "oban:association_has_object", (*ONE, *NOT_IRI)),
    *(
        Broken(f"Association-{end}", f"a {kind}", f"oban:association_has_{end}", ("-",))
        for end in ("subject", "object")
        for kind in (
            "biolink:DiseaseToPhenotypicFeatureAssociation",
            "biolink:CausalGeneToDiseaseAssociation",
            "biolink:GeneToDiseaseAssociation",
            "biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation",
            "biolink:ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation",
            "rkg:DiseaseToOnsetAssociation",
            "rkg:DiseaseToClinicalCourseAssociation",
            "rkg:DiseaseToPastHistoryAssociation",
            "rkg:DiseaseToSexAssociation",
            "rkg:DiseaseToClinicalModifierAssociation",
        )
    ),
    # Annotations with terms of HPO
    *(
        Broken("Annotation-object", f"a {kind}", "oban:association_has_object", ("= MONDO:0011338",))
        for kind in (
            "biolink:DiseaseToPhenotypicFeatureAssociation",
            "biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation",
            "rkg:DiseaseToOnsetAssociation",
            "rkg:DiseaseToClinicalCourseAssociation",
            "rkg:DiseaseToPastHistoryAssociation",
            "rkg:DiseaseToClinicalModifierAssociation",
        )
    ),
    Broken("Annotation-negated", PHENOTYPE, "biolink:negated", ("= false", '= "true"', "+ false")),
    Broken("Annotation-sex", PHENOTYPE, "biolink:sex_qualifier", ("= PATO:0000001", "+ PATO:0000383", '= "male"')),
    Broken("Annotation-modifier", PHENOTYPE, "rkg:modifier", NOT_HP),
    Broken("Annotation-onset", PHENOTYPE, "biolink:onset_qualifier", (*NOT_HP, "+ HP:0003577")),
    Broken("Annotation-onset", "a rkg:DiseaseToPastHistoryAssociation", "biolink:onset_qualifier", NOT_HP),
    Broken("LayName-text", PHENOTYPE, "rkg:layName", NOT_TEXT),
    Broken("LayName-text", "HP:0011123", "rkg:layName", NOT_TEXT),
    # Frequencies
    Broken("Frequency-class", PHENOTYPE, "biolink:frequency_qualifier", ("+ HP:0040280", "= HP:0040279", '= "rare"')),
    Broken("Frequency-lower", PHENOTYPE, "rkg:frequencyLower", ("-", "+ 0.1", "= 0.95", *NOT_SHARE)),
    Broken("Frequency-upper", PHENOTYPE, "rkg:frequencyUpper", ("-", "+ 0.9", *NOT_SHARE)),
    Broken("Frequency-lower", "a rkg:DiseaseToOnsetAssociation", "rkg:frequencyLower", ("= 0.995",)),
    Broken("Frequency-percentage", PHENOTYPE, "biolink:has_percentage", ("= -1e0", "= 100.5e0", "= 12.0", "+ 13e0")),
    Broken("Count-count", PHENOTYPE, "biolink:has_count", ("-", "+ 5", "= -1", "= 9999", "= 1.0")),
    Broken("Count-total", PHENOTYPE, "biolink:has_total", ("-", "+ 9", "= 0", "= 8.5")),
    Broken("Count-quotient", PHENOTYPE, "biolink:has_quotient", ("-", "+ 0.5e0", "= -0.1e0", "= 1.5e0", "= 0.5")),
    # Genes
    Broken("Gene", "HGNC:6106", "", ("rename <https://www.genenames.org/6106>", "rename _:g")),
    Broken("Gene-label", "HGNC:6106", "rdfs:label", ("-", '= "FOXP3"@en', '= "forkhead box P3"')),
    Broken("Gene-name", "HGNC:6106", "dcterms:title", ('= "x"', '+ "another"@en')),
    Broken("Gene-synonym", "HGNC:6106", "skos:altLabel", NOT_PLAIN),
    Broken("Gene-chromosome", "HGNC:6106", "rkg:chromosome", ('= "23"', '= "0"', '= "Xp11"', "= 7")),
    Broken("Gene-location", "HGNC:6106", "rkg:cytogeneticLocation", (*NOT_PLAIN, '+ "Xq1"')),
    Broken("Gene-match", "HGNC:6106", "skos:exactMatch", NOT_IRI),
    Broken(
        "CausalGene-subject",
        "a biolink:CausalGeneToDiseaseAssociation",
        "oban:association_has_subject",
        ("= MONDO:0011338", "= HP:0000001"),
    ),
    Broken(
        "CausalGene-role", "a biolink:CausalGeneToDiseaseAssociation", "rkg:geneRole", ("+ rkg:SusceptibilityGene",)
    ),
    Broken(
        "GeneRole-subject", "a biolink:GeneToDiseaseAssociation", "oban:association_has_subject", ("= MONDO:0011339",)
    ),
    Broken(
        "GeneRole-role",
        "a biolink:GeneToDiseaseAssociation",
        "rkg:geneRole",
        ("+ rkg:ModifierGene , rkg:SusceptibilityGene", "= rkg:PointPrevalence", '= "modifier"'),
    ),
    Broken("GeneRole-assessed", "a biolink:GeneToDiseaseAssociation", "rkg:isAssessed", ("+ true", '= "Assessed"')),
    Broken("CausalGene-assessed", "a biolink:CausalGeneToDiseaseAssociation", "rkg:isAssessed", ("+ false", "= 1")),
    Broken(
        "CausalGene-effect",
        "a biolink:CausalGeneToDiseaseAssociation",
        "rkg:variantEffect",
        ("+ rkg:LossOfFunction , rkg:GainOfFunction", "= rkg:CandidateGene", '= "loss"'),
    ),
    # Sex, treatments, differential diagnoses
    Broken("Sex-object", "a rkg:DiseaseToSexAssociation", "oban:association_has_object", ("= PATO:0000001",)),
    Broken(
        "Treatment-subject",
        TREATMENT,
        "oban:association_has_subject",
        ("= HP:0000001", "= <https://example.org/transplant>"),
    ),
    Broken("Treatment-curative", TREATMENT, "rkg:isCurative", ("= false", '= "true"')),
    Broken("TreatmentTerm", "NCIT:C15431", "", ("rename _:t",)),
    Broken("TreatmentTerm-label", "NCIT:C15431", "rdfs:label", ("-", '= "x"')),
    Broken("Differential-words", DIFFERENTIAL, "rkg:sourceWords", ("-",)),
    # Mappings
    Broken("Mapping", "a owl:Axiom", "", ("rename <https://w3id.org/rarekg/mapping/x>", "rename _:m")),
    Broken("Mapping-subject", "has rkg:foundationEntity", "owl:annotatedSource", (*ONE, *NOT_IRI, "= ICD11:4A01.21")),
    Broken(
        "Mapping-predicate",
        "a owl:Axiom",
        "owl:annotatedProperty",
        ("-", "+ skos:closeMatch", "= owl:sameAs", '= "skos:exactMatch"'),
    ),
    Broken("Mapping-object", "a owl:Axiom", "owl:annotatedTarget", (*ONE, *NOT_IRI)),
    Broken(
        "Mapping-justification",
        "a owl:Axiom",
        "sssom:mapping_justification",
        (
            "-",
            "+ semapv:LexicalMatching",
            "= skos:exactMatch",
            '= "https://w3id.org/semapv/vocab/LexicalMatching"',
        ),
    ),
    Broken("Mapping-source", "a owl:Axiom", "biolink:primary_knowledge_source", NOT_SOURCE),
    Broken("Mapping-note", "a owl:Axiom", "rdfs:comment", ('= "x"', '+ "second"@en')),
    Broken("Mapping-set", "a owl:Axiom", "^sssom:mappings", ("-", "+ <https://w3id.org/rarekg/mapping-set/other>")),
    Broken(
        "Mapping-originalSubject",
        "has rkg:foundationEntity",
        "biolink:original_subject",
        ('+ "ORPHA:1"', "= ORPHA:1", '= "x"'),
    ),
    Broken("Mapping-originalObject", "a owl:Axiom", "biolink:original_object", (*NOT_PLAIN, '+ "E31.0+"')),
    Broken("Mapping-validated", "has rkg:foundationEntity", "rkg:isValidated", ("+ true", '= "true"')),
    Broken("Mapping-disputed", "a owl:Axiom", "rkg:isDisputed", ("= false", '= "true"')),
    Broken(
        "Mapping-icd",
        "has rkg:foundationEntity",
        "rkg:icdRelation",
        ("+ rkg:IcdSpecificCode", "= rkg:Inactive", '= "Index term"'),
    ),
    Broken(
        "Mapping-foundation",
        "has rkg:foundationEntity",
        "rkg:foundationEntity",
        ("+ <http://id.who.int/icd/entity/1>", "= ICD11:4A01.21", '= "http://id.who.int/icd/entity/1"'),
    ),
    # Entries and definitions of registries
    Broken("RegistryEntry", "ORPHA:900002", "", ("rename OMIM:304790", "rename _:e")),
    Broken("RegistryEntry-label", "ORPHA:900002", "rdfs:label", ("-", '= "x"')),
    Broken("RegistryEntry-group", "ORPHA:900002", "rkg:entryGroup", ("+ rkg:Disorder", "= rkg:Inactive")),
    Broken("RegistryEntry-type", "ORPHA:900002", "dcterms:type", ("+ ORPHA:377788", "= MONDO:0000001", '= "Disease"')),
    Broken("RegistryEntry-flag", "ORPHA:900002", "rkg:entryFlag", ("+ rkg:Disorder",)),
    Broken("RegistryEntry-deprecated", "ORPHA:900002", "owl:deprecated", ("= false",)),
    Broken("RegistryEntry-consider", "ORPHA:900003", "oboInOwl:consider", ("= MONDO:0010580", '= "ORPHA:1"')),
    Broken(
        "Definition", "a rkg:DiseaseDefinition", "", ("rename <https://w3id.org/rarekg/definition/1>", "rename _:d")
    ),
    Broken("Definition-disease", "a rkg:DiseaseDefinition", "rkg:ofDisease", ("-", "+ MONDO:0011338", "= HGNC:6106")),
    Broken("Definition-text", "a rkg:DiseaseDefinition", "schema:text", ("-", '+ "second"@en', *NOT_TEXT)),
    Broken("Provenance-source", "a rkg:DiseaseDefinition", "biolink:primary_knowledge_source", ("-",)),
    # Ages of onset, diagnostic features, reviews of phenotypes
    Broken(
        "OnsetAge-from",
        "a rkg:DiseaseToOnsetAssociation",
        "rkg:fromAge",
        ("+ 0.01 , 0.02", "= 151.0", "= -1.5", '= "0.01"', "= 3.0"),
    ),
    Broken(
        "OnsetAge-to",
        "a rkg:DiseaseToOnsetAssociation",
        "rkg:toAge",
        ("+ 3.0 , 4.0", "= 151.0", "= -1.5", '= "3"', "= 3e0"),
    ),
    Broken("DiagnosticFeature", FEATURE, "", ("rename <https://w3id.org/rarekg/criterion/1>", "rename _:f")),
    Broken(
        "DiagnosticFeature-kind",
        FEATURE,
        "rkg:featureKind",
        ("-", "+ rkg:PathognomonicSign , rkg:DiagnosticCriterion", "= rkg:PointPrevalence"),
    ),
    Broken("DiagnosticFeature-disease", FEATURE, "rkg:ofDisease", ("-", "+ MONDO:0011338", *NOT_IRI)),
    Broken("DiagnosticFeature-phenotype", FEATURE, "rkg:ofPhenotype", ("-", "+ HP:0000001", *NOT_HP)),
    Broken(
        "DiagnosticFeature-review",
        FEATURE,
        "dcterms:isPartOf",
        ("-", "+ MONDO:0011338", "= MONDO:0011338", '= "https://w3id.org/rarekg/review/1"'),
    ),
    Broken("DiagnosticFeature-negated", FEATURE, "biolink:negated", ("= false", '= "true"')),
    Broken("Provenance-source", FEATURE, "biolink:primary_knowledge_source", NOT_SOURCE),
    Broken("Provenance-originalSubject", FEATURE, "biolink:original_subject", ('+ "ORPHA:1"', "= OMIM:304790")),
    Broken("Provenance-originalObject", FEATURE, "biolink:original_object", ('+ "HP:1"', "= HP:0000976")),
    Broken("PhenotypeReview", REVIEW, "", ("rename <https://w3id.org/rarekg/review/1>", "rename _:r")),
    Broken("PhenotypeReview-disease", REVIEW, "rkg:ofDisease", ("-", "+ MONDO:0011338", *NOT_IRI)),
    Broken("PhenotypeReview-day", REVIEW, "rkg:validatedOn", (*NOT_DATE, '+ "2012-11-16"^^xsd:date')),
    Broken("Provenance-source", REVIEW, "biolink:primary_knowledge_source", ("-",)),
    Broken("Provenance-publication", REVIEW, "biolink:publications", ('= "PMID:1"',)),
    Broken("Provenance-words", REVIEW, "rkg:sourceWords", NOT_TEXT),
    # Prevalence
    Broken("Prevalence", "a rkg:Prevalence", "", ("rename <https://w3id.org/rarekg/prevalence/1>", "rename _:p")),
    Broken("Prevalence-disease", "a rkg:Prevalence", "^rkg:hasPrevalence", ("-", "+ MONDO:0011338")),
    Broken(
        "Prevalence-kind",
        "a rkg:Prevalence",
        "rkg:prevalenceKind",
        (
            "-",
            "+ rkg:CasesReported , rkg:PointPrevalence",
            "= rkg:TestingResource",
        ),
    ),
    Broken("Prevalence-lower", "has rkg:geography", "rkg:lower", ("+ 0.000001 , 0.0", "= 0.5", *NOT_SHARE)),
    Broken("Prevalence-upper", "has rkg:geography", "rkg:upper", ("+ 0.4", *NOT_SHARE)),
    Broken("Prevalence-lowerCount", "a rkg:Prevalence", "rkg:lowerCount", ("+ 3", "= -1", "= 150", "= 1.5")),
    Broken("Prevalence-upperCount", "a rkg:Prevalence", "rkg:upperCount", ("+ 153", "= -1", '= "149"')),
    Broken("Prevalence-geography", "a rkg:Prevalence", "rkg:geography", (*NOT_TEXT, '+ "Asia"@en')),
    Broken("Prevalence-qualification", "a rkg:Prevalence", "rkg:qualification", (*NOT_TEXT, '+ "Class"@en')),
    Broken("PrevalenceNumbers", "has rkg:lowerCount", "rkg:upper", ("+ 0.5",)),
    Broken("PrevalenceNumbers", "has rkg:geography", "rkg:lowerCount", ("+ 5",)),
    Broken("PrevalenceNumbers", "has rkg:lowerCount", "rkg:prevalenceKind", ("= rkg:PointPrevalence",)),
    Broken("PrevalenceNumbers", "has rkg:geography", "rkg:prevalenceKind", ("= rkg:CasesReported",)),
    Broken("PrevalenceNumbers", "has rkg:lowerCount", "rkg:mean", ("+ 0.5",)),
    Broken("PrevalenceNumbers", "has rkg:mean", "rkg:mean", ("-",)),
    Broken("PrevalenceNumbers", "has rkg:mean", "rkg:lowerCount", ("+ 5",)),
    Broken("Prevalence-mean", "has rkg:mean", "rkg:mean", ("+ 0.5", "= 0.0", *NOT_SHARE)),
    Broken(
        "Prevalence-class",
        "a rkg:Prevalence",
        "rkg:prevalenceClass",
        ("+ rkg:From1To5In10000 , rkg:UnknownPrevalence", "= rkg:PointPrevalence", '= "Unknown"'),
    ),
    Broken(
        "Prevalence-region", "a rkg:Prevalence", "rkg:geographyCode", ('+ "DE"', '= "France"', '= "FR"@en', '= "15"')
    ),
    Broken("Prevalence-validated", "a rkg:Prevalence", "rkg:isValidated", ("+ true , false", '= "Validated"')),
    # Classification of a registry
    Broken("Classified", "ORPHA:37042", "", ("rename <http://purl.obolibrary.org/obo/MONDO_0010580>", "rename _:c")),
    Broken("Classified-under", "ORPHA:37042", "rkg:classifiedUnder", ("= MONDO:0010580", '= "Polyendocrinopathy"')),
    Broken("Classified-preferential", "ORPHA:37042", "rkg:preferentialParent", ("= MONDO:0010580", '= "98004"')),
    # Resources, questions, answers
    Broken("Resource", "a schema:WebPage", "", ("rename <https://w3id.org/rarekg/resource/1>", "rename _:r")),
    Broken("Resource", "a schema:Organization", "", ("rename <https://w3id.org/rarekg/resource/1>",)),
    Broken("Resource-label", "a schema:WebPage", "rdfs:label", ("-", '= "x"')),
    Broken("Resource-about", "a schema:WebPage", "schema:about", (*ONE, *NOT_IRI)),
    Broken(
        "Resource-kind",
        "a schema:Organization",
        "rkg:resourceKind",
        ("-", "+ rkg:TestingResource , rkg:SupportResource", "= rkg:PointPrevalence"),
    ),
    Broken("Resource-url", "a schema:WebPage", "schema:url", (*NOT_WEB, "+ <https://example.org/2>")),
    Broken(
        "Resource-publisher",
        "a schema:WebPage",
        "dcterms:publisher",
        ('= "A library"@en', "= MONDO:0010580", "+ MONDO:0010580"),
    ),
    Broken("Resource-description", "a schema:WebPage", "dcterms:description", (*NOT_TEXT, '+ "second"@en')),
    Broken("Question", "a schema:Question", "", ("rename <https://w3id.org/rarekg/question/1>", "rename _:q")),
    Broken("Question-label", "a schema:Question", "rdfs:label", ("-", '= "x"')),
    Broken("Question-about", "a schema:Question", "schema:about", (*ONE, *NOT_IRI)),
    Broken(
        "Question-answer", "a schema:Question", "schema:acceptedAnswer", ("= MONDO:0011338", '+ "yes"@en', '= "yes"@en')
    ),
    Broken("Answer", "a schema:Answer", "", ("rename <https://w3id.org/rarekg/answer/1>", "rename _:a")),
    Broken("Answer-text", "a schema:Answer", "schema:text", ("-", '+ "second"@en', *NOT_TEXT)),
    Broken("Answer-question", "a schema:Answer", "^schema:acceptedAnswer", ("-", "+ MONDO:0011338")),
    # Publications
    Broken("Publication", "PMID:19122524", "", ("rename _:p",)),
    Broken("Publication-label", "PMID:19122524", "rdfs:label", ("-", '= "PMID:19122524"@en')),
    Broken("Publication-title", "PMID:19122524", "dcterms:title", NOT_TEXT),
    Broken("Publication-authors", "PMID:19122524", "biolink:authors", NOT_PLAIN),
    Broken("Publication-journal", "PMID:19122524", "prism:publicationName", NOT_PLAIN),
    Broken("Publication-volume", "PMID:19122524", "prism:volume", NOT_PLAIN),
    Broken("Publication-pages", "PMID:19122524", "prism:pageRange", NOT_PLAIN),
    Broken("Publication-date", "PMID:19122524", "dcterms:issued", NOT_DATE),
    Broken("Publication-url", "PMID:19122524", "schema:url", NOT_WEB),
    Broken("Publication-match", "PMID:19122524", "skos:exactMatch", NOT_IRI),
    Broken(
        "ListedReference", "a rkg:ListedReference", "", ("rename <https://w3id.org/rarekg/reference/1>", "rename _:l")
    ),
    Broken(
        "ListedReference-page",
        "a rkg:ListedReference",
        "dcterms:isPartOf",
        (
            "-",
            "+ <https://w3id.org/rarekg/page/GARD_0000002>",
            "= MONDO:0011338",
            '= "https://w3id.org/rarekg/page/GARD_0001850"',
        ),
    ),
    Broken(
        "ListedReference-publication",
        "a rkg:ListedReference",
        "dcterms:references",
        ("-", "+ PMID:19122524 , PMID:1", "= PMID:2", '= "PMID:1"'),
    ),
    Broken(
        "ListedReference-citation", "a rkg:ListedReference", "dcterms:bibliographicCitation", ("-", '+ "x"', *NOT_PLAIN)
    ),
    Broken("ListedReference-number", "a rkg:ListedReference", "rkg:referenceNumber", ("= 0", "+ 7", '= "1"')),
    # Pages and sections
    Broken("Page", "a schema:MedicalWebPage", "", ("rename <https://example.org/ipex>", "rename _:p")),
    Broken("Page-label", "a schema:MedicalWebPage", "rdfs:label", ("-", '= "x"')),
    Broken("Page-about", "a schema:MedicalWebPage", "schema:about", ("-", "+ OMIM:999999", "= HP:0000964", '= "IPEX"')),
    Broken(
        "Page-language", "a schema:MedicalWebPage", "schema:inLanguage", ("-", '+ "es"', '= "English"', '= "en"@en')
    ),
    Broken("Page-source", "a schema:MedicalWebPage", "biolink:primary_knowledge_source", NOT_SOURCE),
    Broken(
        "Page-supporting",
        "a schema:MedicalWebPage",
        "biolink:supporting_data_source",
        ("+ infores:other", '= "gard"', "= <https://example.org/gard>"),
    ),
    Broken(
        "Page-derivedFrom", "a schema:MedicalWebPage", "prov:wasDerivedFrom", (*NOT_WEB, "+ <https://example.org/2>")
    ),
    Broken("Page-url", "a schema:MedicalWebPage", "schema:url", (*NOT_WEB, "+ <https://example.org/2>")),
    Broken("Page-citation", "a schema:MedicalWebPage", "schema:citation", ("= MONDO:0010580", '= "PMID:1"')),
    Broken("Section", "a schema:WebPageElement", "", ("rename <https://w3id.org/rarekg/page/x>", "rename _:s")),
    Broken("Section-label", "a schema:WebPageElement", "rdfs:label", ("-", '= "x"')),
    Broken(
        "Section-page",
        "a schema:WebPageElement",
        "dcterms:isPartOf",
        ("-", "+ <https://w3id.org/rarekg/page/x>", "= MONDO:0010580"),
    ),
    Broken("Section-text", "a schema:WebPageElement", "schema:text", ('+ "second"@en', *NOT_TEXT)),
    Broken(
        "Section-modified", "a schema:WebPageElement", "dcterms:modified", ('= "2016-02"^^xsd:gYearMonth', *NOT_DATE)
    ),
    Broken("Section-citation", "a schema:WebPageElement", "schema:citation", ("= MONDO:0010580", '= "PMID:1"')),
    Broken("Section-credit", "a schema:WebPageElement", "schema:creditText", ('+ "second"@en', *NOT_TEXT)),
    # Diseases
    Broken("Disease", "OMIM:999999", "", ("rename _:d",)),
    Broken("Disease-label", "OMIM:999999", "rdfs:label", ("-", '= "x"')),
    Broken("Disease-exactSynonym", IPEX, "oboInOwl:hasExactSynonym", NOT_TEXT),
    Broken("Disease-broadSynonym", IPEX, "oboInOwl:hasBroadSynonym", NOT_TEXT),
    Broken("Disease-narrowSynonym", IPEX, "oboInOwl:hasNarrowSynonym", ('+ "x"', '+ ""@en')),
    Broken("Disease-relatedSynonym", IPEX, "oboInOwl:hasRelatedSynonym", ('+ "x"', '+ ""@en')),
    Broken("Disease-altLabel", IPEX, "skos:altLabel", NOT_TEXT),
    Broken("Disease-definition", IPEX, "IAO:0000115", NOT_TEXT),
    Broken("Disease-category", IPEX, "dcterms:subject", ("= MONDO:0011338", '= "Endocrine Diseases"@en')),
    Broken("Disease-unresolved", "a biolink:Disease", "rkg:unresolved", ("= false", '= "true"')),
    Broken("Disease-phenotype", IPEX, "RO:0002200", NOT_HP),
    Broken("Disease-gene", IPEX, "RO:0004003", ("= HP:0000964", '= "http://identifiers.org/hgnc/6106"')),
    Broken("Disease-inheritance", IPEX, "biolink:has_mode_of_inheritance", NOT_HP),
    Broken("Disease-onset", IPEX, "rkg:hasOnset", NOT_HP),
    Broken("Disease-course", IPEX, "rkg:hasClinicalCourse", NOT_HP),
    Broken("Disease-history", IPEX, "rkg:hasPastHistory", NOT_HP),
    Broken("Disease-sex", IPEX, "rkg:affectsSex", ("= PATO:0000001", '= "male"')),
    Broken("Disease-modifier", IPEX, "rkg:hasClinicalModifier", NOT_HP),
    Broken("Disease-differential", IPEX, "rkg:differentialDiagnosis", NOT_IRI),
    Broken(
        "Disease-treatment", IPEX, "schema:possibleTreatment", ("= HP:0000964", '= "http://id.nlm.nih.gov/mesh/D1"')
    ),
    Broken("Disease-prevalence", IPEX, "rkg:hasPrevalence", ("+ MONDO:0011338", "+ 149")),
    Broken("Disease-seeAlso", IPEX, "rdfs:seeAlso", NOT_IRI),
    Broken("Category", "a skos:Concept", "", ("rename <https://w3id.org/rarekg/category/1>", "rename _:c")),
    Broken("Category-label", "a skos:Concept", "rdfs:label", ("-", '= "x"')),
    # Classes
    Broken("OntologyClass", "HP:0011123", "", ("rename _:c",)),
    Broken("OntologyClass-label", "HP:0011123", "rdfs:label", ("-", '= "x"')),
    Broken("OntologyClass-definition", "HP:0011123", "IAO:0000115", NOT_TEXT),
    Broken("OntologyClass-parent", "HP:0000964", "rdfs:subClassOf", NOT_IRI),
    Broken("OntologyClass-deprecated", "HP:0000057", "owl:deprecated", ("= false", '= "true"')),
    Broken("ReplacedTerm-deprecated", "HP:0000976", "owl:deprecated", ("-", "= false")),
    Broken("ReplacedTerm-successor", "HP:0000976", "IAO:0100001", ("+ HP:0011123", '= "HP:0000964"')),
    # The description of the graph
    Broken("Dataset-title", "a dcat:Dataset", "dcterms:title", ("-", '+ "other"@en', *NOT_TEXT)),
    Broken("Dataset-description", "a dcat:Dataset", "dcterms:description", ("-", '+ "other"@en', *NOT_TEXT)),
    Broken("Dataset-publisher", "a dcat:Dataset", "dcterms:publisher", (*ONE, *NOT_IRI)),
    Broken("Dataset-licence", "a dcat:Dataset", "dcterms:license", (*ONE, "= <https://example.org/no-licence>")),
    Broken("Dataset-rights", "a dcat:Dataset", "dcterms:rights", ("-", "= <https://example.org/no-rights>")),
    Broken("Dataset-triples", "a dcat:Dataset", "void:triples", NOT_COUNT),
    Broken("Dataset-build", "a dcat:Dataset", "prov:wasGeneratedBy", (*ONE, "= <https://example.org/no-build>")),
    Broken("Linkset-predicate", "a void:Linkset", "void:linkPredicate", (*ONE, *NOT_IRI)),
    Broken("Linkset-subjects", "a void:Linkset", "void:subjectsTarget", (*ONE, "= <https://example.org/nothing>")),
    Broken("Linkset-objects", "a void:Linkset", "void:objectsTarget", (*ONE, "= <https://example.org/nothing>")),
    Broken("Linkset-triples", "a void:Linkset", "void:triples", NOT_COUNT),
    Broken("Build-file", "a prov:Activity", "prov:used", ("-", "= <https://example.org/no-file>")),
    Broken("Build-program", "a prov:Activity", "prov:wasAssociatedWith", (*ONE, "= <https://example.org/nobody>")),
    Broken("File-size", "a dcat:Distribution", "dcat:byteSize", NOT_COUNT),
    Broken("File-version", "a dcat:Distribution", "pav:version", ("-", *NOT_PLAIN)),
    Broken("File-licence", "a dcat:Distribution", "dcterms:license", ("-", "= <https://example.org/no-licence>")),
)

Node = NamedNode | BlankNode | Literal | Triple
Result = tuple[str, str, str, str]


@cache
def example() -> frozenset[Triple]:
    described = turtle("".join(f"{line} .\n" for line in example_description.lines()))
    return frozenset(translated(*EXAMPLES) | described)


@cache
def rust_shapes() -> Shapes:
    return Shapes.from_text(TEXT, format="turtle")


@cache
def shapes_graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=TEXT, format="turtle")


def by_rust(data: str) -> set[Result]:
    """Return (node, shape, constraint, message) of each result; a blank node is ``_:``."""
    return {
        (
            "_:" if result.focus_node.startswith("_:") else result.focus_node,
            (result.source_shape or "").strip("<>").removeprefix(SHAPE),
            result.component,
            str(result.message),
        )
        for result in rust_shapes().validate_text(data, format="ntriples").results
    }


def by_pyshacl(data: str) -> set[Result]:
    """Return the results of the reference implementation."""
    graph = rdflib.Graph().parse(data=data, format="nt")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes_graph())
    return {
        (
            "_:" if isinstance(node := report.value(result, SH.focusNode), rdflib.BNode) else node.n3(),
            str(report.value(result, SH.sourceShape)).removeprefix(SHAPE),
            str(report.value(result, SH.sourceConstraintComponent)).removeprefix(SH),
            str(report.value(result, SH.resultMessage)),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def ntriples(triples: frozenset[Triple] | set[Triple]) -> str:
    return "".join(sorted(f"{triple} .\n" for triple in triples))


def broken_graphs(broken: Broken) -> Iterator[tuple[str, set[Triple]]]:
    """Yield each violation and the example graph with it."""
    graph = set(example())
    node, predicate, inverse = _place(broken, graph)
    assert isinstance(node, NamedNode)
    for way in broken.ways:
        how, _, value = way.partition(" ")
        if how == "rename":
            new_name = BlankNode("b") if value.startswith("_:") else NamedNode(value.strip("<>"))
            yield way, _renamed(graph, node, new_name)
            continue
        values: list[Node] = [t.object for t in turtle(f"<x:s> <x:p> {value} .")] if value else []
        old = {t for t in graph if t.predicate == predicate and (t.object if inverse else t.subject) == node}
        assert old or how == "+", f"{broken.where} has no {broken.predicate} that could be broken"
        new = {_directed(end, predicate, node) if inverse else Triple(node, predicate, end) for end in values}
        yield way, (graph if how == "+" else graph - old) | new


def _directed(subject: Node, predicate: NamedNode, object_: Node) -> Triple:
    assert not isinstance(subject, Literal)
    return Triple(subject, predicate, object_)


def _place(broken: Broken, graph: set[Triple]) -> tuple[Node, NamedNode, bool]:
    """Return the node to break (one with the predicate, if any), the predicate, and whether it is the object."""
    inverse = broken.predicate.startswith("^")
    predicate = NamedNode(expand(broken.predicate.lstrip("^"))) if broken.predicate else NamedNode("x:none")
    how, _, what = broken.where.rpartition(" ")
    named = NamedNode(expand(what))
    node: Node
    if how == "has":
        (node,) = {t.subject for t in graph if t.predicate == named}
    elif how == "a":
        instances = {t.subject for t in graph if t.object == named and t.predicate.value == str(RDF.type)}
        having = {t.object if inverse else t.subject for t in graph if t.predicate == predicate} & instances
        node = min(having or instances, key=str)
    else:
        return named, predicate, inverse
    return node, predicate, inverse


def _renamed(graph: set[Triple], old: NamedNode, new: NamedNode | BlankNode) -> set[Triple]:
    return {
        Triple(new if t.subject == old else t.subject, t.predicate, new if t.object == old else t.object) for t in graph
    }


def _changed_neighbourhood(graph: set[Triple]) -> set[Triple]:
    """Return the statements about nodes whose statements differ from the example's, and about their neighbours.

    The reference implementation takes 20 times as long for the whole graph, and there are hundreds of broken ones.
    """
    inverse = (expand("rkg:hasPrevalence"), expand("schema:acceptedAnswer"), expand("sssom:mappings"))
    changed: set[Node] = {t.subject for t in graph ^ example()}
    changed |= {t.object for t in graph ^ example() if t.predicate.value in inverse}
    about = {t for t in graph if t.subject in changed or t.object in changed}
    ends = {t.object for t in about}
    return about | {t for t in graph if t.subject in ends and t.predicate.value in (str(RDF.type), str(RDFS.label))}


def test_translated_examples_conform() -> None:
    text = ntriples(example())
    assert by_rust(text) == by_pyshacl(text) == set()


def test_the_examples_conform_together_with_the_vocabulary() -> None:
    text = ntriples(example() | turtle(VOCABULARY))
    assert by_rust(text) == by_pyshacl(text) == set()


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken.shape} {broken.where}")
def test_both_validators_report_a_violation(broken: Broken) -> None:
    for way, graph in broken_graphs(broken):
        assert broken.shape in {shape for _, shape, _, _ in by_rust(ntriples(graph))}, way
        text = ntriples(_changed_neighbourhood(graph))
        results = by_rust(text)
        assert broken.shape in {shape for _, shape, _, _ in results}, way
        assert results == by_pyshacl(text), way


def test_every_constraint_has_a_violation_here() -> None:
    seen = {
        (shape, constraint.removesuffix("ConstraintComponent"))
        for broken in BROKEN
        for _, graph in broken_graphs(broken)
        for _, shape, constraint, _ in by_rust(ntriples(graph))
    }
    assert constraints() - seen == set()


def constraints() -> set[tuple[str, str]]:
    """Return (shape, constraint component) of every named shape in the file."""
    graph, components = shapes_graph(), set()
    parts = {"property", "path", "message", "targetClass", "targetSubjectsOf", "targetObjectsOf"}
    for shape in {subject for subject in graph.subjects() if str(subject).startswith(SHAPE)}:
        for predicate in set(graph.predicates(shape)) - {RDF.type}:
            name = str(predicate).removeprefix(SH)
            if name not in parts:
                components.add((str(shape).removeprefix(SHAPE), name[0].upper() + name[1:]))
    return components


def test_every_shape_has_a_name_and_a_message() -> None:
    graph = shapes_graph()
    nodes = set(graph.subjects(RDF.type, SH.NodeShape))
    properties = set(graph.objects(None, SH.property))
    assert nodes
    for shape in nodes:
        assert str(shape).startswith(SHAPE)
        assert any(graph.triples((shape, target, None)) for target in (SH.targetClass, SH.targetSubjectsOf)), shape
    for shape in (shape for shape in properties | nodes if isinstance(shape, rdflib.URIRef)):
        messages = [str(message) for message in graph.objects(shape, SH.message)]
        checks = set(graph.predicates(shape)) - {RDF.type, SH.property, SH.targetClass, SH.targetSubjectsOf}
        assert len(messages) == (1 if checks - {SH.targetObjectsOf} else 0), shape
        assert all(message[0].isupper() and message.endswith(".") for message in messages), shape


def test_every_property_shape_is_named_after_its_node_shape() -> None:
    graph = shapes_graph()
    owners = defaultdict(set)
    for node, shape in graph.subject_objects(SH.property):
        if isinstance(shape, rdflib.URIRef):
            owners[str(shape).removeprefix(SHAPE)].add(str(node).removeprefix(SHAPE))
    defined = {str(shape).removeprefix(SHAPE) for shape in graph.subjects(RDF.type, SH.PropertyShape)}
    assert {shape: {shape.partition("-")[0]} for shape in defined} == dict(owners)


def test_the_shapes_are_shacl_core_with_short_paths() -> None:
    graph = shapes_graph()
    used = {str(predicate).removeprefix(SH) for predicate in graph.predicates() if str(predicate).startswith(SH)}
    assert not used & {"sparql", "js", "rule", "target", "zeroOrMorePath", "oneOrMorePath", "closed", "xone"}
    for path in graph.objects(None, SH.path):
        assert isinstance(path, rdflib.URIRef) or set(graph.predicates(path)) == {SH.inversePath}
