"""A small graph made by hand: facts about IPEX, and about other diseases that must not appear in IPEX's results.

Omenn syndrome shares a phenotype and a publication with IPEX; transient neonatal diabetes 1 differs from it by
what it excludes and what was not seen in it; a microdeletion syndrome is named and no more. Orphanet's facts are about
Marfan syndrome (:mod:`marfan`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from importlib.resources import files

import marfan
import pytest
from msgspec.structs import replace
from pyoxigraph import NamedNode, RdfFormat, Store

from rarekg.graph.inference.closure import Inference
from rarekg.graph.inference.conflicts import Conflicts
from rarekg.graph.inference.gaps import Coverage
from rarekg.graph.inference.matches import InverseMatches
from rarekg.graph.inference.profile import Profiles
from rarekg.graph.inference.subsets import RareSubset
from rarekg.graph.pipeline import metadata
from rarekg.graph.pipeline.once import Once
from rarekg.graph.pipeline.plan import Input, Plan
from rarekg.mappings.catalog import infores, sources
from rarekg.mappings.facts import (
    ClinicalCourse,
    ClinicalModifier,
    Differential,
    Disease,
    Fact,
    Frequency,
    Gene,
    GeneDisease,
    Inheritance,
    Mapping,
    Onset,
    Origin,
    Page,
    PastHistory,
    Phenotype,
    Prevalence,
    Question,
    Reference,
    Resource,
    Section,
    SexAffected,
    Treatment,
)
from rarekg.mappings.rdf.ntriples import BASE, STATED, Mint, lines
from rarekg.mappings.rdf.translators import translate
from rarekg.ontology.prefixes import expand
from rarekg.ontology.terms import Synonym, Term

IPEX, OMENN, PAGE, OTHER_PAGE = "MONDO:0010580", "MONDO:0011338", "page/GARD_0001850", "page/GARD_0008198"
DIABETES, DIABETES_GROUP, DELETION = "MONDO:0011073", "MONDO:0020525", "ORPHA:276413"
HEREDITARY = "MONDO:0003847"
NBK, PMC, PMID = "NBK:NBK1118", "PMC:PMC4047515", "PMID:19122524"
FREQUENT = Frequency(term="HP:0040282", lower=Decimal("0.30"), upper=Decimal("0.79"))
OCCASIONAL = Frequency(term="HP:0040283", lower=Decimal("0.05"), upper=Decimal("0.29"))
VERY_RARE = Frequency(term="HP:0040284", lower=Decimal("0.01"), upper=Decimal("0.04"))
NEVER = Frequency(term="HP:0040285", lower=Decimal(0), upper=Decimal(0))

# Id → label, lay names, parent; the hierarchy is HPO's without intermediate terms.
HPO: dict[str, tuple[str, tuple[str, ...], str | None]] = {
    "HP:0000118": ("Phenotypic abnormality", (), None),
    "HP:0001574": ("Abnormality of the integument", ("Skin, hair and nail abnormality",), "HP:0000118"),
    "HP:0000964": ("Eczematoid dermatitis", ("Eczema",), "HP:0001574"),
    "HP:0001596": ("Alopecia", ("Hair loss",), "HP:0001574"),
    "HP:0001250": ("Seizure", ("Seizures",), "HP:0000118"),
    "HP:0001871": ("Abnormality of blood and blood-forming tissues", ("Abnormality of blood",), "HP:0000118"),
    "HP:0001890": ("Autoimmune hemolytic anemia", (), "HP:0001871"),
    "HP:0001873": ("Thrombocytopenia", ("Low platelet count",), "HP:0001871"),
    "HP:0002014": ("Diarrhea", ("Watery stool",), "HP:0000118"),
    "HP:0001417": ("X-linked inheritance", (), "HP:0000005"),
    "HP:0001419": ("X-linked recessive inheritance", (), "HP:0001417"),
    "HP:0000006": ("Autosomal dominant inheritance", (), None),
    "HP:0003593": ("Infantile onset", (), None),
    "HP:0003577": ("Congenital onset", (), None),
    "HP:0003819": ("Death in childhood", (), None),
    "HP:0003676": ("Progressive", (), None),
    "HP:0031796": ("Recurrent", (), None),
    "HP:0003828": ("Variable expressivity", (), None),
    "HP:0012825": ("Mild", (), None),
    "HP:0100602": ("Preeclampsia", (), None),
    "HP:0040280": ("Obligate", (), None),
    "HP:0040282": ("Frequent", (), None),
    "HP:0040283": ("Occasional", (), None),
    "HP:0040284": ("Very rare", (), None),
    "HP:0040285": ("Excluded", (), None),
}


def people(count: int, total: int) -> Frequency:
    """Return the frequency of ``count`` of ``total`` people."""
    share = Decimal(f"{count / total:.6f}")
    return Frequency(lower=share, upper=share, count=count, total=total)


def gard(*key: str, section: str = "summary", words: str | None = None, cites: tuple[str, ...] = ()) -> Origin:
    """Return the origin of a statement in a section of IPEX's GARD page."""
    return Origin(source="gard", key=key, section=f"{PAGE}#{section}", words=words, references=cites)


