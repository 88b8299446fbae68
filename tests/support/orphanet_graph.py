"""A small graph with each kind of statement of Orphanet, and those of HPO, Mondo and GARD that it meets.

Codes, names and numbers are partly invented. The statements are written in Turtle, as the model has them.
"""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import sealed
import served
from msgspec.structs import replace
from pyoxigraph import NamedNode, RdfFormat, Store

from rarekg.graph.home.builds import MANIFEST, Build
from rarekg.graph.home.manifest import Source, encode
from rarekg.graph.search import writer
from rarekg.graph.search.things import Things
from rarekg.mappings.facts import Disease
from rarekg.mappings.resources import Licence
from rarekg.ontology.prefixes import prefix_map
from rarekg.ontology.terms import Term

IPEX, OMENN, ALONE, PLAIN = "MONDO:0010580", "MONDO:0011338", "ORPHA:400", "MONDO:0010518"
ENTRY, MOVED, REFERRED, INACTIVE, GROUP = "ORPHA:37042", "ORPHA:100", "ORPHA:200", "ORPHA:300", "ORPHA:101988"
PREVALENCE_ROWS = 12
RELEASES = {
    "orphanet-nomenclature": "2026-06-23",
    "orphanet-ages": "2025-12-09",
    "orphanet-phenotypes": "2025-12-08",
    "orphanet-genes": "2025-12-07",
    "orphanet-prevalence": "2025-12-06",
    "orphanet-classification": "2025-12-05",
}
ATTRIBUTION = "Orphadata Science: Free access data from Orphanet. © INSERM 1999. Data version {release}."
DEFINITION = "A severe <b>disorder</b> of regulatory T cells & of the gut, with onset before 5 years."
SHARED = "A combined immunodeficiency with eczema, as both say."

ORPHANET = "biolink:primary_knowledge_source <https://w3id.org/biolink/infores/orphanet>"
HPOA = "biolink:primary_knowledge_source <https://w3id.org/biolink/infores/hpo-annotations>"
OMIM = (
    "biolink:primary_knowledge_source <https://w3id.org/biolink/infores/omim> ; "
    "biolink:aggregator_knowledge_source <https://w3id.org/biolink/infores/hpo-annotations>"
)
PHENOTYPE = "biolink:DiseaseToPhenotypicFeatureAssociation"
MODE = "biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation"
ONSET = "rkg:DiseaseToOnsetAssociation"
CAUSAL, GENE = "biolink:CausalGeneToDiseaseAssociation", "biolink:GeneToDiseaseAssociation"


def association(name: str, kind: str, subject: str, object_: str, *rest: str) -> str:
    """Return an association in Turtle, whose local id is ``name``."""
    ends = f"oban:association_has_subject {subject} ; oban:association_has_object {object_}"
    return f"<association/{name}> a biolink:Association , {kind} ; {' ; '.join((ends, *rest))} .\n"


def prevalence(name: str, *rest: str) -> str:
    """Return a prevalence of IPEX in Turtle."""
    stated = " ; ".join((ORPHANET, *rest))
    return f"{IPEX} rkg:hasPrevalence <prevalence/{name}> . <prevalence/{name}> a rkg:Prevalence ; {stated} .\n"


def mapping(name: str, subject: str, predicate: str, object_: str, *rest: str) -> str:
    """Return the node of a mapping of Orphanet in Turtle, without the plain triple."""
    ends = f"owl:annotatedSource {subject} ; owl:annotatedProperty {predicate} ; owl:annotatedTarget {object_}"
    return f"<mapping/{name}> a owl:Axiom ; {' ; '.join((ends, ORPHANET, *rest))} .\n"


def gene(name: str, symbol: str, *rest: str, kind: str = GENE) -> str:
    """Return the association of a gene with IPEX by Orphanet in Turtle, with the gene, whose HGNC id is ``name``."""
    described = f'HGNC:{name} a biolink:Gene ; rdfs:label "{symbol}" .\n'
    return described + association(f"gene-{name}", kind, f"HGNC:{name}", IPEX, ORPHANET, *rest)


def entry(code: str, label: str, *rest: str) -> str:
    """Return an entry of Orphanet in Turtle."""
    return f'{code} a rkg:RegistryEntry ; rdfs:label "{label}"@en {"".join(f"; {one}" for one in rest)} .\n'


