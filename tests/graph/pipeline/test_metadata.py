"""The graph's description of itself, asked of the store of a build."""

import base64
import hashlib
from collections import Counter
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from rarekg.graph.home.builds import Build
from rarekg.mappings.catalog import sources
from rarekg.ontology.prefixes import expand

BASE = "https://w3id.org/rarekg/"
GRAPH = NamedNode(f"{BASE}graph/metadata")


def said(store: Store, subject: str, predicate: str) -> set[str]:
    quads = store.quads_for_pattern(NamedNode(BASE + subject), NamedNode(expand(predicate)), None, GRAPH)
    return {quad.object.value for quad in quads if isinstance(quad.object, Literal | NamedNode)}


def test_each_source_is_described_as_its_toml_does(store: Store, built: Build) -> None:
    for key in built.manifest.sources:
        info, dataset = sources()[key], f"dataset/{key}"
        assert said(store, dataset, "rdf:type") == {expand("void:Dataset"), expand("dcat:Dataset")}
        assert said(store, dataset, "dcterms:title") == {info.title}
        assert said(store, dataset, "dcterms:license") == {info.licence.url}
        assert said(store, dataset, "dcterms:rights") == {info.licence.attribution}
        assert said(store, dataset, "foaf:homepage") == {info.homepage}
        assert said(store, dataset, "pav:version") == {built.manifest.sources[key].version}


def test_each_graph_is_counted_and_named(store: Store) -> None:
    names = {str(graph)[1:-1].removeprefix(f"{BASE}graph/") for graph in store.named_graphs()} - {"metadata"}
    assert said(store, "dataset/rarekg", "void:subset") == {f"{BASE}dataset/{name}" for name in names}
    total = 0
    for name in names:
        quads = sum(1 for _ in store.quads_for_pattern(None, None, None, NamedNode(f"{BASE}graph/{name}")))
        total += quads
        assert said(store, f"dataset/{name}", "void:triples") == {str(quads)}
        assert said(store, f"graph/{name}", "sd:graph") == {f"{BASE}dataset/{name}"}
        assert len(said(store, f"dataset/{name}", "rdfs:label")) == 1
    assert said(store, "dataset/rarekg", "void:triples") == {str(total)}


def test_a_file_is_named_by_its_hash(store: Store, home: Path) -> None:
    digest = hashlib.sha256((home / "sources/hp.obo").read_bytes()).digest()
    # RFC 6920 §3: the hash in base64url without padding
    name = f"ni:///sha-256;{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"
    assert said(store, "dataset/hpo", "prov:wasDerivedFrom") == {name}


def test_the_whole_is_derived_from_its_sources(store: Store, built: Build) -> None:
    derived = said(store, "dataset/rarekg", "prov:wasDerivedFrom")
    assert derived == {f"{BASE}dataset/{key}" for key in built.manifest.sources}
    assert said(store, "dataset/rarekg", "dcterms:identifier") == {built.id}


def test_the_members_of_each_class_are_counted(store: Store) -> None:
    kind = NamedNode(expand("rdf:type"))
    names = {str(graph)[1:-1].removeprefix(f"{BASE}graph/") for graph in store.named_graphs()} - {"metadata"}
    for name in names:
        quads = store.quads_for_pattern(None, kind, None, NamedNode(f"{BASE}graph/{name}"))
        counted = Counter(quad.object.value for quad in quads if isinstance(quad.object, NamedNode))
        found: dict[str, int] = {}
        for partition in said(store, f"dataset/{name}", "void:classPartition"):
            local = partition.removeprefix(BASE)
            ((member,), (count,)) = said(store, local, "void:class"), said(store, local, "void:entities")
            found[member] = int(count)
        assert found == counted
    assert counted_in(store, "gard", "biolink:DiseaseToPhenotypicFeatureAssociation") == 5  # the page's phenotypes


def counted_in(store: Store, name: str, curie: str) -> int:
    partitions = said(store, f"dataset/{name}", "void:classPartition")
    (wanted,) = (
        partition.removeprefix(BASE)
        for partition in partitions
        if said(store, partition.removeprefix(BASE), "void:class") == {expand(curie)}
    )
    return int(said(store, wanted, "void:entities").pop())