def hpoa(*key: str, cites: tuple[str, ...] = (PMID,)) -> Origin:
    """Return the origin of an HPO annotation that its curators took from a published study."""
    return Origin(source="hpoa", key=key, references=cites, evidence="ECO:0006017", subject="OMIM:304790")


def omim(*key: str) -> Origin:
    """Return the origin of an HPO annotation that was taken from OMIM."""
    passed_on = {"primary": "omim", "aggregator": "hpo-annotations", "evidence": "ECO:0000304"}
    return Origin(source="hpoa", key=key, subject="OMIM:304790", **passed_on)  # type: ignore[arg-type]


def orphanet(*key: str) -> Origin:
    """Return the origin of an HPO annotation from Orphanet, which cites no publications."""
    return Origin(
        source="hpoa",
        key=key,
        primary="orphanet",
        aggregator="hpo-annotations",
        evidence="ECO:0000304",
        subject="ORPHA:37042",
    )


def exact(disease: str, other: str, source: str = "mondo") -> Mapping:
    """Return the exact mapping of ``disease`` to ``other`` by ``source``."""
    justification = "semapv:UnspecifiedMatching"
    return Mapping(
        subject=disease, predicate="skos:exactMatch", object=other, justification=justification, source=source
    )


def ontologies() -> Iterator[tuple[str, Fact]]:
    """Yield (source, fact) of HPO's and MONDO's terms."""
    for identifier, (label, lay, parent) in HPO.items():
        names = tuple(Synonym(text=name, scope="exact", kind="layperson") for name in lay)
        merged = ("HP:0000976",) if identifier == "HP:0000964" else ()
        above = (parent,) if parent else ()
        yield "hpo", Term(id=identifier, label=label, synonyms=names, parents=above, alt_ids=merged)
    yield (
        "mondo",
        Term(
            id=IPEX,
            label="immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome",
            synonyms=(Synonym(text="IPEX", kind="abbreviation"), Synonym(text="IPEX syndrome", scope="related")),
            parents=(HEREDITARY,),
        ),
    )
    yield "mondo", Term(id=OMENN, label="Omenn syndrome")
    yield "mondo", Term(id=HEREDITARY, label="hereditary disease")
    yield "mondo", Term(id=DIABETES_GROUP, label="transient neonatal diabetes mellitus", parents=(HEREDITARY,))
    yield "mondo", Term(id=DIABETES, label="diabetes mellitus, transient neonatal, 1", parents=(DIABETES_GROUP,))
    yield "mondo", exact(IPEX, "OMIM:304790")
    yield "mondo", exact(IPEX, "ORPHA:37042")
    yield "mondo", exact(DIABETES, "GARD:0001839")