DISORDER = "rkg:entryGroup rkg:Disorder ; dcterms:type ORPHA:377788"
GRAPHS: Mapping[str, str] = {
    "hpo": "".join(
        f'HP:{local} a owl:Class ; rdfs:label "{label}" .\n'
        for local, label in {
            "0000118": "Phenotypic abnormality",
            "0000964": "Eczematoid dermatitis",
            "0002014": "Diarrhea",
            "0001596": "Alopecia",
            "0001419": "X-linked recessive inheritance",
            "0000006": "Autosomal dominant inheritance",
            "0000007": "Autosomal recessive inheritance",
            "0003593": "Infantile onset",
            "0003623": "Neonatal onset",
            "0003581": "Adult onset",
            "0040281": "Very frequent",
            "0040282": "Frequent",
        }.items()
    ),
    "mondo": f"""
        {IPEX} a owl:Class , biolink:Disease ; rdfs:label "IPEX syndrome" ; skos:exactMatch {ENTRY} , OMIM:304790 ;
            IAO:0000115 "An X-linked immune disorder, in the words of Mondo."@en ;
            oboInOwl:inSubset rkg:rareByOrphanet .
        {OMENN} a owl:Class , biolink:Disease ; rdfs:label "Omenn syndrome" ;
            skos:exactMatch ORPHA:39041 , OMIM:603554 , OMIM:777777 ; IAO:0000115 "{SHARED}"@en .
        {PLAIN} a owl:Class , biolink:Disease ; rdfs:label "Wiskott-Aldrich syndrome" .
        HP:0000964 rkg:subsumedBy HP:0000118 . HP:0002014 rkg:subsumedBy HP:0000118 .
    """,
    "orphanet-nomenclature": f"""
        {entry(ENTRY, "Immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome", DISORDER)}
        {ENTRY} rkg:entryFlag rkg:HistoricalEntity .
        {entry("ORPHA:39041", "Omenn syndrome of Orphanet", "rkg:entryGroup rkg:SubtypeOfDisorder")}
        {entry(GROUP, "Primary immunodeficiency", "rkg:entryGroup rkg:GroupOfDisorders")}
        {entry("ORPHA:183770", "Rare genetic immune disease", "rkg:entryGroup rkg:GroupOfDisorders")}
        {entry(MOVED, "Old IPEX", "owl:deprecated true", "rkg:entryFlag rkg:ObsoleteEntity", f"IAO:0100001 {ENTRY}")}
        {entry(REFERRED, "Lost", "owl:deprecated true", f"oboInOwl:consider {ENTRY}")}
        {entry(INACTIVE, "Put aside", DISORDER, "rkg:entryFlag rkg:Inactive , rkg:NonRareInEurope")}
        {INACTIVE} skos:exactMatch GARD:0000300 .
        {ALONE} a biolink:Disease , rkg:RegistryEntry ; rdfs:label "A disease of Orphanet alone"@en ; {DISORDER} .
        {IPEX} IAO:0000115 "{DEFINITION}"@en .
        <definition/ipex> a rkg:DiseaseDefinition ; rkg:ofDisease {IPEX} ; schema:text "{DEFINITION}"@en ; {ORPHANET} ;
            biolink:original_subject "{ENTRY}" .
        <definition/omenn> a rkg:DiseaseDefinition ; rkg:ofDisease {OMENN} ; schema:text "{SHARED}"@en ; {ORPHANET} .
        {
        mapping(
            "icd10",
            IPEX,
            "skos:broadMatch",
            "ICD10WHO:E31.0",
            "rkg:isValidated true",
            "rkg:icdRelation rkg:IcdIndexTerm",
            'biolink:original_object "E31.0*"',
        )
    }
        {IPEX} skos:broadMatch ICD10WHO:E31.0 ; skos:exactMatch ICD11:4A01.32 .
        {
        mapping(
            "icd11",
            IPEX,
            "skos:exactMatch",
            "ICD11:4A01.32",
            "rkg:isValidated false",
            "rkg:icdRelation rkg:IcdSpecificCode",
            "rkg:foundationEntity <http://id.who.int/icd/entity/1234>",
        )
    }
        {mapping("omim", IPEX, "skos:exactMatch", "OMIM:304790", "rkg:isValidated true")}
        {mapping("claimed", IPEX, "skos:exactMatch", "OMIM:777777", f'biolink:original_subject "{ENTRY}"')}
        {mapping("elsewhere", OMENN, "skos:exactMatch", ENTRY)}
    """,
    "orphanet-ages": "".join(
        (
            association("mode", MODE, IPEX, "HP:0001419", ORPHANET, 'rkg:sourceWords "X-linked recessive"@en'),
            *(
                association(
                    f"onset-{words}",
                    ONSET,
                    IPEX,
                    term,
                    ORPHANET,
                    f'rkg:sourceWords "{words}"@en',
                    f"rkg:fromAge {start} ; rkg:toAge {end}",
                )
                for words, term, start, end in (
                    ("Neonatal", "HP:0003623", "0", "0.08"),
                    ("Infancy", "HP:0003593", "0.08", "2"),
                )
            ),
            association("omenn-mode", MODE, OMENN, "HP:0000007", ORPHANET, 'rkg:sourceWords "Autosomal recessive"@en'),
            association(
                "omenn-onset",
                ONSET,
                OMENN,
                "HP:0003581",
                ORPHANET,
                'rkg:sourceWords "Adult"@en',
                "rkg:fromAge 19 ; rkg:toAge 66",
            ),
        )
    ),
    "hpoa": "".join(
        (
            association("hpoa-mode", MODE, IPEX, "HP:0001419", OMIM, 'biolink:original_subject "OMIM:304790"'),
            association("hpoa-onset", ONSET, IPEX, "HP:0003593", HPOA, "biolink:publications PMID:1"),
            association("hpoa-omenn-mode", MODE, OMENN, "HP:0000006", OMIM),
            association("hpoa-omenn-onset", ONSET, OMENN, "HP:0003593", HPOA),
            association(
                "hpoa-eczema",
                PHENOTYPE,
                IPEX,
                "HP:0000964",
                f"{ORPHANET} ; biolink:aggregator_knowledge_source <https://w3id.org/biolink/infores/hpo-annotations>",
                "biolink:frequency_qualifier HP:0040281 ; rkg:frequencyLower 0.8 ; rkg:frequencyUpper 0.99",
            ),
            association("hpoa-diarrhea", PHENOTYPE, IPEX, "HP:0002014", HPOA),
            # Orphanet's gene once more, as HPO passes it on.
            association(
                "hpo-genes-foxp3",
                GENE,
                "HGNC:6106",
                IPEX,
                f"{ORPHANET} ; biolink:aggregator_knowledge_source <https://w3id.org/biolink/infores/hpo-annotations>",
            ),
        )
    ),
    "orphanet-phenotypes": association(
        "alopecia",
        PHENOTYPE,
        IPEX,
        "HP:0001596",
        ORPHANET,
        "biolink:frequency_qualifier HP:0040282 ; rkg:frequencyLower 0.3 ; rkg:frequencyUpper 0.79",
    )
    + f"""
        <criterion/eczema> a rkg:DiagnosticFeature ; rkg:featureKind rkg:DiagnosticCriterion ; rkg:ofDisease {IPEX} ;
            rkg:ofPhenotype HP:0000964 ; dcterms:isPartOf <review/ipex> ; {ORPHANET} .
        <criterion/diarrhea> a rkg:DiagnosticFeature ; rkg:featureKind rkg:PathognomonicSign ; rkg:ofDisease {IPEX} ;
            rkg:ofPhenotype HP:0002014 ; dcterms:isPartOf <review/ipex> ; {ORPHANET} .
        <criterion/alopecia> a rkg:DiagnosticFeature ; rkg:featureKind rkg:DiagnosticCriterion ; rkg:ofDisease {IPEX} ;
            rkg:ofPhenotype HP:0001596 ; biolink:negated true ; dcterms:isPartOf <review/ipex> ; {ORPHANET} .
        {IPEX} rkg:hasDiagnosticCriterion HP:0000964 ; rkg:hasPathognomonicSign HP:0002014 .
        <review/ipex> a rkg:PhenotypeReview ; rkg:ofDisease {IPEX} ; rkg:validatedOn "2016-06-01"^^xsd:date ;
            biolink:publications PMID:2 , PMID:3 ; rkg:sourceWords "[EXPERT]"@en ; {ORPHANET} .
    """,
    "orphanet-genes": "".join(
        (
            gene(
                "6106",
                "FOXP3",
                "rkg:variantEffect rkg:LossOfFunction ; rkg:isAssessed true ; biolink:publications PMID:4",
                kind=CAUSAL,
            ),
            *(
                gene(str(number), symbol, f"rkg:geneRole rkg:{role} ; rkg:isAssessed {assessed}")
                for number, symbol, role, assessed in (
                    (1, "GENEA", "SusceptibilityGene", "true"),
                    (2, "GENEB", "ModifierGene", "true"),
                    (3, "GENEC", "SomaticVariantGene", "true"),
                    (4, "GENED", "FusionGene", "true"),
                    (5, "GENEE", "PhenotypeGene", "true"),
                    (6, "GENEF", "BiomarkerGene", "true"),
                    (7, "GENEG", "CandidateGene", "false"),
                )
            ),
        )
    ),
    "orphanet-prevalence": "".join(
        (
            prevalence(
                "europe",
                "rkg:prevalenceKind rkg:PointPrevalence ; rkg:prevalenceClass rkg:From1To9In1000000",
                "rkg:lower 0.000001 ; rkg:upper 0.000009 ; rkg:mean 0.0000025",
                'rkg:geography "Europe"@en ; rkg:geographyCode "150" ; rkg:isValidated true',
                'biolink:publications PMID:5 ; rkg:sourceWords "ORPHANET_2011"@en',
            ),
            prevalence(
                "france",
                "rkg:prevalenceKind rkg:BirthPrevalence ; rkg:prevalenceClass rkg:Below1In1000000",
                "rkg:lower 0 ; rkg:upper 0.000001",
                'rkg:geography "France"@en ; rkg:geographyCode "FR" ; rkg:isValidated false',
            ),
            prevalence(
                "world",
                "rkg:prevalenceKind rkg:CasesReported ; rkg:lowerCount 136 ; rkg:upperCount 136",
                'rkg:qualification "Case(s)"@en ; rkg:geography "Worldwide"@en ; rkg:geographyCode "001"',
            ),
            prevalence(
                "families",
                "rkg:prevalenceKind rkg:CasesReported ; rkg:lowerCount 1 ; rkg:upperCount 1",
                'rkg:qualification "Family(ies)"@en ; rkg:geography "Worldwide"@en ; rkg:geographyCode "001"',
            ),
            *(
                prevalence(
                    f"country-{number}",
                    "rkg:prevalenceKind rkg:AnnualIncidence ; rkg:prevalenceClass rkg:UnknownPrevalence",
                    f'rkg:geography "Country {number}"@en',
                )
                for number in range(PREVALENCE_ROWS - 4)
            ),
        )
    ),
    "orphanet-classification": f"{ENTRY} rkg:classifiedUnder {GROUP} , ORPHA:183770 .",
    "vocabulary": "".join(
        f'rkg:{name} rdfs:label "{label}"@en .\n'
        for name, label in {
            "RegistryEntry": "entry of a registry",
            "GroupOfDisorders": "group of disorders",
            "Disorder": "disorder",
            "SubtypeOfDisorder": "subtype of a disorder",
            "HistoricalEntity": "historical entity",
            "ObsoleteEntity": "obsolete entity",
            "Inactive": "inactive",
            "NonRareInEurope": "non-rare in Europe",
            "PointPrevalence": "point prevalence",
            "rareByOrphanet": "rare disease according to Orphanet",
            "DiagnosticFeature": "diagnostic feature",
        }.items()
    )
    + 'ORPHA:377788 rdfs:label "disease"@en .',
    "metadata": "".join(f"<dataset/{key}> a void:Dataset .\n" for key in RELEASES),
    "inferred": """
        GARD:0000300 skos:exactMatch ORPHA:300 .
        <association/omenn-mode> rkg:conflictsWith <association/hpoa-omenn-mode> .
        <association/hpoa-omenn-mode> rkg:conflictsWith <association/omenn-mode> .
        <association/hpoa-omenn-onset> rkg:conflictsWith <association/omenn-onset> .
    """,
}


