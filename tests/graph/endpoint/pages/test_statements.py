"""Statements by subject and property, and the terms in tab-separated results as the engine writes them."""

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store

from rarekg.graph.endpoint.pages.statements import Statements, Value, term
from rarekg.mappings.rdf.ntriples import BASE
from rarekg.ontology.prefixes import expand

IPEX, ECZEMA, HAIR_LOSS = map(expand, ("MONDO:0010580", "HP:0000964", "HP:0001596"))
LABEL, PHENOTYPE = expand("rdfs:label"), expand("RO:0002200")


def statements(*triples: tuple[str, str, Value]) -> Statements:
    return Statements(((Value(subject, True), Value(name, True), value) for subject, name, value in triples), BASE)


def test_values_are_texts_or_iris_each_once_and_by_label() -> None:
    graph = statements(
        (IPEX, PHENOTYPE, Value(ECZEMA, True)),
        (IPEX, PHENOTYPE, Value(HAIR_LOSS, True)),
        (IPEX, PHENOTYPE, Value(HAIR_LOSS, True)),
        (ECZEMA, LABEL, Value("Eczema")),
        (HAIR_LOSS, LABEL, Value("alopecia")),
    )
    assert graph.iris(IPEX, "RO:0002200") == [HAIR_LOSS, ECZEMA]
    assert [link.label for link in graph.links([ECZEMA, HAIR_LOSS])] == ["alopecia", "Eczema"]
    assert graph.subjects("RO:0002200", ECZEMA) == [IPEX]
    assert graph.links_to(ECZEMA) == [(PHENOTYPE, IPEX)]
    assert graph.unlabelled() == {IPEX, LABEL, PHENOTYPE}
    assert graph.text(IPEX, "rdfs:label") == ""


def test_spellings_that_differ_in_case_alone_have_one_order() -> None:
    """Keep pages free of the order of a set, which differs from process to process."""
    code = (
        "from rarekg.graph.endpoint.pages.statements import Statements, Value\n"
        "from rarekg.ontology.prefixes import expand\n"
        "label = expand('rdfs:label')\n"
        "rows = [(Value('urn:a'), Value(label), Value(text)) for text in ('ab', 'Ab', 'aB', 'AB')]\n"
        "print(*Statements(rows, 'urn:').texts('urn:a', 'rdfs:label'))"
    )
    for seed in "12345":
        command, environment = [sys.executable, "-c", code], {"PYTHONHASHSEED": seed}
        done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)
        assert done.stdout == "AB Ab aB ab\n"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_literal_is_read_as_the_engine_writes_it(text: str) -> None:
    assert written(Literal(text)) == Value(text)
    assert written(Literal(text, language="de-at")) == Value(text, language="de-at")


def test_iris_numbers_and_unbound_variables() -> None:
    assert written(NamedNode(IPEX)) == Value(IPEX, True)
    assert written(Literal(0.5)) == Value("0.5")
    assert written(Literal(True)) == Value("true")
    assert term("") is None


def written(value: Literal | NamedNode) -> Value | None:
    """Return ``value`` as read from the cell that the engine writes for it."""
    store = Store()
    store.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), value))
    results = store.query("SELECT ?o { ?s ?p ?o }")
    assert isinstance(results, QuerySolutions)
    output = results.serialize(format=QueryResultsFormat.TSV)
    assert output is not None
    _, cell, _ = output.decode().split("\n")
    return term(cell)
