"""Facts about two nodes of one disease: a MONDO term, and a disease of Orphanet that is tied to it."""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import rdf
import sealed
import served
from pyoxigraph import RdfFormat, Store

from rarekg.graph.search import writer
from rarekg.graph.search.things import Things
from rarekg.mappings.facts import OWN, Disease, Fact, Gene, GeneDisease, Inheritance, Mapping, Origin, Phenotype
from rarekg.mappings.rdf.ntriples import BASE, Mint
from rarekg.ontology.terms import Term

ALS, ORPHA = "MONDO:0004976", "ORPHA:803"
REASON = "This term refers to ORPHA:803, but is not stated to be the same disease."
WITHDRAWN, CANDIDATE, OLD, MIDDLE = "MONDO:0000111", "MONDO:0000222", "MONDO:0000506", "MONDO:0000507"
LOST, ANIMAL = "MONDO:0000999", "MONDO:1010421"


def origin(*key: str, source: str = "hpoa") -> Origin:
    """Return an origin with one publication."""
    return Origin(source=source, key=key, references=("PMID:19122524",))


TIE = Mapping(
    subject=ALS,
    predicate="skos:closeMatch",
    object=ORPHA,
    justification="semapv:UnspecifiedMatching",
    source=OWN,
    note=REASON,
)
# A close match that a source states ties nothing.
CLOSE = Mapping(
    subject=ALS,
    predicate="skos:closeMatch",
    object="MONDO:0019056",
    justification="semapv:UnspecifiedMatching",
    source="mondo-mappings",
)
FACTS: tuple[Fact, ...] = (
    Term(id="HP:0000118", label="Phenotypic abnormality"),
    Term(id="HP:0007354", label="Motor neuron disease sign", parents=("HP:0000118",)),
    Term(id="HP:0002380", label="Fasciculations", parents=("HP:0000118",)),
    Term(id="HP:0001417", label="X-linked inheritance"),
    Term(id="MONDO:0000001", label="disease"),
    Term(id="MONDO:0000998", label="host disease", parents=("MONDO:0700096",)),
    Term(id="MONDO:0700096", label="human disease", parents=("MONDO:0000001",)),
    Term(id=ALS, label="amyotrophic lateral sclerosis", parents=("MONDO:0700096",)),
    Term(id="MONDO:0019056", label="neuromuscular disease", parents=("MONDO:0700096",)),
    Term(id="MONDO:0005583", label="non-human animal disease", parents=("MONDO:0000001",)),
    Term(id=ANIMAL, label="motor neuron disease, dog", parents=("MONDO:0005583",)),
    Term(id="MONDO:0042489", label="disease susceptibility", parents=("MONDO:0000001",)),
    Term(id="MONDO:0100001", label="susceptibility to sclerosis", parents=("MONDO:0042489",)),
    Term(id="MONDO:0100002", label="susceptibility to paralysis", parents=("MONDO:0042489",)),
    Term(id=CANDIDATE, label="Caroli disease, adult", parents=("MONDO:0700096",)),
    Term(id=WITHDRAWN, label="obsolete Monge disease", obsolete=True, consider=(CANDIDATE,)),
    Term(id=LOST, label="obsolete lost disease", obsolete=True),
    Term(id=OLD, label="obsolete Caroli disease", obsolete=True, replaced_by=MIDDLE),
    Term(id=MIDDLE, label="obsolete Caroli's disease", obsolete=True, replaced_by="MONDO:0010913"),
    Term(id="MONDO:0010913", label="bile duct dilatation", parents=("MONDO:0700096",)),
    Disease(id=ORPHA, label="Amyotrophic lateral sclerosis of Orphanet", resolved=False),
    Disease(id=WITHDRAWN, label="Chronic mountain sickness", resolved=True),
    Gene(id="HGNC:11179", symbol="SOD1"),
    TIE,
    CLOSE,
    Phenotype(disease=ORPHA, phenotype="HP:0007354", origin=origin(ORPHA, "HP:0007354")),
    Phenotype(disease=ORPHA, phenotype="HP:0002380", origin=origin(ORPHA, "HP:0002380")),
    Phenotype(disease=WITHDRAWN, phenotype="HP:0002380", origin=origin("OMIM:1", "HP:0002380")),
    Phenotype(disease="MONDO:0100001", phenotype="HP:0002380", origin=origin("OMIM:2", "HP:0002380")),
    Inheritance(disease=ORPHA, mode="HP:0001417", origin=origin(ORPHA, "HP:0000006")),
    GeneDisease(disease=ORPHA, gene="HGNC:11179", role="causal", origin=origin(ORPHA, "SOD1", source="hpo-genes")),
)


def nquads(facts: Iterable[Fact] = FACTS, base: str = BASE) -> str:
    """Return ``facts`` as N-Quads: our own mappings in ``identity``, the rest in ``hpoa``, plain triples apart."""
    said = (("identity" if isinstance(fact, Mapping) and fact.source == OWN else "hpoa", fact) for fact in facts)
    return rdf.nquads(said, Mint(base=base))


def store(facts: Iterable[Fact] = FACTS) -> Store:
    """Return ``facts`` in a store in memory."""
    loaded = Store()
    loaded.load(nquads(facts), RdfFormat.N_QUADS)
    return loaded


def publish(home: Path, facts: Iterable[Fact] = FACTS) -> None:
    """Make a build of ``facts``, with their search index, the current one of ``home``."""
    build, things = served.publish(home, "tied"), Things()
    for fact in (facts := tuple(facts)):
        things.observe(fact)
    writer.write(things.things(), [], build / "search.sqlite")
    opened = Store(str(build / "store"))
    opened.load(nquads(facts), RdfFormat.N_QUADS)
    opened.load(files("rarekg.ontology").joinpath("rarekg.ttl").read_bytes(), RdfFormat.TURTLE)
    opened.flush()
    del opened
    sealed.seal(build)
