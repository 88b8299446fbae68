"""Facts of Orphanet about Marfan syndrome, beside those of MONDO and OMIM, for a small graph. Partly invented.

Neonatal Marfan syndrome is the disease that Orphanet and OMIM contradict each other on, and that disputes an id.
"""

from collections.abc import Iterator
from decimal import Decimal

from rarekg.mappings.facts import (
    Classification,
    Definition,
    DiagnosticFeature,
    Disease,
    Fact,
    Frequency,
    Gene,
    GeneDisease,
    Inheritance,
    Mapping,
    Onset,
    Origin,
    Phenotype,
    PhenotypeReview,
    Prevalence,
    RegistryEntry,
)
from rarekg.ontology.terms import Term

MARFAN, NEONATAL = "MONDO:0007947", "MONDO:0017309"
OWN = {MARFAN: "ORPHA:558", NEONATAL: "ORPHA:284979"}
OMIM = {MARFAN: "OMIM:154700", NEONATAL: "OMIM:154700"}
FBN1, TGFBR2 = "HGNC:3603", "HGNC:11773"
VERY_FREQUENT = Frequency(term="HP:0040281", lower=Decimal("0.80"), upper=Decimal("0.99"))
FREQUENT = Frequency(term="HP:0040282", lower=Decimal("0.30"), upper=Decimal("0.79"))
DEFINITION = "A systemic disorder of connective tissue."
CHILDHOOD, NEWBORN = ("HP:0011463", "Childhood", "2", "12"), ("HP:0003623", "Neonatal", "0", "0.08")

# Id → label, parents; the hierarchy is HPO's without intermediate terms.
HPO: dict[str, tuple[str, tuple[str, ...]]] = {
    "HP:0000098": ("Tall stature", ("HP:0000118",)),
    "HP:0001519": ("Disproportionate tall stature", ("HP:0000098",)),
    "HP:0001083": ("Ectopia lentis", ("HP:0000118",)),
    "HP:0002616": ("Aortic root aneurysm", ("HP:0000118",)),
    "HP:0001065": ("Striae distensae", ("HP:0001574",)),
    "HP:0001634": ("Mitral valve prolapse", ("HP:0000118",)),
    "HP:0000007": ("Autosomal recessive inheritance", ()),
    "HP:0011463": ("Childhood onset", ()),
    "HP:0003621": ("Juvenile onset", ()),
    "HP:0003623": ("Neonatal onset", ()),
    "HP:0040281": ("Very frequent", ()),
}


def orphanet(
    source: str, *key: str, disease: str = MARFAN, words: str | None = None, cites: tuple[str, ...] = ()
) -> Origin:
    """Return the origin of a statement in a product of Orphanet."""
    own = OWN[disease]
    return Origin(source=source, key=(own, *key), primary="orphanet", subject=own, words=words, references=cites)


def omim(*key: str, disease: str = MARFAN) -> Origin:
    """Return the origin of an annotation that HPO's curators made for an entry of OMIM."""
    return Origin(source="hpoa", key=(disease, *key), subject=OMIM[disease], references=("PMID:20591885",))


def people(count: int, total: int) -> Frequency:
    """Return the frequency of ``count`` of ``total`` people."""
    share = Decimal(f"{count / total:.6f}")
    return Frequency(lower=share, upper=share, count=count, total=total)


def facts() -> Iterator[tuple[str, Fact]]:
    """Yield (source, fact), in the order of reading."""
    yield from (("hpo", Term(id=term, label=label, parents=above)) for term, (label, above) in HPO.items())
    yield "mondo", Term(id=MARFAN, label="Marfan syndrome", definition=DEFINITION)
    yield "mondo", Term(id=NEONATAL, label="neonatal Marfan syndrome", definition="A severe form.", parents=(MARFAN,))
    yield from (("mondo", mapping(disease, own, source="mondo")) for disease, own in OWN.items())
    yield "mondo", mapping(MARFAN, "OMIM:154700", source="mondo")
    yield "mondo", mapping(MARFAN, "ICD10CM:Q87.4", source="mondo", plain=True)
    yield from (("hgnc", Gene(id=gene, symbol=symbol)) for gene, symbol in ((FBN1, "FBN1"), (TGFBR2, "TGFBR2")))
    yield from (("orphanet-nomenclature", fact) for fact in nomenclature())
    yield from (("hpoa", fact) for fact in annotations())
    yield from (("orphanet-ages", fact) for fact in course())
    yield from (("orphanet-phenotypes", fact) for fact in profile())
    yield from (("orphanet-genes", fact) for fact in genes())
    yield from (("orphanet-prevalence", fact) for fact in prevalences())
    yield "orphapackets", Classification(entry="ORPHA:558", parent="ORPHA:284993", source="orphapackets")


