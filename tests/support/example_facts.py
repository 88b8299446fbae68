"""Facts about IPEX and its gene, every kind of fact and every field of it at least once.

Names and numbers are partly invented. As a graph they keep every rule, so that a test can break one and see it caught.
"""

from decimal import Decimal
from itertools import cycle

from msgspec.structs import replace

from rarekg.mappings.facts import (
    Classification,
    ClinicalCourse,
    ClinicalModifier,
    Definition,
    DiagnosticFeature,
    Differential,
    Disease,
    Fact,
    Frequency,
    Gene,
    GeneDisease,
    GeneRole,
    Inheritance,
    Mapping,
    Onset,
    Origin,
    Page,
    PastHistory,
    Phenotype,
    PhenotypeReview,
    Prevalence,
    PrevalenceClass,
    Question,
    Reference,
    RegistryEntry,
    Resource,
    Section,
    SexAffected,
    TermKind,
    TermSupplement,
    Treatment,
    WithdrawnGene,
)
from rarekg.ontology.terms import Synonym, Term

IPEX = "MONDO:0010580"
OMENN = "MONDO:0011338"
FOXP3 = "HGNC:6106"
PAGE = "page/GARD_0001850"


def origin(*key: str, section: str = "symptoms", words: str | None = None, object_: str | None = None) -> Origin:
    """Return an origin on the example page."""
    return Origin(source="gard", key=(PAGE, *key), section=f"{PAGE}#{section}", words=words, object=object_)


def annotated(*key: str) -> Origin:
    """Return an origin in a table of annotations."""
    return Origin(source="hpoa", key=("OMIM:304790", *key))


def orphanet(*key: str) -> Origin:
    """Return an origin in a product of Orphanet."""
    return Origin(source="orphanet-genes", key=("37042", *key), primary="orphanet")


def listed(source: str, *key: str, subject: str | None = "ORPHA:37042", words: str | None = None) -> Origin:
    """Return an origin in a product of Orphanet that has statements of its own on the disease."""
    return Origin(source=source, key=key, primary="orphanet", subject=subject, words=words)


# Origins with all fields of a row in an annotation table.
CURATED = Origin(
    source="hpoa",
    key=("OMIM:304790", "NOT", "HP:0000964"),
    references=("PMID:19122524", "PMID:1"),
    evidence="ECO:0000304",
    primary="omim",
    aggregator="hpo-annotations",
    records=("OMIM:100001",),
    curation=("HPO:skoehler[2012-11-16]", "ORCID:0000-0002-0736-9199[2016-04-01]"),
    curators=("orcid:0000-0002-0736-9199",),
    curated_on="2016-04-01",
    subject="OMIM:304790",
)


TERMS = (
    Term(id="HP:0000118", label="Phenotypic abnormality"),
    Term(id="HP:0000964", label="Eczematoid dermatitis", parents=("HP:0011123",), alt_ids=("HP:0000976",)),
    Term(
        id="HP:0011123",
        label="Inflammatory abnormality of the skin",
        definition="A skin that is inflamed.",
        definition_sources=("PMID:19122524", "HPO:someone"),
        comment="Written for a test.",
        synonyms=(
            Synonym(text="Inflamed skin", scope="exact", kind="layperson"),
            Synonym(text="Skin trouble", scope="broad"),
            Synonym(text="Red skin", scope="narrow"),
            Synonym(text="Itch", scope="related"),
            Synonym(text="Dermatitis"),
        ),
        xrefs=("UMLS:C0011603", "Fyler:1234"),
        equivalents=("UMLS:C0011603",),
        parents=("HP:0000118",),
        subsets=("hposlim_core",),
    ),
    Term(id="HP:0000057", label="obsolete Clitoromegaly", obsolete=True, replaced_by="HP:0008665"),
    Term(id="HP:0001145", label="obsolete Chorioretinopathy", obsolete=True, consider=("HP:0000532",)),
    Term(id=IPEX, label="immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome"),
    Term(id=OMENN, label="Omenn syndrome", synonyms=(Synonym(text="OS", scope="exact", kind="abbreviation"),)),
)

