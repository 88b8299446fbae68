"""Facts of the kinds that no pinned release has, for docs/model.md. Their ids and IRIs do not exist.

``MONDO:9999999``, ``OMIM:000000``, ``HGNC:0``, ``PMID:999999999`` and ``ORPHA:0`` were never given out; what is
minted is below example.org.
"""

from decimal import Decimal

from pyoxigraph import RdfFormat, Store

from rarekg.mappings.facts import (
    Classification,
    Definition,
    Fact,
    GeneDisease,
    Mapping,
    Origin,
    Prevalence,
    Question,
    Reference,
    RegistryEntry,
    Resource,
)
from rarekg.mappings.rdf.ntriples import Mint, lines
from rarekg.mappings.rdf.translators import translate

MINT = Mint(base="https://example.org/", infores={"orphanet-nomenclature": "orphanet"})
DISEASE, PAGE = "MONDO:9999999", "page/GARD_9999999"
OWN, MOVED, GONE = "ORPHA:0", "ORPHA:00", "ORPHA:000"  # Orphanet's codes begin with 1
ORPHANET = "orphanet-nomenclature"


def origin(*key: str) -> Origin:
    """Return the origin of a statement on a page of a user."""
    return Origin(source="gard", key=(PAGE, *key))


ALIGNMENTS: tuple[Fact, ...] = (
    Mapping(
        subject=DISEASE,
        predicate="skos:broadMatch",
        object="ICD10WHO:U99",
        justification="semapv:ManualMappingCuration",
        source=ORPHANET,
        original_subject=OWN,
        words="U99*",
        validated=True,
        icd_relation="attributed",
    ),
    Mapping(
        subject=DISEASE,
        predicate="skos:exactMatch",
        object="ICD11:ZZ9Z",
        justification="semapv:UnspecifiedMatching",
        source=ORPHANET,
        original_subject=OWN,
        validated=False,
        icd_relation="index",
        foundation="icd11.foundation:0",
    ),
    Mapping(
        subject=DISEASE,
        predicate="skos:exactMatch",
        object=MOVED,
        justification="semapv:ManualMappingCuration",
        source=ORPHANET,
        validated=True,
        disputed=True,
    ),
)


def orphanet(*key: str, words: str | None = None) -> Origin:
    """Return the origin of a statement in a product of Orphanet."""
    return Origin(
        source="orphanet-prevalence",
        key=("0", *key),
        primary="orphanet",
        references=("PMID:999999999",),
        subject=OWN,
        words=words,
    )


FACTS: tuple[Fact, ...] = (
    *ALIGNMENTS,
    RegistryEntry(
        id=OWN,
        label="Halden syndrome",
        disease=DISEASE,
        group="disorder",
        type="ORPHA:377788",
        flags=("historical",),
    ),
    RegistryEntry(id=MOVED, label="Halden disease", group="subtype", flags=("inactive", "deprecated"), replaced_by=OWN),
    RegistryEntry(id=GONE, label="Halden anomaly", flags=("inactive", "obsolete"), consider=(OWN,)),
    Definition(
        disease=DISEASE,
        text="A rare disease of the valley of Halden.",
        origin=Origin(source=ORPHANET, key=(OWN,), primary="orphanet", subject=OWN),
    ),
    Mapping(
        subject=DISEASE,
        predicate="skos:exactMatch",
        object="OMIM:000000",
        justification="semapv:ManualMappingCuration",
        source="rarekg-user",
        note="Compared by a curator.",
    ),
    Prevalence(
        disease=DISEASE,
        kind="point",
        lower=Decimal("0.000001"),
        upper=Decimal("0.000009"),
        band="1-to-9-in-1000000",
        mean=Decimal("0.0000025"),
        geography="Europe",
        region="150",
        qualification="Value and class",
        validated=True,
        origin=orphanet("1-9 / 1 000 000", words="A registry 2010-2014[REG]"),
    ),
    Prevalence(disease=DISEASE, kind="cases", lower_count=100, upper_count=149, origin=origin("100 to 149")),
    GeneDisease(disease=DISEASE, gene="HGNC:0", role="susceptibility", origin=origin("HGNC:0")),
    GeneDisease(disease=DISEASE, gene="NCBIGene:0", role="modifier", origin=origin("NCBIGene:0")),
    GeneDisease(disease=DISEASE, gene="HGNC:0", role="causal", effect="loss", assessed=True, origin=orphanet("HGNC:0")),
    Classification(entry=OWN, parent="ORPHA:0000", source="orphapackets"),
    Classification(entry=OWN, parent="ORPHA:00000", source="orphanet-classification", preferential=True),
    Resource(disease=DISEASE, kind="support", title="Families", origin=origin("families"), organization=True),
    Resource(
        disease=DISEASE,
        kind="testing",
        title="A registry of tests",
        origin=origin("tests"),
        url="https://example.org/tests",
        publisher="A library",
        description="Lists laboratories.",
    ),
    Question(disease=DISEASE, text="Can girls be ill?", origin=origin("girls"), answer="Carriers are mostly well."),
    Reference(
        id="PMID:999999999",
        citation="A Author, B Author. On mice and boys. A Journal. January 2009; 13(1):1-9.",
        authors="A Author, B Author",
        title="On mice and boys",
        journal="A Journal",
        date="2009-01",
        volume="13(1)",
        pages="1-9",
        url="https://example.org/pubmed/999999999",
        identifiers=("PMC:PMC0",),
        page=PAGE,
        number=1,
    ),
)


def invented() -> Store:
    """Return a store with the statements of the invented facts."""
    store = Store()
    text = "".join(lines(description, " .\n") for fact in FACTS for description in translate(fact, MINT))
    store.load(text.encode(), RdfFormat.N_TRIPLES)
    return store