def publish(home: Path, without: frozenset[str] = frozenset(), more: str = "") -> None:
    """Publish the graph in ``home``, but not the named graphs and sources ``without``; ``more`` is Turtle as well."""
    build, things = served.publish(home, "orphanet"), Things()
    for term, label in ((IPEX, "IPEX syndrome"), (OMENN, "Omenn syndrome"), (PLAIN, "Wiskott-Aldrich syndrome")):
        things.observe(Term(id=term, label=label))
    things.observe(Disease(id=ALONE, label="A disease of Orphanet alone", resolved=False))
    writer.write(things.things(), [], build / "search.sqlite")
    opened = Store(str(build / "store"))
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes_of().items())
    for name, text in {**GRAPHS, "more": more}.items():
        if name not in without:
            whole = f"{prefixes}@base <{served.BASE}> .\n{text}"
            opened.load(whole, RdfFormat.TURTLE, to_graph=NamedNode(f"{served.BASE}graph/{name}"))
    opened.load(files("rarekg.ontology").joinpath("rarekg.ttl").read_bytes(), RdfFormat.TURTLE)
    opened.flush()
    del opened
    with_sources(build, without)
    sealed.seal(build)


def prefixes_of() -> dict[str, str]:
    """Return the prefixes of the graph."""
    return {"ICD11": "https://id.who.int/icd/release/11/mms/codeinfo/", **prefix_map()}


def with_sources(folder: Path, without: frozenset[str]) -> None:
    """Write the sources of the graph into the manifest of the build in ``folder``."""
    build = Build(folder=folder.resolve())
    releases = {"mondo": "2026-06-02", "hpo": "2026-06-06", "hpoa": "2026-06-06", **RELEASES}
    sources = {
        key: Source(
            title=f"The source {key}",
            version=release,
            licence=Licence(
                name="CC BY 4.0",
                url="https://creativecommons.org/licenses/by/4.0/",
                attribution=ATTRIBUTION.format(release=release),
            ),
            homepage="https://sciences.orphadata.com/",
            files=(),
            facts={},
            issues={},
            seconds=0.0,
        )
        for key, release in releases.items()
        if key not in without
    }
    (build.folder / MANIFEST).write_bytes(encode(replace(build.manifest, sources=sources)))
