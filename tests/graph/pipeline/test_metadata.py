"""The description of the graph, in the store of a build."""

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


def values(store: Store, subject: str, predicate: str) -> set[str]:
    quads = store.quads_for_pattern(NamedNode(BASE + subject), NamedNode(expand(predicate)), None, GRAPH)
    return {quad.object.value for quad in quads if isinstance(quad.object, Literal | NamedNode)}


def test_each_source_is_described_as_in_its_toml(store: Store, built: Build) -> None:
    for key in built.manifest.sources:
        info, dataset = sources()[key], f"dataset/{key}"
        assert values(store, dataset, "rdf:type") == {expand("void:Dataset"), expand("dcat:Dataset")}
        assert values(store, dataset, "dcterms:title") == {info.title}
        assert values(store, dataset, "dcterms:license") == {info.licence.url}
        assert values(store, dataset, "dcterms:rights") == {
            info.licensed(built.manifest.sources[key].version).attribution
        }
        assert values(store, dataset, "foaf:homepage") == {info.homepage}
        assert values(store, dataset, "pav:version") == {built.manifest.sources[key].version}


def test_each_graph_is_counted_and_named(store: Store) -> None:
    names = {str(graph)[1:-1].removeprefix(f"{BASE}graph/") for graph in store.named_graphs()} - {"metadata"}
    assert values(store, "dataset/rarekg", "void:subset") == {f"{BASE}dataset/{name}" for name in names}
    total = 0
    for name in names:
        quads = sum(1 for _ in store.quads_for_pattern(None, None, None, NamedNode(f"{BASE}graph/{name}")))
        total += quads
        assert values(store, f"dataset/{name}", "void:triples") == {str(quads)}
        assert values(store, f"graph/{name}", "sd:graph") == {f"{BASE}dataset/{name}"}
        assert len(values(store, f"dataset/{name}", "rdfs:label")) == 1
    assert values(store, "dataset/rarekg", "void:triples") == {str(total)}


def test_the_iri_of_a_file_is_its_hash(store: Store, home: Path) -> None:
    digest = hashlib.sha256((home / "sources/hp.obo").read_bytes()).digest()
    # RFC 6920 §3: the hash in base64url without padding
    name = f"ni:///sha-256;{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"
    assert values(store, "dataset/hpo", "prov:wasDerivedFrom") == {name}


def test_the_whole_is_derived_from_its_sources(store: Store, built: Build) -> None:
    derived = values(store, "dataset/rarekg", "prov:wasDerivedFrom")
    assert derived == {f"{BASE}dataset/{key}" for key in built.manifest.sources}
    assert values(store, "dataset/rarekg", "dcterms:identifier") == {built.id}


def test_the_members_of_each_class_are_counted(store: Store) -> None:
    kind = NamedNode(expand("rdf:type"))
    names = {str(graph)[1:-1].removeprefix(f"{BASE}graph/") for graph in store.named_graphs()} - {"metadata"}
    for name in names:
        quads = store.quads_for_pattern(None, kind, None, NamedNode(f"{BASE}graph/{name}"))
        counted = Counter(quad.object.value for quad in quads if isinstance(quad.object, NamedNode))
        found: dict[str, int] = {}
        for partition in values(store, f"dataset/{name}", "void:classPartition"):
            local = partition.removeprefix(BASE)
            ((member,), (count,)) = values(store, local, "void:class"), values(store, local, "void:entities")
            found[member] = int(count)
        assert found == counted
    assert counted_in(store, "gard", "biolink:DiseaseToPhenotypicFeatureAssociation") == 5  # the page's phenotypes


def counted_in(store: Store, name: str, curie: str) -> int:
    partitions = values(store, f"dataset/{name}", "void:classPartition")
    (members,) = (
        partition.removeprefix(BASE)
        for partition in partitions
        if values(store, partition.removeprefix(BASE), "void:class") == {expand(curie)}
    )
    return int(values(store, members, "void:entities").pop())