def annotations() -> Iterator[Fact]:
    """Yield HPO annotations of IPEX from OMIM and from Orphanet.

    They disagree on hair and skin. OMIM's entry excludes what is above anemia, which it affirms, and platelets were
    normal in all who were examined.
    """
    curated = replace(
        hpoa("diarrhea"),
        curation=("HPO:probinson[2010-06-20]", "ORCID:0000-0002-0736-9199[2014-02-01]"),
        curators=("orcid:0000-0002-0736-9199",),
        curated_on="2014-02-01",
    )
    yield Phenotype(
        disease=IPEX,
        phenotype="HP:0002014",
        origin=curated,
        frequency=people(4, 4),
        onset="HP:0003593",
        sex="PATO:0000384",
        modifiers=("HP:0012825",),
    )
    yield Phenotype(disease=IPEX, phenotype="HP:0001890", origin=hpoa("anemia"), frequency=people(3, 20))
    one_person = hpoa("anemia", "case report", cites=("PMID:1",))
    yield Phenotype(disease=IPEX, phenotype="HP:0001890", origin=one_person, frequency=people(1, 1))
    yield Phenotype(disease=IPEX, phenotype="HP:0001871", origin=omim("blood"), excluded=True)
    for at, total in enumerate((2, 9)):
        platelets = hpoa("platelets", str(at))
        yield Phenotype(disease=IPEX, phenotype="HP:0001873", origin=platelets, frequency=people(0, total))
    everyone = hpoa("skin of all", cites=())
    yield Phenotype(disease=IPEX, phenotype="HP:0000964", origin=everyone, frequency=people(20, 20))
    yield Phenotype(disease=IPEX, phenotype="HP:0001250", origin=hpoa("seizure", cites=()), excluded=True)
    yield Inheritance(disease=IPEX, mode="HP:0000006", origin=hpoa("dominant", cites=()), excluded=True)
    yield Onset(disease=IPEX, onset="HP:0003577", origin=hpoa("congenital", cites=()), excluded=True)
    yield Phenotype(disease=IPEX, phenotype="HP:0001596", origin=orphanet("bald"), frequency=FREQUENT)
    yield Phenotype(disease=IPEX, phenotype="HP:0000964", origin=orphanet("skin"), excluded=True, frequency=NEVER)
    death = hpoa("death", cites=())
    yield ClinicalCourse(disease=IPEX, course="HP:0003819", origin=death, frequency=people(3, 20))
    unseen = hpoa("stable", cites=())
    yield ClinicalCourse(disease=IPEX, course="HP:0031796", origin=unseen, frequency=people(0, 5))
    yield ClinicalCourse(disease=IPEX, course="HP:0003676", origin=hpoa("worse", cites=()), excluded=True)
    yield PastHistory(disease=IPEX, history="HP:0100602", origin=hpoa("pregnancy", cites=()))


def page() -> Iterator[Fact]:
    """Yield facts of the GARD page on IPEX."""
    yield Page(id=PAGE, title="IPEX on GARD", about=IPEX, source="gard", url="https://rarediseases.info.nih.gov/1850")
    yield Section(
        id=f"{PAGE}#summary", page=PAGE, kind="summary", text="S", modified=("2016-02-20",), references=(NBK, PMC)
    )
    yield Section(id=f"{PAGE}#symptoms", page=PAGE, kind="symptoms", text="T", modified=("2020-07-01",))
    yield Section(id=f"{PAGE}#statistics", page=PAGE, kind="statistics", text="U", modified=("2016-02-23",))
    yield Section(id=f"{PAGE}#testing", page=PAGE, kind="testing", text="V")
    yield Disease(
        id=IPEX,
        label="IPEX (GARD)",
        resolved=True,
        names=(Synonym(text="XLAAD"), Synonym(text="IPEX syndrome")),
        categories=("Immune System Diseases",),
    )
    yield from symptoms()
    yield from statements_of_summary()
    yield from lists()


def symptoms() -> Iterator[Fact]:
    """Yield rows of the page's table in three frequency groups and the one without a frequency, one term twice."""
    rows: tuple[tuple[str, str, Frequency | None, tuple[str, ...]], ...] = (
        ("HP:0000964", "Eczematoid dermatitis", FREQUENT, ()),
        ("HP:0001890", "Autoimmune hemolytic anemia", OCCASIONAL, ()),
        ("HP:0001596", "Alopecia", VERY_RARE, ("Hair loss",)),
        ("HP:0002014", "Diarrhea", None, ("Watery stool",)),
        ("HP:0000964", "Eczema", None, ()),
    )
    for term, words, frequency, lay in rows:
        origin = gard(term, words, section="symptoms", words=words)
        yield Phenotype(disease=IPEX, phenotype=term, origin=origin, frequency=frequency, lay_names=lay)
    varies = gard("HP:0003828", section="symptoms", words="Variable expressivity")
    yield ClinicalModifier(disease=IPEX, modifier="HP:0003828", origin=varies)


