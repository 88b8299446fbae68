"""JSON-LD as jsonld.js reads it: the same triples, and trees by the frames of the documentation."""

import json
import re
from pathlib import Path
from typing import Any

import httpx
import jsonld_js
import pytest
import walked
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple, parse
from served import Endpoint

from rarekg.graph.rdf.context import context
from rarekg.graph.rdf.json_ld import json_ld
from rarekg.ontology.prefixes import expand

TEXT = Path(__file__).parents[4].joinpath("docs/linked-data.md").read_text(encoding="utf-8")
DATATYPES = [expand(f"xsd:{name}") for name in ("string", "integer", "boolean", "decimal", "double", "date", "gYear")]
IRIS = st.sampled_from(["HP:0000118", "rkg:share", "rdfs:label", "RO:0002200", "rdf:type", "rkg:rows", "dcterms:type"])
NODES = st.one_of(IRIS.map(expand), st.sampled_from(["https://hpo.jax.org/", "urn:a:b"])).map(NamedNode)
TEXTS = st.one_of(st.sampled_from(["1", "01", "-0", "true", "0.5", "2026-01-01", "1" * 20]), st.text(max_size=5))
LITERALS = st.one_of(
    st.builds(lambda text, kind: Literal(text, datatype=NamedNode(kind)), TEXTS, st.sampled_from(DATATYPES)),
    st.builds(lambda text: Literal(text, language="en"), TEXTS),
)


@pytest.mark.parametrize("path", [walked.IPEX, walked.ECZEMA, walked.FOXP3, "/page/GARD_0001850", "/vocab"])
def test_jsonld_js_reads_the_triples_of_the_other_formats(endpoint: Endpoint, client: httpx.Client, path: str) -> None:
    made = jsonld_js.triples(f"{endpoint.url}{path}.jsonld")
    read = {valued(quad.triple) for quad in parse(made, format=RdfFormat.N_QUADS)}
    written = client.get(f"{path}.nt").text.replace(f"{path}.nt>", f"{path}.jsonld>")
    stated = {valued(quad.triple) for quad in parse(written, format=RdfFormat.N_TRIPLES)}
    assert read == stated
    assert len(stated) > 30


def valued(triple: Triple) -> tuple[object, ...]:
    """Return a triple with the value of a double in place of its spelling, which jsonld.js chooses anew."""
    end = triple.object
    if isinstance(end, Literal) and end.datatype.value == expand("xsd:double"):
        return triple.subject, triple.predicate, float(end.value)
    return triple.subject, triple.predicate, end


def test_each_thing_is_one_object_with_the_names_of_the_context(endpoint: Endpoint, client: httpx.Client) -> None:
    document = client.get(f"{walked.IPEX}.jsonld").json()
    assert document["@context"] == f"{endpoint.url}/context.jsonld"
    ids = [node["@id"] for node in document["@graph"]]
    assert len(ids) == len(set(ids))
    ipex = next(node for node in document["@graph"] if node["@id"] == "MONDO:0010580")
    assert "HP:0000964" in ipex["hasPhenotype"]
    assert ipex["label"]["@language"] == "en"
    gene = client.get(f"{walked.FOXP3}.jsonld").json()
    foxp3 = next(node for node in gene["@graph"] if node["@id"] == "HGNC:6106")
    assert foxp3["label"] == "FOXP3"
    assert "biolink:Gene" in foxp3["@type"]


@given(st.lists(st.builds(Triple, NODES, NODES, st.one_of(NODES, LITERALS)), max_size=8, unique=True))
def test_what_is_written_is_read_again(triples: list[Triple]) -> None:
    document = json.loads(json_ld(triples, "https://example.org/context.jsonld"))
    assert document["@context"] == "https://example.org/context.jsonld"
    whole = json.dumps({**document, **json.loads(context())})
    read = {quad.triple for quad in parse(whole, format=RdfFormat.JSON_LD)}
    # A predicate rdf:type with a thing as its value is written as @type; nothing else is lost or changed.
    assert read == set(triples)


def frame(endpoint: Endpoint, number: int) -> object:
    """Return a frame of the documentation, with the context of ``endpoint``."""
    blocks = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    written: object = json.loads(blocks[number].replace("http://127.0.0.1:8000", endpoint.url))
    return written


def listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_the_frame_of_a_disease_makes_a_tree_of_its_statements(endpoint: Endpoint, graph: Store) -> None:
    tree = jsonld_js.framed(f"{endpoint.url}{walked.IPEX}.jsonld", frame(endpoint, 0))
    ipex, about = NamedNode(expand("MONDO:0010580")), NamedNode(expand("oban:association_has_subject"))
    kind = NamedNode(expand("biolink:DiseaseToPhenotypicFeatureAssociation"))
    stated = {
        quad.subject
        for quad in graph.quads_for_pattern(None, about, ipex, None)
        if any(graph.quads_for_pattern(quad.subject, NamedNode(expand("rdf:type")), kind, None))
    }
    assert tree["@id"] == "MONDO:0010580"
    assert len(listed(tree["statements"])) == len(stated) > 0
    labels = {listed(each["associationHasObject"]["label"])[0]["@value"] for each in listed(tree["statements"])}
    assert "Eczematoid dermatitis" in labels
    has = graph.quads_for_pattern(ipex, NamedNode(expand("RO:0002200")), None, None)
    assert {each["@id"] for each in listed(tree["hasPhenotype"])} == {short(quad.object) for quad in has}
    assert all("label" in each for each in listed(tree["hasPhenotype"]))


def test_the_frame_of_a_gene_makes_a_tree_of_its_diseases(endpoint: Endpoint, graph: Store) -> None:
    tree = jsonld_js.framed(f"{endpoint.url}{walked.FOXP3}.jsonld", frame(endpoint, 1))
    gene, about = NamedNode(expand("HGNC:6106")), NamedNode(expand("oban:association_has_subject"))
    stated = {quad.subject for quad in graph.quads_for_pattern(None, about, gene, None)}
    assert tree["label"] == "FOXP3"
    assert len(listed(tree["statements"])) == len(stated) > 0
    assert "MONDO:0010580" in {each["associationHasObject"]["@id"] for each in listed(tree["statements"])}


def short(term: object) -> str:
    assert isinstance(term, NamedNode)
    return term.value.rpartition("/")[2].replace("_", ":")