def mapping(disease: str, other: str, predicate: str = "skos:exactMatch", **details: object) -> Mapping:
    """Return a mapping of Orphanet, whose ``details`` it has unless another source is among them."""
    stated: dict[str, object] = {"source": "orphanet-nomenclature", "validated": True, "resolves": False}
    if not other.startswith("ORPHA:"):
        stated["original_subject"] = OWN[disease]
    return Mapping(
        subject=disease,
        predicate=predicate,
        object=other,
        justification="semapv:ManualMappingCuration",
        **(details if "source" in details else stated | details),  # type: ignore[arg-type]
    )


def nomenclature() -> Iterator[Fact]:
    """Yield names, definitions, entries of each kind, and mappings of each relation."""
    yield Disease(id=MARFAN, label="MFS", resolved=True)
    # MONDO has the first definition in the same words.
    for disease, text in ((MARFAN, DEFINITION), (NEONATAL, "The most severe form.")):
        yield Definition(disease=disease, text=text, origin=orphanet("orphanet-nomenclature", disease=disease))
    yield RegistryEntry(id="ORPHA:558", label="Marfan syndrome", disease=MARFAN, group="disorder", type="ORPHA:377788")
    yield RegistryEntry(id="ORPHA:284979", label="Neonatal Marfan syndrome", disease=NEONATAL, group="subtype")
    yield Disease(id="ORPHA:284993", label="Marfan and related disorders", resolved=False, group=True)
    group = RegistryEntry(
        id="ORPHA:284993", label="Marfan and related disorders", disease="ORPHA:284993", group="group"
    )
    yield group
    moved = "Marfan syndrome type 1"
    yield RegistryEntry(id="ORPHA:284963", label=moved, flags=("inactive", "deprecated"), replaced_by="ORPHA:558")
    yield mapping(MARFAN, "ORPHA:558")
    yield mapping(NEONATAL, "ORPHA:558", disputed=True)
    yield mapping(MARFAN, "OMIM:154700")
    yield mapping(NEONATAL, "OMIM:154700", disputed=True, validated=False)
    yield mapping(MARFAN, "OMIM:610168", "skos:narrowMatch")
    yield mapping(MARFAN, "OMIM:154705", "oboInOwl:hasDbXref", validated=False)
    yield mapping(MARFAN, "ICD10WHO:Q87.4", "skos:exactMatch", icd_relation="specific", words="Q87.4+")
    yield mapping(NEONATAL, "ICD10WHO:Q87.4", "skos:broadMatch", icd_relation="inclusion")
    foundation = "icd11.foundation:1306103"
    yield mapping(MARFAN, "ICD11:LD28.01", "skos:exactMatch", icd_relation="specific", foundation=foundation)
    yield mapping(MARFAN, "UMLS:C0024796")
    yield mapping(MARFAN, "UMLS:C4721845")


def annotations() -> Iterator[Fact]:
    """Yield HPO's annotations of the entry of OMIM, and one that it passes on from Orphanet."""
    for term, frequency in (
        ("HP:0001083", people(3, 10)),
        ("HP:0001519", None),
        ("HP:0001634", people(6, 20)),
        ("HP:0001250", people(0, 4)),
    ):
        yield Phenotype(disease=MARFAN, phenotype=term, origin=omim(term), frequency=frequency)
    again = Origin(source="hpoa", key=("again",), subject="OMIM:154700", references=("PMID:1",))
    yield Phenotype(disease=MARFAN, phenotype="HP:0001083", origin=again, frequency=people(5, 9))
    passed = Origin(
        source="hpoa", key=("ORPHA:558",), subject="ORPHA:558", primary="orphanet", aggregator="hpo-annotations"
    )
    yield Phenotype(disease=MARFAN, phenotype="HP:0001083", origin=passed, frequency=FREQUENT)
    yield Inheritance(disease=MARFAN, mode="HP:0000006", origin=omim("mode"))
    yield Inheritance(disease=NEONATAL, mode="HP:0000007", origin=omim("mode", disease=NEONATAL))
    yield Onset(disease=MARFAN, onset="HP:0003621", origin=omim("juvenile"))


