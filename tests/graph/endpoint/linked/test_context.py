"""The context of JSON-LD names every property of the graph once, and is served to pages of any origin."""

import json

import httpx
import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from rarekg.graph.rdf.context import context, terms
from rarekg.ontology.prefixes import expand, prefix_map

NAMES = {
    "rdfs:label": "label",
    "RO:0002200": "hasPhenotype",
    "IAO:0000115": "definition",
    "rkg:hasOnset": "hasOnset",
    "biolink:primary_knowledge_source": "primaryKnowledgeSource",
    "oban:association_has_subject": "associationHasSubject",
    "oboInOwl:hasDbXref": "hasDbXref",
    "skos:exactMatch": "exactMatch",
}


@pytest.mark.parametrize(("curie", "name"), NAMES.items())
def test_a_property_has_the_name_that_people_expect(curie: str, name: str) -> None:
    assert terms()[expand(curie)].name == name
    document = json.dumps({**json.loads(context()), "@id": "urn:x", name: {"@id": "urn:y"}})
    assert [quad.predicate.value for quad in parse(document, format=RdfFormat.JSON_LD)] == [expand(curie)]


def test_no_name_is_given_twice_or_is_a_prefix() -> None:
    names = [term.name for term in terms().values()]
    assert len(names) == len(set(names))
    assert not {name.casefold() for name in names} & {prefix.casefold() for prefix in prefix_map()}
    assert not {"id", "type"} & set(names)


def test_every_property_of_the_graph_has_a_name(graph: Store) -> None:
    used = {quad.predicate.value for quad in graph} - {expand("rdf:type")}
    assert used - terms().keys() == set()
    assert len(used) > 60


def test_a_property_that_is_read_as_a_thing_has_no_literal(graph: Store) -> None:
    things = {iri for iri, term in terms().items() if term.type == "@id"}
    wrong = {quad.predicate.value for quad in graph if not isinstance(quad.object, NamedNode)} & things
    assert wrong == set()


def test_it_is_served_to_all(client: httpx.Client) -> None:
    answer = client.get("/context.jsonld", headers={"Origin": "https://example.org"})
    assert answer.headers["content-type"] == "application/ld+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.text == context()
    assert client.get("/context.jsonld", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert client.post("/context.jsonld").status_code == 405
