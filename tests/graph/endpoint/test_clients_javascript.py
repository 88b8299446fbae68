"""Clients and parsers in JavaScript read results and documents."""

import asked
import comunica
import javascript
import pytest
from pyoxigraph import NamedNode, Store
from rdflib import Graph
from served import Endpoint

DOCUMENT = "/MONDO:0010580"


def by_value(text: str) -> str:
    """Return the text, or the number that it stands for: JSON-LD writes 0.15 as a number, whose form is 1.5E-1."""
    try:
        return str(float(text))
    except ValueError:
        return text


def _things(triples: set[tuple[str, ...]], linked: Endpoint) -> set[tuple[str, ...]]:
    """Return the triples but those of blank nodes and of the document itself, whose address has a suffix or none."""
    return {each for each in triples if each[0].startswith("http") and not each[0].startswith(linked.url)}


@pytest.mark.parametrize("client", ["fetcher", "simple"])
def test_clients_of_npm_read_the_endpoint(linked: Endpoint, client: str) -> None:
    expected = [{"phenotype": phenotype, "label": label} for phenotype, label in asked.rows()]
    assert javascript.run(client, linked.sparql, asked.QUERY) == expected


@pytest.mark.parametrize("parser", ["n3", "jsonld"])
def test_parsers_of_npm_read_a_document_as_rdflib_does(linked: Endpoint, parser: str) -> None:
    read = {tuple(map(by_value, each[:3])) for each in javascript.run(parser, f"{linked.url}{DOCUMENT}")}
    other = {tuple(map(by_value, map(str, each))) for each in Graph().parse(f"{linked.url}{DOCUMENT}.rdf")}
    assert _things(read, linked) == _things(other, linked) != set()
    found = {thing for subject, name, thing in read if (subject, name) == (asked.IPEX, asked.RO_HAS_PHENOTYPE)}
    assert found == set(asked.phenotypes())


def test_n3_reads_in_which_graph_each_association_is(linked: Endpoint, linked_store: Store) -> None:
    read = javascript.run("trig", f"{linked.url}{DOCUMENT}")
    about = linked_store.quads_for_pattern(None, NamedNode(asked.HAS_SUBJECT), NamedNode(asked.IPEX), None)
    expected = {(str(quad.subject).strip("<>"), str(quad.graph_name).strip("<>")) for quad in about}
    found = {(each[0], each[3]) for each in read if each[1:3] == [asked.HAS_SUBJECT, asked.IPEX]}
    assert found == expected
    assert len({graph for _, graph in found}) > 1


def test_comunica_reads_a_document(linked: Endpoint) -> None:
    query = f"SELECT ?phenotype {{ <{asked.IPEX}> <{asked.RO_HAS_PHENOTYPE}> ?phenotype }}"
    found = comunica.document_solutions(f"{linked.url}{DOCUMENT}", query)
    assert sorted(row["phenotype"]["value"] for row in found) == sorted(asked.phenotypes())
