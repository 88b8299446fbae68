"""Exact matches in the other direction, compared with a SPARQL query over what is stated."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pyoxigraph import NamedNode, RdfFormat, Store

from rarekg.graph.inference.matches import InverseMatches
from rarekg.mappings.facts import Gene, Mapping
from rarekg.mappings.rdf.ntriples import BASE, Mint
from rarekg.ontology.prefixes import compress, expand

IDS = st.sampled_from(["MONDO:0000001", "MONDO:0000002", "OMIM:100001", "ORPHA:1", "GARD:0000001"])
PREDICATES = st.sampled_from(["skos:exactMatch", "skos:exactMatch", "skos:closeMatch", "oboInOwl:hasDbXref"])


def mapping(subject: str, predicate: str, object_: str) -> Mapping:
    justification = "semapv:UnspecifiedMatching"
    return Mapping(subject=subject, predicate=predicate, object=object_, justification=justification, source="mondo")


def inverse(mappings: Iterable[Mapping | Gene]) -> list[tuple[str, str]]:
    """Return subject and object of each match that is inferred from ``mappings``."""
    matches, store = InverseMatches(), Store()
    for fact in mappings:
        matches.observe(fact)
    lines = list(matches.quads(Mint()))
    store.load("".join(lines), RdfFormat.N_QUADS)
    assert len(store) == len(lines)  # none is repeated
    assert {quad.predicate.value for quad in store} <= {expand("skos:exactMatch")}
    assert set(store.named_graphs()) <= {NamedNode(f"{BASE}graph/inferred")}
    return [(curie(quad.subject), curie(quad.object)) for quad in store]


def curie(node: object) -> str:
    assert isinstance(node, NamedNode)
    return str(compress(node.value))


@given(st.lists(st.builds(mapping, IDS, PREDICATES, IDS)))
def test_stated_and_inferred_together_are_symmetric_and_nothing_is_said_twice(mappings: list[Mapping]) -> None:
    stated = {(one.subject, one.object) for one in mappings if one.predicate == "skos:exactMatch"}
    inferred = set(inverse(mappings))
    assert stated.isdisjoint(inferred)
    assert stated | inferred == stated | {(object_, subject) for subject, object_ in stated}


def test_a_query_can_start_at_the_id_of_a_registry() -> None:
    assert inverse([mapping("MONDO:0009061", "skos:exactMatch", "OMIM:219700")]) == [("OMIM:219700", "MONDO:0009061")]


def test_matches_of_genes_are_not_mappings_of_a_source() -> None:
    assert inverse([Gene(id="HGNC:6106", symbol="FOXP3", exact_matches=("NCBIGene:50943",))]) == []


def test_a_disputed_match_has_no_triple_to_turn_round() -> None:
    disputed = replace(mapping("MONDO:0000001", "skos:exactMatch", "OMIM:100001"), disputed=True)
    agreed = mapping("MONDO:0000002", "skos:exactMatch", "OMIM:100001")
    assert inverse([disputed]) == []
    assert inverse([disputed, agreed]) == [("OMIM:100001", "MONDO:0000002")]
