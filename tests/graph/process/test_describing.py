"""DESCRIBE gives what the document on a thing holds, but nothing inferred and nothing twice, from the right graphs."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, Store, Triple

from rarekg.graph.process.describing import described, description
from rarekg.ontology.prefixes import prefix_map

BASE = "https://w3id.org/rarekg/"
ONE, PARENT = (NamedNode(prefix_map()["MONDO"] + number) for number in ("0000001", "0000002"))
UNION: Mapping[str, object] = {"use_default_graph_as_union": True}


def graph(name: str) -> NamedNode:
    return NamedNode(f"{BASE}graph/{name}")


def node(local: str) -> NamedNode:
    return NamedNode(BASE + local)


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store()
    rkg, label, part = prefix_map()["rkg"], prefix_map()["rdfs"] + "label", prefix_map()["rdfs"] + "subClassOf"
    owl, close = prefix_map()["owl"] + "annotated", NamedNode(prefix_map()["skos"] + "closeMatch")
    sign, tied, mapping = (
        NamedNode(prefix_map()["HP"] + "0000001"),
        NamedNode(prefix_map()["ORPHA"] + "7"),
        node("mapping/1"),
    )
    rows: list[tuple[NamedNode, str, NamedNode | Literal, str]] = [
        (ONE, label, Literal("one", language="en"), "one"),
        (ONE, part, PARENT, "one"),
        (PARENT, label, Literal("parent", language="en"), "one"),
        (node("association/1"), f"{rkg}of", ONE, "one"),
        (node("association/1"), f"{rkg}has", sign, "one"),
        (sign, label, Literal("sign", language="en"), "one"),
        (sign, f"{rkg}other", PARENT, "one"),
        (ONE, f"{rkg}share", Literal("0.5"), "two"),
        (node("association/2"), f"{rkg}of", ONE, "two"),
        (tied, label, Literal("tied", language="en"), "stated"),
        (node("association/3"), f"{rkg}of", tied, "stated"),
        (mapping, f"{owl}Source", ONE, "identity"),
        (mapping, f"{owl}Property", close, "identity"),
        (mapping, f"{owl}Target", tied, "identity"),
        (ONE, f"{rkg}subsumedBy", PARENT, "inferred"),
        (ONE, f"{rkg}informationContent", Literal("1.5"), "inferred"),
        (sign, f"{rkg}hasGap", ONE, "inferred"),
    ]
    made.extend(Quad(s, NamedNode(p), o, graph(name)) for s, p, o, name in rows)
    return made


def run(store: Store, query: str, dataset: Mapping[str, object] = UNION) -> list[Triple]:
    found = described(store, query, BASE, prefix_map(), dataset)
    assert found is not None
    return found


def stated(store: Store, *graphs: str) -> set[Triple]:
    return {quad.triple for name in graphs for quad in store.quads_for_pattern(None, None, None, graph(name))}


def test_it_gives_the_thing_its_nodes_what_is_tied_to_it_and_labels_but_nothing_inferred(store: Store) -> None:
    found = run(store, "DESCRIBE MONDO:0000001")
    other = {triple for triple in stated(store, "one") if triple.predicate.value.endswith("#other")}
    assert set(found) == stated(store, "one", "two", "stated", "identity") - other
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("query", "graphs"),
    [
        ("DESCRIBE MONDO:0000001 FROM <graph/one>", ["one"]),
        ("DESCRIBE ?x FROM <graph/one> FROM NAMED <graph/two> WHERE { ?x rdfs:label 'one'@en }", ["one"]),
        ("DESCRIBE MONDO:0000001 FROM <graph/two>", ["two"]),
        ("DESCRIBE MONDO:0000001 FROM <graph/inferred>", ["inferred"]),
        ("DESCRIBE MONDO:0000001 FROM NAMED <graph/one>", []),
    ],
)
def test_from_names_the_only_graphs(store: Store, query: str, graphs: list[str]) -> None:
    found = set(run(store, query, {"use_default_graph_as_union": False}))
    assert found <= stated(store, *graphs)
    assert bool(found) == bool(graphs)


def test_the_dataset_of_the_request_precedes(store: Store) -> None:
    dataset = {"default_graph": [graph("two")], "named_graphs": [graph("one")]}
    assert set(run(store, "DESCRIBE MONDO:0000001 FROM <graph/one>", dataset)) == stated(store, "two")
    assert run(store, "DESCRIBE MONDO:0000001", {"default_graph": [], "named_graphs": [graph("one")]}) == []


@pytest.mark.parametrize(
    "query",
    [
        "DESCRIBE ?x WHERE { ?x rdfs:label 'parent'@en }",
        "describe?x{?x rdfs:label'parent'@en}",
        "PREFIX a: <http://purl.obolibrary.org/obo/MONDO_> # DESCRIBE nothing\nDESCRIBE a:0000002",
        "BASE<http://purl.obolibrary.org/obo/>DESCRIBE<MONDO_0000002>",
        "DESCRIBE * WHERE { ?x rdfs:label 'parent'@en }",
        "DESCRIBE ?x { ?x rdfs:label ?label } ORDER BY DESC(?label) OFFSET 2 LIMIT 1",
        "DESCRIBE ?x { ?y rdfs:subClassOf ?x } GROUP BY ?x HAVING(COUNT(*) = 1)",
        "DESCRIBE ?x { } VALUES ?x { MONDO:0000002 }",
        "PREFIXa:<http://purl.obolibrary.org/obo/MONDO_>DESCRIBEa:0000002",
    ],
)
def test_however_it_is_written_the_thing_is_found(store: Store, query: str) -> None:
    found = run(store, query)
    assert Triple(PARENT, NamedNode(prefix_map()["rdfs"] + "label"), Literal("parent", language="en")) in found
    assert Triple(ONE, NamedNode(prefix_map()["rdfs"] + "subClassOf"), PARENT) in found
    assert not any(triple.subject == node("association/1") for triple in found)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?describe { ?describe ?p ?o }",
        "CONSTRUCT { ?s ?p 'DESCRIBE <x>' } { ?s ?p ?o }",
        "# DESCRIBE <x>\nASK { ?s ?p ?o }",
        "PREFIX describe: <x> ASK { ?s ?p describe:x }",
        "DESCRIBE",
        "DESCRIBE ?x WHERE { ?x",
        "DESCRIBE none:x",
        "nothing",
    ],
)
def test_other_queries_and_faults_are_the_engines(store: Store, query: str) -> None:
    assert described(store, query, BASE, None, UNION) is None


@given(st.text("DESCRIBE<>?*{}# \n:ax'FROM", max_size=30))
def test_what_the_engine_takes_for_a_description_is_one_here_and_nothing_else_is(text: str) -> None:
    made = Store()
    try:
        read = made.query(text, base_iri=BASE)
    except (SyntaxError, ValueError):
        return
    if not isinstance(read, QueryTriples):
        assert description(text) is None
