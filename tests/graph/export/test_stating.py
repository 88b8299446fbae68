"""Only what a node affirms, and the graph of plain triples has, is stated by it."""

from collections.abc import Mapping

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from rarekg.graph.export.stating import stated_by
from rarekg.ontology.prefixes import expand

Node = Mapping[str, str | Literal]
IPEX = NamedNode(expand("MONDO:0010580"))
NODE, GRAPH, STATED = (NamedNode(f"https://example.org/{name}") for name in ("node", "graph", "stated"))
ASSOCIATION: Node = {
    "rdf:type": "biolink:DiseaseToPhenotypicFeatureAssociation",
    "oban:association_has_subject": "MONDO:0010580",
    "oban:association_has_object": "HP:0000964",
}
FEATURE: Node = {
    "rkg:featureKind": "rkg:DiagnosticCriterion",
    "rkg:ofDisease": "MONDO:0010580",
    "rkg:ofPhenotype": "HP:0000964",
}
MAPPING: Node = {
    "owl:annotatedSource": "MONDO:0010580",
    "owl:annotatedProperty": "skos:exactMatch",
    "owl:annotatedTarget": "OMIM:304790",
}


def store(node: Node, plain: str, target: str = "HP:0000964") -> Store:
    """Return a store with a node and a plain triple about IPEX."""
    made = Store()
    for name, value in node.items():
        made.add(
            Quad(NODE, NamedNode(expand(name)), NamedNode(expand(value)) if isinstance(value, str) else value, GRAPH)
        )
    made.add(Quad(IPEX, NamedNode(expand(plain)), NamedNode(expand(target)), STATED))
    return made


@pytest.mark.parametrize(
    ("node", "plain", "target"),
    [
        (ASSOCIATION, "RO:0002200", "HP:0000964"),
        (FEATURE, "rkg:hasDiagnosticCriterion", "HP:0000964"),
        (MAPPING, "skos:exactMatch", "OMIM:304790"),
    ],
)
def test_a_node_states_its_plain_triple(node: Node, plain: str, target: str) -> None:
    (found,) = stated_by(store(node, plain, target), STATED)
    triple = Triple(IPEX, NamedNode(expand(plain)), NamedNode(expand(target)))
    assert (found.node, found.triple, found.graph) == (NODE, triple, GRAPH)
    assert found.reified() == Quad(NODE, NamedNode(expand("rdf:reifies")), triple, GRAPH)


@pytest.mark.parametrize(
    "more",
    [
        {"biolink:negated": Literal(True)},
        {"biolink:frequency_qualifier": "HP:0040285"},
        {"rkg:frequencyUpper": Literal("0.0", datatype=NamedNode(expand("xsd:decimal")))},
    ],
    ids=["negated", "excluded", "seen in nobody"],
)
def test_a_node_that_denies_states_nothing(more: Node) -> None:
    assert list(stated_by(store({**ASSOCIATION, **more}, "RO:0002200"), STATED)) == []


def test_a_node_states_nothing_that_the_graph_has_not() -> None:
    assert list(stated_by(store(ASSOCIATION, "RO:0002200", "HP:0001250"), STATED)) == []
    other = store({**FEATURE, "rkg:featureKind": "rkg:Review"}, "rkg:hasDiagnosticCriterion")
    assert list(stated_by(other, STATED)) == []


def test_nodes_without_an_iri_or_a_graph_are_passed_over() -> None:
    made = store({}, "RO:0002200")
    for subject, graph in ((BlankNode(), GRAPH), (NODE, None)):
        for quad in store(ASSOCIATION, "RO:0002200").quads_for_pattern(NODE, None, None, None):
            made.add(Quad(subject, quad.predicate, quad.object, graph))
    assert list(stated_by(made, STATED)) == []
