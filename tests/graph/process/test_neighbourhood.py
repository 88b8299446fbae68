"""The IRIs that a worker has written out are those of the table of prefixes, and ids lead to what they stand for."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from rarekg.graph.inference import closure
from rarekg.graph.process import describing, neighbourhood
from rarekg.graph.process.neighbourhood import mapped_thing, tied
from rarekg.graph.rdf.ties import tied_diseases, ties
from rarekg.ontology.prefixes import expand, prefix_map

BASE = "https://w3id.org/rarekg/"
GRAPH, ID = NamedNode(f"{BASE}graph/one"), "OMIM:100001"


def test_what_is_written_out_is_what_the_table_says() -> None:
    written = {
        "rdfs:label": neighbourhood.LABEL,
        "rdf:type": neighbourhood.TYPE,
        "skos:exactMatch": neighbourhood.EXACT,
        "skos:closeMatch": neighbourhood.CLOSE,
        "oboInOwl:hasDbXref": neighbourhood.LOOSE,
        "rkg:RegistryEntry": neighbourhood.ENTRY,
    }
    assert {curie: node.value for curie, node in written.items()} == {curie: expand(curie) for curie in written}
    assert (prefix_map()["rkg"], prefix_map()["owl"]) == (neighbourhood.RKG, neighbourhood.OWL)
    assert prefix_map()["MONDO"] == describing.MONDO
    assert f"graph/{closure.GRAPH}" == neighbourhood.INFERRED
    assert {expand("sssom:mappings"), expand("rkg:subsumedBy"), expand("rkg:hasPropagatedPhenotype")} == {
        node.value for node in neighbourhood._LEFT_OUT
    }


def stored(*rows: tuple[str, str, str]) -> Store:
    made = Store()
    for subject, predicate, value in rows:
        end = NamedNode(expand(value)) if ":" in value else Literal(value)
        made.add(Quad(NamedNode(expand(subject)), NamedNode(expand(predicate)), end, GRAPH))
    return made


ONE, TWO, GARD, ENTRY = "MONDO:0000001", "MONDO:0000002", "GARD:0000001", (ID, "rdf:type", "rkg:RegistryEntry")


@pytest.mark.parametrize(
    ("rows", "moved"),
    [
        ([(ONE, "skos:exactMatch", ID)], ONE),
        ([(ONE, "oboInOwl:hasDbXref", ID)], ONE),
        ([(ONE, "skos:exactMatch", ID), (TWO, "oboInOwl:hasDbXref", ID)], ONE),
        ([(ONE, "skos:exactMatch", ID), (TWO, "skos:exactMatch", ID)], ""),
        ([(ONE, "skos:exactMatch", ID), (ID, "rdfs:label", "its own")], ""),
        ([(ONE, "skos:exactMatch", ID), ENTRY, (ID, "rdfs:label", "entry")], ONE),
        ([(GARD, "skos:exactMatch", ID), ENTRY], ""),
        ([(ONE, "skos:broadMatch", ID)], ""),
        ([], ""),
    ],
)
def test_an_id_leads_to_the_one_thing_that_it_stands_for(rows: list[tuple[str, str, str]], moved: str) -> None:
    found = mapped_thing(stored(*rows), NamedNode(expand(ID)), prefix_map()["MONDO"])
    assert found == (expand(moved) if moved else "")


def test_ties_are_those_of_the_pages() -> None:
    made, graph = Store(), NamedNode(f"{BASE}graph/identity")
    term = NamedNode(expand("MONDO:0000001"))
    for number, match in enumerate(("skos:closeMatch", "skos:closeMatch", "skos:exactMatch")):
        mapping = NamedNode(f"{BASE}mapping/{number}")
        for end, value in (
            ("Source", term.value),
            ("Property", expand(match)),
            ("Target", expand(f"ORPHA:{9 - number}")),
        ):
            made.add(Quad(mapping, NamedNode(expand(f"owl:annotated{end}")), NamedNode(value), graph))
    expected = tied_diseases(ties(made, term.value, BASE), term.value)
    assert [each.value for each in tied(made, term, BASE)] == expected == [expand("ORPHA:8"), expand("ORPHA:9")]