def statements_of_summary() -> Iterator[Fact]:
    """Yield gene, inheritance, onset, sex, treatments and number of cases."""
    yield Gene(id="HGNC:6106", symbol="FOXP3", name="forkhead box P3", chromosome="X", location="Xp11.23")
    cited = gard("FOXP3", words="caused by changes of the FOXP3 gene", cites=(NBK,))
    yield GeneDisease(disease=IPEX, gene="HGNC:6106", role="causal", origin=cited)
    yield Inheritance(disease=IPEX, mode="HP:0001419", origin=gard("HP:0001419", section="symptoms"))
    yield Onset(disease=IPEX, onset="HP:0003593", origin=gard("onset", words="in the first six months of life"))
    yield SexAffected(disease=IPEX, sex="PATO:0000384", origin=gard("male", words="only males"))
    for term, label, cures in (("MESH:D007166", "Immunosuppressants", False), ("MESH:D016026", "Marrow graft", True)):
        origin = gard(term, words=label.lower(), cites=(NBK,))
        yield Treatment(disease=IPEX, treatment=term, label=label, curative=cures, origin=origin)
    counted = gard("149", section="statistics", words="fewer than 150", cites=(NBK,))
    yield Prevalence(disease=IPEX, kind="cases", upper_count=149, origin=counted)


def lists() -> Iterator[Fact]:
    """Yield the lists at the end of the page: related diseases, resources, a question, references."""
    related = gard("omenn", section="related-diseases", words="Omenn")
    yield Differential(disease=IPEX, other=OMENN, name="Omenn syndrome", origin=related)
    unknown = gard("unknown", section="related-diseases", words="intermediate forms")
    yield Differential(disease=IPEX, other=None, name="Intermediate forms of immunodeficiency", origin=unknown)
    yield Resource(
        disease=IPEX,
        kind="testing",
        title="Genetic Testing Registry",
        origin=gard("GTR", section="testing"),
        url="https://www.ncbi.nlm.nih.gov/gtr/",
        publisher="NCBI",
        description="Tests",
    )
    yield Resource(disease=IPEX, kind="support", title="A society", origin=gard("society"), organization=True)
    yield Question(disease=IPEX, text="How rare is it?", answer="Very.", origin=gard("question", section="questions"))
    for number, (reference, title, day) in enumerate(
        ((NBK, "IPEX Syndrome", "2011-01-27"), (PMC, "IPEX-Related Disorders", "2013-12"), (PMID, None, "2008")), 1
    ):
        yield Reference(
            id=reference,
            citation=f"Reference {number}",
            authors="An author" if number == 1 else None,
            title=title,
            journal="GeneReviews" if number == 1 else None,
            date=day,
            page=PAGE,
            number=number,
        )


def omenn() -> Iterator[tuple[str, Fact]]:
    """Yield (source, fact) of Omenn syndrome: it shares a phenotype and a publication with IPEX."""
    yield "mondo", exact(OMENN, "OMIM:603554")
    yield "gard", Page(id=OTHER_PAGE, title="Omenn on GARD", about=OMENN, source="gard")
    yield (
        "gard",
        Section(id=f"{OTHER_PAGE}#symptoms", page=OTHER_PAGE, kind="symptoms", text="", modified=("1999-01-01",)),
    )
    yield "gard", Disease(id=OMENN, label=None, resolved=True)
    origin = Origin(source="gard", key=("bald",), section=f"{OTHER_PAGE}#symptoms", references=(PMID,))
    yield "gard", Phenotype(disease=OMENN, phenotype="HP:0001596", origin=origin, lay_names=("Baldness",))
    yield "gard", Reference(id=PMID, citation="Reference 7", date="2008", page=OTHER_PAGE, number=7)
    yield "gard", Differential(disease=OMENN, other=IPEX, name="IPEX", origin=Origin(source="gard", key=("back",)))


