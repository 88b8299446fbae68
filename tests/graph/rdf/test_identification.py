"""What an id stands for, with kind, label and classes, and that it survives the way through a worker's answer."""

import msgspec
import pytest
import tied
from pyoxigraph import Store

from rarekg.graph.rdf.identification import Identified, identify
from rarekg.mappings.facts import Disease, Fact, Gene
from rarekg.mappings.rdf.ntriples import BASE
from rarekg.ontology.prefixes import expand
from rarekg.ontology.terms import Term

FACTS: tuple[Fact, ...] = (
    Term(id="HP:0000001", label="All"),
    Term(id="HP:0000118", label="Phenotypic abnormality", parents=("HP:0000001",)),
    Term(id="HP:0001574", label="Abnormality of the integument", parents=("HP:0000118",)),
    Term(id="HP:0000964", label="Eczematoid dermatitis", alt_ids=("HP:0000976",), parents=("HP:0001574",)),
    Term(id="HP:0000005", label="Mode of inheritance", parents=("HP:0000001",)),
    Term(id="HP:0001417", label="X-linked inheritance", parents=("HP:0000005",)),
    Term(id="HP:0003593", label="Infantile onset", parents=("HP:0000001",)),
    Term(id="MONDO:0010580", label="IPEX"),
    Disease(id="ORPHA:1", label="a disease of a registry", resolved=False),
    Gene(id="HGNC:6106", symbol="FOXP3", exact_matches=("NCBIGene:50943",)),
)


@pytest.fixture(scope="module")
def graph() -> Store:
    return tied.store(FACTS)


def identified(graph: Store, *ids: str) -> list[Identified]:
    return list(identify(graph, map(expand, ids), BASE))


@pytest.mark.parametrize(
    ("name", "thing", "kind"),
    [
        ("HP:0000964", "HP:0000964", "phenotype"),
        ("HP:0000976", "HP:0000964", "phenotype"),
        ("HP:0000118", "HP:0000118", "phenotype"),
        ("HP:0001417", "HP:0001417", "inheritance"),
        ("HP:0003593", "HP:0003593", "term"),
        ("MONDO:0010580", "MONDO:0010580", "disease"),
        ("ORPHA:1", "ORPHA:1", "disease"),
        ("NCBIGene:50943", "HGNC:6106", "gene"),
    ],
)
def test_an_id_stands_for_a_thing_of_a_kind(graph: Store, name: str, thing: str, kind: str) -> None:
    (known,) = identified(graph, name)
    assert known.mentioned
    assert [(found.iri, found.kind) for found in known.things] == [(expand(thing), kind)]


def test_what_the_graph_does_not_know_is_said_to_be_unknown(graph: Store) -> None:
    unknown, predicate = identified(graph, "MONDO:9999999", "rdfs:label")
    assert (unknown.mentioned, unknown.things, predicate.mentioned) == (False, (), False)


def test_it_survives_being_sent(graph: Store) -> None:
    known = [*identified(graph, "HP:0000976", "MONDO:9999999"), *identify(tied.store(), [expand(tied.ALS)], BASE)]
    assert known[2].things[0].ties
    assert msgspec.json.decode(msgspec.json.encode(known), type=list[Identified]) == known