KINDS = (
    TermKind(id="HP:0000118", kind="biolink:PhenotypicFeature"),
    TermKind(id="HP:0000964", kind="biolink:PhenotypicFeature"),
    TermKind(id="HP:0011123", kind="biolink:PhenotypicFeature"),
    TermKind(id=IPEX, kind="biolink:Disease"),
    TermKind(id=OMENN, kind="biolink:Disease"),
)

SUPPLEMENTS = (TermSupplement(id=IPEX, synonyms=(Synonym(text="XLAAD"),), xrefs=("ICD10CM:E31.0", "NORD:1267")),)

DISEASES = (
    Disease(
        id=IPEX,
        label="IPEX syndrome",
        resolved=True,
        names=(
            Synonym(text="IPEX", scope="exact", kind="abbreviation"),
            Synonym(text="Autoimmune enteropathy of boys", scope="broad"),
            Synonym(text="XPID"),
        ),
        definition="An inborn error of immunity in which regulatory T cells are missing.",
        categories=("Immune System Diseases", "Endocrine Diseases"),
    ),
    Disease(id="OMIM:999999", label="A disease that no ontology names", resolved=False),
    Disease(id="ORPHA:900001", label="Rare diseases of an organ", resolved=False, group=True),
)

ENTRIES = (
    RegistryEntry(
        id="ORPHA:37042", label="IPEX", disease=IPEX, group="disorder", type="ORPHA:377788", flags=("historical",)
    ),
    RegistryEntry(
        id="ORPHA:900001",
        label="Rare diseases of an organ",
        disease="ORPHA:900001",
        group="group",
        type="ORPHA:557495",
        flags=("head-of-classification",),
    ),
    RegistryEntry(
        id="ORPHA:900002",
        label="IPEX of girls",
        group="subtype",
        type="ORPHA:377796",
        flags=("inactive", "deprecated", "non-rare"),
        replaced_by="ORPHA:37042",
    ),
    RegistryEntry(
        id="ORPHA:900003",
        label="IPEX of mice",
        flags=("inactive", "obsolete", "obsolete-with-resources"),
        consider=("ORPHA:37042", "ORPHA:900001"),
    ),
)

DEFINITIONS = (
    Definition(
        disease=IPEX,
        text="A rare disease in which regulatory T cells are missing.",
        origin=Origin(source="orphanet-nomenclature", key=("ORPHA:37042",), primary="orphanet", subject="ORPHA:37042"),
    ),
)

MAPPINGS = (
    Mapping(
        subject=IPEX,
        predicate="skos:exactMatch",
        object="OMIM:304790",
        justification="semapv:UnspecifiedMatching",
        source="mondo",
    ),
    Mapping(
        subject=IPEX,
        predicate="skos:exactMatch",
        object="GARD:0001850",
        justification="semapv:ManualMappingCuration",
        source="gard",
        note="Found by the names of the page.",
    ),
    Mapping(
        subject=IPEX,
        predicate="skos:exactMatch",
        object="UMLS:C0342288",
        justification="semapv:UnspecifiedMatching",
        source="mondo-mappings",
        plain=True,
    ),
    Mapping(
        subject=IPEX,
        predicate="skos:broadMatch",
        object="ICD10WHO:E31.0",
        justification="semapv:ManualMappingCuration",
        source="orphanet-nomenclature",
        original_subject="ORPHA:37042",
        words="E31.0*",
        validated=True,
        icd_relation="attributed",
        resolves=False,
    ),
    Mapping(
        subject=IPEX,
        predicate="skos:narrowMatch",
        object="ICD11:4A01.21",
        justification="semapv:UnspecifiedMatching",
        source="orphanet-nomenclature",
        original_subject="ORPHA:37042",
        validated=False,
        icd_relation="index",
        foundation="icd11.foundation:733056203",
        resolves=False,
    ),
    Mapping(
        subject=OMENN,
        predicate="skos:exactMatch",
        object="ORPHA:37042",
        justification="semapv:ManualMappingCuration",
        source="orphanet-nomenclature",
        validated=True,
        resolves=False,
        disputed=True,
    ),
)

