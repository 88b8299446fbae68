"""Jena in two releases, and RDF4J's parsers, read results and documents."""

import csv

import asked
import java
import pytest
from pyoxigraph import NamedNode, Store
from served import Endpoint

WAYS: list[list[str]] = [[], ["--post"]]  # by GET, and by POST, with which Java's client offers HTTP/2


def associations(store: Store) -> set[str]:
    """Return the associations about IPEX in the store."""
    found = store.quads_for_pattern(None, NamedNode(asked.HAS_SUBJECT), NamedNode(asked.IPEX), None)
    return {str(quad.subject).strip("<>") for quad in found}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("results", ["CSV", "JSON", "XML", "TSV"])
def test_jena_reads_the_endpoint(linked: Endpoint, way: list[str], results: str) -> None:
    printed = java.jena("arq.rsparql", "--service", linked.sparql, *way, "--results", results, asked.QUERY)
    places = [printed.find(label) for label in asked.phenotypes().values()]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("way", WAYS)
def test_an_old_jena_reads_the_endpoint(linked: Endpoint, way: list[str]) -> None:
    printed = java.old_jena("arq.rsparql", "--service", linked.sparql, *way, "--results", "CSV", asked.QUERY)
    assert list(csv.reader(printed.splitlines()))[1:] == asked.rows()


def test_both_read_a_document(linked: Endpoint, linked_store: Store) -> None:
    query = f"SELECT DISTINCT ?a {{ ?a <{asked.HAS_SUBJECT}> <{asked.IPEX}> }}"
    arguments = ["arq.sparql", "--data", f"{linked.url}/MONDO:0010580", "--results", "CSV", query]
    for program in (java.old_jena, java.jena):
        assert set(program(*arguments).splitlines()[1:]) == associations(linked_store)


def test_rdf4j_reads_results_in_the_format_that_it_prefers(linked: Endpoint) -> None:
    assert java.rdf4j("rows", linked.sparql, asked.QUERY, "phenotype", "label") == asked.rows()


def test_rdf4j_reads_a_document(linked: Endpoint, linked_store: Store) -> None:
    statements = java.rdf4j("statements", f"{linked.url}/MONDO:0010580")
    about = {
        subject for subject, predicate, thing in statements if (predicate, thing) == (asked.HAS_SUBJECT, asked.IPEX)
    }
    assert about == associations(linked_store) != set()