def others() -> Iterator[tuple[str, Fact]]:
    """Yield (source, fact) of a disease that differs from IPEX by its excluded phenotypes, and of one with a name only.

    The page on the first means the group; MONDO gives its number to the first member.
    """
    origin = Origin(source="hpoa", key=("no skin",), subject="OMIM:601410", evidence="ECO:0006017")
    yield "hpoa", Disease(id=DIABETES, label=None, resolved=True)
    yield "hpoa", Phenotype(disease=DIABETES, phenotype="HP:0001574", origin=origin, excluded=True)
    few = Origin(source="hpoa", key=("few",), subject="OMIM:601410")
    yield "hpoa", Phenotype(disease=DIABETES, phenotype="HP:0002014", origin=few, frequency=people(0, 9))
    platelets = Origin(source="hpoa", key=("platelets",), subject="OMIM:601410", primary="omim")
    yield "hpoa", Phenotype(disease=DIABETES, phenotype="HP:0001873", origin=platelets)
    yield "hpoa", Disease(id=DELETION, label="10q22.3q23.3 microdeletion syndrome", resolved=False)
    yield "gard", exact(DIABETES_GROUP, "GARD:0001839", source="gard")
    yield "hpo-genes", Gene(id="HGNC:9046", symbol="PLAGL1")
    for disease, gene in ((IPEX, "HGNC:6106"), (DIABETES, "HGNC:9046")):
        link = Origin(source="hpo-genes", key=(disease, gene), primary="omim", aggregator="hpo-annotations")
        yield "hpo-genes", GeneDisease(disease=disease, gene=gene, role="unknown", origin=link)
    linked = Origin(source="gard", key=(DIABETES, "HGNC:9046"))
    yield "gard", GeneDisease(disease=DIABETES, gene="HGNC:9046", role="susceptibility", origin=linked)


def facts() -> Iterator[tuple[str, Fact]]:
    """Yield (source, fact) of the whole small graph."""
    yield from ontologies()
    yield from (("hpoa", fact) for fact in annotations())
    yield from (("gard", fact) for fact in page())
    yield from omenn()
    yield from others()
    yield from marfan.facts()


def load(rows: Iterable[tuple[str, Fact]], base: str) -> Store:
    """Return a store with the named graphs of a build: vocabulary, ``rows``, stated, inferred, description."""
    mint, store, once = Mint(base, infores()), Store(), Once()
    inference, inferring = Inference(), (Coverage(), RareSubset(), Profiles(), InverseMatches(), Conflicts())
    vocabulary = files("rarekg.ontology").joinpath("rarekg.ttl").read_bytes()
    store.load(vocabulary, RdfFormat.TURTLE, to_graph=NamedNode(f"{base}graph/vocabulary"))
    for source, fact in rows:
        for observer in (inference, *inferring):
            observer.observe(fact)
        for described in filter(None, map(once.first, translate(fact, mint))):
            graph = mint.graph(STATED if described.place == "stated" else source)
            store.load(lines(described, f" {graph} .\n"), RdfFormat.N_QUADS)
    inferred = [*inference.hierarchy(mint), *inference.propagated(mint)]
    inferred += [line for observer in inferring for line in observer.quads(mint)]
    store.load("".join(inferred), RdfFormat.N_QUADS)
    described_graph = (f"{row} {mint.graph('metadata')} .\n" for row in description(base))
    store.load("".join(described_graph), RdfFormat.N_QUADS)
    return store


def description(base: str) -> Iterator[str]:
    """Yield an invented description of the small graph: two sources, and graphs that are not sources."""
    names, inputs = {"gard": "Pages", "hpoa": "Annotations"}, []
    infos = {key: replace(sources()[key], title=title) for key, title in names.items()}
    for key, version in (("gard", "2021"), ("hpoa", "2025-01-16")):
        inputs.append(Input(source=key, path=key, sha256="00", size=1, version=version, taken="given"))
    plan = Plan(inputs=tuple(inputs), base=base, code="")
    classes = {
        "gard": {expand("biolink:Disease"): 1},
        "hpoa": {expand("biolink:Disease"): 3, expand("biolink:DiseaseToPhenotypicFeatureAssociation"): 6},
        "vocabulary": {expand("owl:Class"): 40},
    }
    triples = {"gard": 150, "hpoa": 90, "vocabulary": 800, "inferred": 70}
    return metadata.statements(plan, infos, triples, classes, Counter())


@pytest.fixture(scope="session")
def ipex() -> Store:
    """Return the small graph with the default base."""
    return load(facts(), BASE)


@pytest.fixture(scope="session")
def ipex_elsewhere() -> Store:
    """Return the small graph with another base."""
    return load(facts(), "https://example.org/kg/")