FREQUENCIES = (
    Frequency(term="HP:0040280", lower=Decimal(1), upper=Decimal(1)),
    Frequency(term="HP:0040281", lower=Decimal("0.80"), upper=Decimal("0.99")),
    Frequency(term="HP:0040282", lower=Decimal("0.30"), upper=Decimal("0.79")),
    Frequency(lower=Decimal("0.125"), upper=Decimal("0.125"), percentage=Decimal("12.5")),
    Frequency(term="HP:0040284", lower=Decimal("0.01"), upper=Decimal("0.04")),
    Frequency(lower=Decimal("0.875"), upper=Decimal("0.875"), count=7, total=8),
    Frequency(lower=Decimal(0), upper=Decimal(0), count=0, total=3),
)

PHENOTYPES = (
    *(
        Phenotype(disease=IPEX, phenotype="HP:0011123", origin=annotated(str(number)), frequency=frequency)
        for number, frequency in enumerate(FREQUENCIES)
    ),
    Phenotype(
        disease=IPEX,
        phenotype="HP:0000964",
        origin=origin("HP:0000976", words="Eczema", object_="HP:0000976"),
        frequency=FREQUENCIES[2],
        onset="HP:0003593",
        sex="PATO:0000384",
        modifiers=("HP:0012828", "HP:0025303"),
        lay_names=("Itchy skin", "Rash"),
    ),
    Phenotype(
        disease=IPEX,
        phenotype="HP:0000964",
        origin=CURATED,
        excluded=True,
        frequency=Frequency(term="HP:0040285", lower=Decimal(0), upper=Decimal(0)),
    ),
    Phenotype(disease=OMENN, phenotype="HP:0011123", origin=annotated("NOT", "HP:0011123"), excluded=True),
)

COURSE = (
    Inheritance(disease=IPEX, mode="HP:0001419", origin=origin("HP:0001419", section="inheritance")),
    Onset(disease=IPEX, onset="HP:0003593", origin=origin("HP:0003593"), frequency=FREQUENCIES[1]),
    Onset(
        disease=IPEX,
        onset="HP:0003593",
        origin=listed("orphanet-ages", "37042", "Infancy", words="Infancy"),
        from_age=Decimal("0.08"),
        to_age=Decimal(2),
    ),
    Onset(
        disease=OMENN,
        onset="HP:0030674",
        origin=listed("orphanet-ages", "39041", "Antenatal", subject="ORPHA:39041", words="Antenatal"),
        from_age=Decimal("-0.8"),
        to_age=Decimal(0),
    ),
    ClinicalCourse(disease=IPEX, course="HP:0003819", origin=annotated("HP:0003819")),
    ClinicalModifier(disease=IPEX, modifier="HP:0003828", origin=origin("HP:0003828")),
    PastHistory(disease=IPEX, history="HP:0009800", onset="HP:0030674", origin=annotated("HP:0009800")),
    SexAffected(disease=IPEX, sex="PATO:0000384", origin=origin("male", words="boys")),
)

REVIEWS = (
    PhenotypeReview(
        disease=IPEX,
        validated_on="2016-06-01",
        origin=replace(
            listed("orphanet-phenotypes", "ORPHA:37042", words="A national protocol[OTHER]"), references=("PMID:1",)
        ),
    ),
    PhenotypeReview(disease="OMIM:999999", validated_on=None, origin=listed("orphanet-phenotypes", "x", subject=None)),
)

FEATURES = (
    DiagnosticFeature(
        disease=IPEX,
        phenotype="HP:0000964",
        kind="criterion",
        origin=replace(listed("orphanet-phenotypes", "ORPHA:37042", "HP:0000976", "criterion"), object="HP:0000976"),
    ),
    DiagnosticFeature(
        disease=IPEX,
        phenotype="HP:0011123",
        kind="pathognomonic",
        origin=listed("orphanet-phenotypes", "ORPHA:37042", "HP:0011123", "pathognomonic"),
    ),
    DiagnosticFeature(
        disease=IPEX,
        phenotype="HP:0011123",
        kind="criterion",
        origin=listed("orphanet-phenotypes", "ORPHA:37042", "HP:0011123", "criterion", "excluded"),
        excluded=True,
    ),
)

