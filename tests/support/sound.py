"""A small graph that keeps every rule, made by the translators, and the whole gate over a copy with an error."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from example_facts import EXAMPLES, FOXP3, IPEX, OMENN, PAGE, annotated, origin
from msgspec.structs import replace
from pyoxigraph import RdfFormat, Store
from rdf import turtle

from rarekg.graph.pipeline import gate
from rarekg.graph.pipeline.mapper import vocabulary
from rarekg.graph.validation.findings import Finding
from rarekg.graph.validation.model.values import Scope
from rarekg.mappings import catalog
from rarekg.mappings.facts import Fact, Frequency, Gene, Phenotype, Section, SexAffected, TermKind
from rarekg.mappings.facts import Mapping as Match
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.mappings.rdf.translators import translate
from rarekg.ontology.terms import Term

LATEST = "2026-06-06"
MINT = Mint(infores=catalog.infores())
SCOPE = Scope(
    sources=frozenset({"gard", "hpo-annotations", "omim", "decipher", "orphanet", "mondo", "hgnc", "rarekg"}),
    latest=LATEST,
)
OWNED = gate.owners(("hpo", "mondo", "gard"))
EXAMPLE = "biolink:DiseaseToPhenotypicFeatureAssociation"

# The terms that the example facts use without describing them, by the branch they are in.
_BRANCHES = {
    "HP:0000001": ("HP:0000118", "HP:0000005", "HP:0031797", "HP:0012823", "HP:0032443", "HP:0040279"),
    "HP:0000118": ("HP:0008665", "HP:0000532", "HP:0001250"),
    "HP:0000005": ("HP:0001419",),
    "HP:0031797": ("HP:0003674", "HP:0003819"),
    "HP:0003674": ("HP:0003593", "HP:0030674"),
    "HP:0012823": ("HP:0012828", "HP:0025303", "HP:0003828"),
    "HP:0032443": ("HP:0009800",),
    "HP:0040279": tuple(f"HP:004028{number}" for number in range(6)),
}
_MORE: tuple[Fact, ...] = (
    Term(id="HP:0000001", label="All"),
    *(
        Term(id=term, label=f"term {term}", parents=(branch,))
        for branch, terms in _BRANCHES.items()
        for term in terms
        if term != "HP:0000118"  # one of the examples
    ),
    Phenotype(
        disease=OMENN,
        phenotype="HP:0000964",
        origin=annotated("0/3"),
        frequency=Frequency(lower=Decimal(0), upper=Decimal(0), count=0, total=3),
    ),
    TermKind(id="HP:0001250", kind="biolink:PhenotypicFeature"),
    *(
        Section(id=f"{PAGE}#{kind}", page=PAGE, kind=kind, text="")
        for kind in ("differential", "inheritance", "statistics", "testing", "treatment")
    ),
    SexAffected(
        disease=OMENN,
        sex="PATO:0000383",
        origin=replace(origin("restated"), primary="rarekg", supporting="gard"),
    ),
    Gene(id="HGNC:6008", symbol="IL2RG"),
    Match(
        subject=OMENN,
        predicate="skos:broadMatch",
        object="OMIM:603554",
        justification="semapv:LexicalMatching",
        source="rarekg",
    ),
)
_OWNERS = {"HP": "hpo", "MONDO": "mondo", "HGNC": "hgnc"}


def association(key: str, kind: str = EXAMPLE, source: str = "hpoa", *first: str) -> str:
    """Return the IRI of an association of the example facts, by the last part of its key."""
    return str(MINT.hashed("association", source, kind, *(first or ("OMIM:304790",)), key))


def on_page(key: str, kind: str = EXAMPLE) -> str:
    """Return the IRI of an association that the example page makes."""
    return association(key, kind, "gard", "page/GARD_0001850")


# Nodes by what they say, for the edits below.
NODES = {
    "people": association("5"),  # 7 of 8
    "class": association("1"),  # Very frequent
    "percent": association("3"),  # 12.5 %
    "none": association("6"),  # 0 of 3
    "eczema": on_page("HP:0000976"),
    "excluded": str(MINT.hashed("association", "hpoa", EXAMPLE, "OMIM:304790", "NOT", "HP:0000964")),
    "not": str(MINT.hashed("association", "hpoa", EXAMPLE, "OMIM:304790", "NOT", "HP:0011123")),
    "mode": on_page("HP:0001419", "biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation"),
    "course": association("HP:0003819", "rkg:DiseaseToClinicalCourseAssociation"),
    "restated": on_page("restated", "rkg:DiseaseToSexAssociation"),
    "onset": on_page("HP:0003593", "rkg:DiseaseToOnsetAssociation"),
    "causal": on_page("FOXP3", "biolink:CausalGeneToDiseaseAssociation"),
    "susceptible": str(
        MINT.hashed("association", "hpoa", "biolink:GeneToDiseaseAssociation", "OMIM:304790", "3559", "susceptibility")
    ),
    "gene": str(
        MINT.hashed("association", "hpoa", "biolink:GeneToDiseaseAssociation", "OMIM:304790", "3559", "unknown")
    ),
    "somatic": association("somatic", "biolink:GeneToDiseaseAssociation", "orphanet-genes", "37042", "HGNC:6106"),
    "loss": association("loss", "biolink:CausalGeneToDiseaseAssociation", "orphanet-genes", "37042", "HGNC:6106"),
    "treatment": on_page("transplant", "biolink:ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation"),
    "differential": on_page("Omenn", "rkg:DifferentialDiagnosisAssociation"),
    "criterion": str(MINT.hashed("criterion", "orphanet-phenotypes", "ORPHA:37042", "HP:0000976", "criterion")),
    "absence": str(
        MINT.hashed("criterion", "orphanet-phenotypes", "ORPHA:37042", "HP:0011123", "criterion", "excluded")
    ),
    "review": str(MINT.hashed("review", "orphanet-phenotypes", "ORPHA:37042")),
    "infancy": association("Infancy", "rkg:DiseaseToOnsetAssociation", "orphanet-ages", "37042"),
    "prevalence": str(MINT.hashed("prevalence", "gard", "page/GARD_0001850", "fewer than 150")),
    "unknown": str(MINT.hashed("prevalence", "orphanet-genes", "37042", "Point prevalence", "unknown")),
    "question": str(MINT.hashed("question", "gard", "page/GARD_0001850", "girls")),
    "match": str(MINT.hashed("mapping", "mondo", IPEX, "skos:exactMatch", "OMIM:304790")),
    "broad": str(MINT.hashed("mapping", "rarekg", OMENN, "skos:broadMatch", "OMIM:603554")),
    "aligned": str(MINT.hashed("mapping", "orphanet-nomenclature", "ORPHA:37042", "skos:broadMatch", "ICD10WHO:E31.0")),
    "disputed": str(MINT.hashed("mapping", "orphanet-nomenclature", OMENN, "skos:exactMatch", "ORPHA:37042")),
    "definition": str(MINT.hashed("definition", "orphanet-nomenclature", "ORPHA:37042")),
    "page": f"<{MINT.base}page/GARD_0001850>",
    "ipex": IPEX,
    "omenn": OMENN,
    "foxp3": FOXP3,
}


@cache
def sound() -> Mapping[str, str]:
    """Return the statements of the graph, each as N-Triples without its full stop, with the name of its graph."""
    graph: dict[str, str] = {}
    for fact in (*EXAMPLES, *_MORE):
        for subject, said, place in translate(fact, MINT):
            owner = _OWNERS.get(getattr(fact, "id", "").partition(":")[0], "gard")
            for statement in said:
                graph.setdefault(f"{subject} {statement}", "stated" if place == "stated" else owner)
    for (subject, said, _), _ in vocabulary(MINT):
        for statement in said:
            graph.setdefault(f"{subject} {statement}", "vocabulary")
    return graph


def edited(minus: str, plus: str, without: str) -> dict[str, str]:
    """Return the sound graph without and with statements, both Turtle with names of ``NODES`` in braces.

    A new statement is in the graph of the first one of its subject. ``without`` is the name of a node that is left out.
    """
    graph = dict(sound())
    for statement in statements(minus):
        del graph[statement]
    owners = {statement.partition(" ")[0]: name for statement, name in reversed(list(sound().items()))}
    for statement in statements(plus):
        assert statement not in sound(), statement
        graph[statement] = owners.get(statement.partition(" ")[0], "gard")
    return {one: name for one, name in graph.items() if not without or not one.startswith(f"{NODES[without]} ")}


def statements(text: str) -> list[str]:
    """Return the statements of ``text``, Turtle with names of ``NODES`` in braces."""
    for name, node in NODES.items():
        text = text.replace(f"{{{name}}}", node)
    return sorted(map(str, turtle(text)))


def findings(graph: Mapping[str, str], folder: Path, more: Iterable[str] = ()) -> set[Finding]:
    """Return what the whole gate finds in ``graph``; ``more`` statements are in the copy of all of them once more."""
    store, stated = Store(), folder / "stated.nt"
    quads = "".join(f"{statement} {MINT.graph(name)} .\n" for statement, name in graph.items())
    store.load(quads.encode(), RdfFormat.N_QUADS)
    store.load(f"<x:a> <x:b> <x:c> {MINT.graph('inferred')} .\n".encode(), RdfFormat.N_QUADS)
    stated.write_text("".join(f"{statement} .\n" for statement in (*sorted(graph), *more)), encoding="utf-8")
    return set(gate.check(store, MINT, stated, OWNED, SCOPE))