def course() -> Iterator[Fact]:
    """Yield inheritance and onset: Orphanet and OMIM agree on the mode, and on one of two onsets of Marfan syndrome."""
    for disease in (MARFAN, NEONATAL):
        origin = orphanet("orphanet-ages", "AD", disease=disease, words="Autosomal dominant")
        yield Inheritance(disease=disease, mode="HP:0000006", origin=origin)
    for onset, words, start, end in (CHILDHOOD, NEWBORN):
        origin = orphanet("orphanet-ages", words, words=words)
        yield Onset(disease=MARFAN, onset=onset, origin=origin, from_age=Decimal(start), to_age=Decimal(end))


def profile() -> Iterator[Fact]:
    """Yield Orphanet's review of the phenotypes, its rows that HPO does not pass on, and its diagnostic features."""
    source = "orphanet-phenotypes"
    cites = ("PMID:20591885", "PMID:24703226")
    for disease, day in ((MARFAN, "2016-06-01"), (NEONATAL, None)):
        origin = orphanet(source, disease=disease, cites=cites if day else ())
        yield PhenotypeReview(disease=disease, validated_on=day, origin=origin)
    for term, frequency in (("HP:0000098", VERY_FREQUENT), ("HP:0001065", FREQUENT), ("HP:0002616", FREQUENT)):
        yield Phenotype(disease=MARFAN, phenotype=term, origin=orphanet(source, term), frequency=frequency)
    for term in ("HP:0001083", "HP:0002616"):
        origin = orphanet(source, term, "criterion")
        yield DiagnosticFeature(disease=MARFAN, phenotype=term, kind="criterion", origin=origin)
    sign = orphanet(source, "HP:0001634", "pathognomonic", disease=NEONATAL)
    yield DiagnosticFeature(disease=NEONATAL, phenotype="HP:0001634", kind="pathognomonic", origin=sign)
    absent = orphanet(source, "HP:0001250", "criterion", "excluded", disease=NEONATAL)
    yield DiagnosticFeature(disease=NEONATAL, phenotype="HP:0001250", kind="criterion", origin=absent, excluded=True)


def genes() -> Iterator[Fact]:
    """Yield a causal gene with its publications, and genes in other roles; a disease is the object of these."""

    def origin(gene: str, role: str, disease: str = MARFAN, **details: tuple[str, ...] | str) -> Origin:
        own = OWN[disease]
        return Origin(source="orphanet-genes", key=(own, gene, role), primary="orphanet", object=own, **details)  # type: ignore[arg-type]

    words = "Disease-causing germline mutation(s) (loss of function) in"
    causes = origin(FBN1, words, words=words, references=("PMID:1852208", "PMID:10533071"))
    yield GeneDisease(disease=MARFAN, gene=FBN1, role="causal", effect="loss", assessed=True, origin=causes)
    tested = origin(TGFBR2, "candidate", words="Candidate gene tested in")
    yield GeneDisease(disease=MARFAN, gene=TGFBR2, role="candidate", assessed=False, origin=tested)
    yield GeneDisease(disease=NEONATAL, gene=FBN1, role="somatic", origin=origin(FBN1, "somatic", NEONATAL))


def prevalences() -> Iterator[Fact]:
    """Yield prevalences of a class with and without a mean, in regions with and without a code, and cases."""
    source = "orphanet-prevalence"
    lower, upper = Decimal("0.0001"), Decimal("0.0005")
    yield Prevalence(
        disease=MARFAN,
        kind="point",
        band="1-to-5-in-10000",
        lower=lower,
        upper=upper,
        mean=Decimal("0.0002"),
        geography="Europe",
        region="150",
        qualification="Value and class",
        validated=True,
        origin=orphanet(source, "Europe", words="ORPHANET", cites=("PMID:9452085", "PMID:25907466")),
    )
    yield Prevalence(
        disease=MARFAN,
        kind="point",
        band="1-to-5-in-10000",
        lower=lower,
        upper=upper,
        geography="Denmark",
        region="DK",
        validated=False,
        origin=orphanet(source, "Denmark"),
    )
    yield Prevalence(
        disease=NEONATAL,
        kind="cases",
        lower_count=44,
        upper_count=44,
        geography="Worldwide",
        qualification="Case(s)",
        origin=orphanet(source, "Worldwide", disease=NEONATAL),
    )
    yield Prevalence(
        disease=NEONATAL,
        kind="birth",
        band="below-1-in-1000000",
        lower=Decimal(0),
        upper=Decimal("0.000001"),
        geography="Europe",
        region="150",
        origin=orphanet(source, "birth", disease=NEONATAL),
    )