GENES = (
    Gene(
        id=FOXP3,
        symbol="FOXP3",
        name="forkhead box P3",
        synonyms=("JM2", "scurfin"),
        chromosome="X",
        location="Xp11.23",
        exact_matches=("NCBIGene:50943", "ENSEMBL:ENSG00000049768"),
        xrefs=("OMIM:300292",),
        products=("UniProtKB:Q9BZS1",),
        orthologues=("MGI:1891436",),
        transcripts=("ENST00000376207.10", "NM_014009.4"),
        groups=("Forkhead boxes",),
    ),
    Gene(id="NCBIGene:3559", symbol="IL2RA"),
    WithdrawnGene(id="HGNC:6", replaced_by=FOXP3),
    WithdrawnGene(id="HGNC:1531", consider=(FOXP3,)),
)

OTHER_ROLES: tuple[GeneRole, ...] = ("somatic", "fusion", "phenotype", "biomarker", "candidate")

GENE_DISEASES = (
    GeneDisease(disease=IPEX, gene=FOXP3, role="causal", origin=origin("FOXP3", section="cause", words="FOXP3")),
    GeneDisease(disease=IPEX, gene="NCBIGene:3559", role="susceptibility", origin=annotated("3559", "susceptibility")),
    GeneDisease(disease=IPEX, gene="NCBIGene:3559", role="modifier", origin=annotated("3559", "modifier")),
    GeneDisease(disease=OMENN, gene="NCBIGene:3559", role="unknown", origin=annotated("3559", "unknown")),
    GeneDisease(
        disease=IPEX, gene=FOXP3, role="causal", effect="loss", assessed=True, origin=orphanet("HGNC:6106", "loss")
    ),
    GeneDisease(disease=OMENN, gene=FOXP3, role="causal", effect="gain", origin=orphanet("HGNC:6106", "gain")),
    *(
        GeneDisease(disease=IPEX, gene=FOXP3, role=role, assessed=False, origin=orphanet("HGNC:6106", role))
        for role in OTHER_ROLES
    ),
)

BANDS: dict[PrevalenceClass, str | None] = {
    "above-1-in-1000": "0.001",
    "6-to-9-in-10000": "0.0006",
    "1-to-5-in-10000": "0.0001",
    "1-to-9-in-100000": "0.00001",
    "1-to-9-in-1000000": "0.000001",
    "below-1-in-1000000": "0",
    "unknown": None,
}

PREVALENCES = (
    Prevalence(
        disease=IPEX,
        kind="cases",
        lower_count=100,
        upper_count=149,
        qualification="diagnosed",
        origin=origin("fewer than 150", section="statistics"),
    ),
    Prevalence(
        disease=IPEX,
        kind="point",
        lower=Decimal("0.0000001"),
        upper=Decimal("0.000009"),
        geography="Europe",
        origin=annotated("1-9 / 1 000 000"),
    ),
    Prevalence(disease=IPEX, kind="birth", upper=Decimal("0.00001"), origin=annotated("birth")),
    Prevalence(disease=IPEX, kind="incidence", lower=Decimal("0"), origin=annotated("incidence")),
    Prevalence(disease=IPEX, kind="lifetime", lower=Decimal("0"), origin=annotated("lifetime")),
    *(
        Prevalence(
            disease=IPEX,
            kind="point",
            band=band,
            lower=Decimal(lower) if lower else None,
            region=region,
            validated=region == "150",
            origin=orphanet("Point prevalence", band),
        )
        for (band, lower), region in zip(BANDS.items(), cycle(("150", "FR")))
    ),
    Prevalence(disease=IPEX, kind="birth", mean=Decimal("0.0000125"), origin=orphanet("birth", "1.25")),
)

CLASSIFICATIONS = (
    Classification(entry="ORPHA:37042", parent="ORPHA:101956", source="orphapackets"),
    Classification(entry="ORPHA:37042", parent="ORPHA:98004", source="orphanet-classification", preferential=True),
)

CARE = (
    Treatment(
        disease=IPEX,
        treatment="NCIT:C15431",
        label="Hematopoietic cell transplantation",
        origin=origin("transplant", section="treatment", words="bone marrow transplant"),
        curative=True,
    ),
    Treatment(disease=IPEX, treatment="MESH:D007166", label="Immunosuppressive agents", origin=origin("suppress")),
    Differential(disease=IPEX, other=OMENN, name="Omenn's syndrome", origin=origin("Omenn", section="differential")),
    Differential(disease=IPEX, other=None, name="Some other syndrome", origin=origin("other", words="another one")),
)

RESOURCES = (
    Resource(
        disease=IPEX,
        kind="testing",
        title="A registry of tests",
        origin=origin("registry", section="testing"),
        url="https://www.example.org/tests?q=IPEX#list",
        publisher="A library",
        description="Lists laboratories that test for IPEX.",
    ),
    Resource(disease=IPEX, kind="specialist", title="Clinics", origin=origin("clinics"), organization=True),
    Resource(disease=IPEX, kind="support", title="Families", origin=origin("families"), organization=True),
    Resource(disease=IPEX, kind="where-to-start", title="First steps", origin=origin("first")),
    Resource(
        disease=IPEX, kind="in-depth", title="A chapter", origin=origin("chapter"), url="https://www.example.org/c"
    ),
    Resource(disease=IPEX, kind="related", title="Other diseases", origin=origin("group")),
)

QUESTIONS = (
    Question(disease=IPEX, text="Can girls be ill?", origin=origin("girls"), answer="Carriers are mostly well."),
    Question(disease=IPEX, text="Is there a registry?", origin=origin("registry?")),
)

REFERENCES = (
    Reference(
        id="PMID:19122524",
        citation="A Author, B Author. On scurfy mice and boys. A Journal. January 2009; 13(1):1-9.",
        authors="A Author, B Author",
        title="On scurfy mice and boys",
        journal="A Journal",
        date="2009-01",
        volume="13(1)",
        pages="1-9",
        url="https://www.example.org/pubmed/19122524",
        identifiers=("DOI:10.1000/x(1)<2>", "PMC:PMC4047515"),
        page=PAGE,
        number=1,
    ),
    Reference(id="NBK:NBK1118", citation="A chapter. 2011.", date="2011", page=PAGE, number=2),
    Reference(id="reference/GARD_0001850-3", citation="A talk. May 3, 2010.", date="2010-05-03", page=PAGE),
    Reference(id="PMID:1"),
)

PAGES = (
    Page(id=PAGE, title="IPEX syndrome", about=IPEX, source="gard", url="https://www.example.org/1850/ipex"),
    Section(
        id=f"{PAGE}#symptoms",
        page=PAGE,
        kind="symptoms",
        text="Signs show early.\nThey differ.",
        modified=("2016-02-20", "2020-07-01"),
        references=("PMID:19122524", "NBK:NBK1118"),
        attribution="Somebody else",
    ),
    Section(id=f"{PAGE}#cause", page=PAGE, kind="cause", text=""),
    Page(
        id="page/restatement-of-GARD_0001850",
        title="IPEX syndrome",
        about=IPEX,
        source="rarekg",
        derived_from="https://www.example.org/1850/ipex",
        supporting="gard",
    ),
)

EXAMPLES: tuple[Fact, ...] = (
    *TERMS,
    *KINDS,
    *SUPPLEMENTS,
    *DISEASES,
    *ENTRIES,
    *DEFINITIONS,
    *MAPPINGS,
    *PHENOTYPES,
    *COURSE,
    *REVIEWS,
    *FEATURES,
    *GENES,
    *GENE_DISEASES,
    *PREVALENCES,
    *CLASSIFICATIONS,
    *CARE,
    *RESOURCES,
    *QUESTIONS,
    *REFERENCES,
    *PAGES,
)
