"""A build of small sources: its store, manifest and issue list, and that it is reproducible."""

import hashlib
import json
from collections import Counter
from pathlib import Path

import commands
import pytest
import small
from pyoxigraph import Literal, NamedNode, Store
from rich.console import Console

from rarekg.graph.home.builds import Build, published
from rarekg.graph.pipeline.build import build
from rarekg.graph.pipeline.plan import Plan, measured
from rarekg.graph.pipeline.progress import Steps
from rarekg.graph.validation.findings import GateError
from rarekg.ontology.prefixes import expand

GRAPH = "https://w3id.org/rarekg/graph/"
IPEX, ECZEMA = NamedNode(expand("MONDO:0010580")), NamedNode(expand("HP:0000964"))


def graph(name: str) -> NamedNode:
    return NamedNode(GRAPH + name)


def test_each_source_has_its_graph_and_nothing_is_outside_one(built: Build, store: Store) -> None:
    counted = Counter(str(quad.graph_name)[1:-1] for quad in store)
    names = ("gard", "hpo", "mondo", "mondo-mappings", "mondo-2024", "stated", "vocabulary", "inferred", "metadata")
    assert set(counted) == {GRAPH + name for name in names}
    assert built.manifest.graphs == dict(counted)
    assert built.manifest.quads == len(store)


def test_the_page_is_linked_to_hpo_and_mondo(store: Store) -> None:
    shown = store.quads_for_pattern(IPEX, NamedNode(expand("RO:0002200")), None, graph("stated"))
    local_ids = ("0000964", "0005208", "0001890", "0001596", "0001873")  # the table without course and inheritance
    assert {quad.object for quad in shown} == {NamedNode(expand(f"HP:{local}")) for local in local_ids}
    inherited = store.quads_for_pattern(
        IPEX, NamedNode(expand("biolink:has_mode_of_inheritance")), None, graph("stated")
    )
    assert [quad.object for quad in inherited] == [NamedNode(expand("HP:0001419"))]


def test_every_term_of_the_ontologies_is_there(store: Store) -> None:
    label = NamedNode(expand("rdfs:label"))
    labels = {quad.object for quad in store.quads_for_pattern(None, label, None, graph("hpo"))}
    names = {name for _, name, _ in small.PHENOTYPES} | {small.OBSOLETE[1]}
    assert labels == {Literal(name, language="en") for name in names}
    below = NamedNode(expand("rdfs:subClassOf"))
    edges = list(store.quads_for_pattern(None, below, None, graph("mondo")))
    assert len(edges) == sum(1 for _, _, parent, _ in small.DISEASES if parent)


def test_inferences_are_in_a_graph_of_their_own(store: Store) -> None:
    above = store.quads_for_pattern(ECZEMA, NamedNode(expand("rkg:subsumedBy")), None, None)
    parents = {local: parent for local, _, parent in small.PHENOTYPES}
    expected, local = {"0000964"}, "0000964"
    while (local := parents[local] or "") not in ("", "0000001"):
        expected.add(local)
    found = {str(quad.object)[1:-1].rpartition("_")[2]: quad.graph_name for quad in above}
    assert expected <= set(found)
    assert set(found.values()) == {graph("inferred")}


def test_there_are_no_blank_nodes_and_no_times(store: Store) -> None:
    for quad in store:
        assert not str(quad.subject).startswith("_:")
        assert not str(quad.object).startswith("_:")
        assert not (isinstance(quad.object, Literal) and quad.object.datatype.value == expand("xsd:dateTime"))


def test_the_manifest_describes_the_build(built: Build, home: Path) -> None:
    manifest = built.manifest
    assert manifest.id == built.folder.name
    assert list(manifest.sources) == ["hpo", "mondo", "mondo-mappings", "mondo-2024", "gard"]
    assert manifest.validation.conforms
    assert set(manifest.seconds) >= {"load", "describe", "check"}
    assert manifest.started <= manifest.finished
    hpo = manifest.sources["hpo"]
    below = {"0000118"}
    while new := {term for term, _, parent in small.PHENOTYPES if parent in below} - below:
        below |= new
    assert hpo.facts == {"Term": len(small.PHENOTYPES) + 1, "TermKind": len(below)}
    assert hpo.files[0].sha256 == hashlib.sha256((home / "sources/hp.obo").read_bytes()).hexdigest()
    assert (hpo.version, hpo.files[0].taken) == ("2025-01-16", "given")
    assert hpo.licence.attribution.startswith(
        "This product is using the Human Phenotype Ontology (release 2025-01-16). Find"
    )
    assert manifest.sources["gard"].facts["Phenotype"] == 5


def test_the_issue_list_names_each_row_that_was_changed(built: Build) -> None:
    issues = [json.loads(line) for line in built.issues.read_text(encoding="utf-8").splitlines()]
    counted = Counter(issue["kind"] for issue in issues)
    assert counted == Counter(built.manifest.sources["gard"].issues)
    (replaced,) = [issue for issue in issues if issue["kind"] == "replaced-phenotype"]
    line = small.PAGE.splitlines()[replaced["line"] - 1]
    assert line == "Eczematoid dermatitis 0000976"
    assert replaced["value"] == "HP:0000976"


def test_the_same_inputs_give_the_same_bytes_anywhere(home: Path, built: Build, tmp_path: Path) -> None:
    first = commands.run("dump", home=home).stdout
    options = small.written(tmp_path / "elsewhere" / "sources")
    odd = {"PYTHONHASHSEED": "12345", "LC_ALL": "tr_TR.UTF-8", "LANG": "C", "TZ": "Pacific/Kiritimati"}
    done = commands.run("build", *options, home=tmp_path / "other", changed=odd)
    assert done.stdout.startswith(f"{built.id}: built")
    assert commands.run("dump", home=tmp_path / "other", changed=odd).stdout == first


def test_an_existing_build_is_used_again(home: Path, built: Build, tmp_path: Path) -> None:
    made = built.manifest.finished
    again = commands.run("build", *small.written(home / "sources"), home=home)
    assert again.returncode == 0
    assert "already built" in again.stdout
    assert json.loads((built.folder / "manifest.json").read_text(encoding="utf-8"))["finished"] == made


def test_a_forced_build_takes_the_place_of_the_same_one(tmp_path: Path) -> None:
    options = [*small.written(tmp_path / "sources"), "--force"]
    identities = {commands.build(tmp_path, options) for _ in range(3)}
    assert len(identities) == 1
    assert [build.id for build in published(tmp_path)] == list(identities)
    assert (tmp_path / "current" / "store").is_dir()


def test_a_failed_build_closes_its_store_and_leaves_nothing(tmp_path: Path) -> None:
    small.written(tmp_path / "sources")
    names = {"hpo": "hp.obo", "mondo": "mondo.json"}
    (tmp_path / "sources" / "mondo.json").write_text(small.mondo_with_two_labels(), encoding="utf-8")
    taken = (measured(key, tmp_path / "sources" / name, version="", taken="given") for key, name in names.items())
    bad = Plan(inputs=tuple(taken), base="https://example.org/kg/", code="", floors=False)
    with pytest.raises(GateError) as caught:
        build(tmp_path / "home", bad, Steps(Console(quiet=True)), keep=1)
    assert caught.value.__traceback__  # whose frames hold the store
    assert list((tmp_path / "home" / "builds").iterdir()) == []
    # The engine locks the folder of an open store against its own process too.
    again = tmp_path / "home" / "builds" / f".staging-{bad.id}"
    again.mkdir()
    Store(again / "store")


def test_without_inference_nothing_is_inferred(tmp_path: Path) -> None:
    commands.build(tmp_path, [*small.written(tmp_path / "sources"), "--no-inference"])
    store = Store.read_only(str(tmp_path / "current" / "store"))
    assert graph("inferred") not in store.named_graphs()


def test_a_base_moves_minted_iris_and_not_the_vocabulary(tmp_path: Path) -> None:
    commands.build(tmp_path, [*small.written(tmp_path / "sources"), "--base", "https://example.org/kg/"])
    store = Store.read_only(str(tmp_path / "current" / "store"))
    assert all(str(found).startswith("<https://example.org/kg/graph/") for found in store.named_graphs())
    minted = {str(quad.subject) for quad in store if str(quad.subject).startswith("<https://w3id.org/rarekg/")}
    assert minted
    assert all(iri.startswith("<https://w3id.org/rarekg/vocab") for iri in minted)


def test_a_page_about_a_disease_that_mondo_does_not_know_is_built(tmp_path: Path) -> None:
    title = small.PAGE.splitlines()[2]
    page = small.PAGE.replace(title, "A disease of its own").replace("IPEX syndrome; XLAAD", "Ownosis")
    commands.build(tmp_path, small.written(tmp_path / "sources", page=page))
    store = Store.read_only(str(tmp_path / "current" / "store"))
    kind = NamedNode(expand("biolink:Disease"))
    own = [quad.subject for quad in store.quads_for_pattern(None, NamedNode(expand("rdf:type")), kind, graph("gard"))]
    assert [str(iri) for iri in own if "/page/" in str(iri)] == [
        "<https://w3id.org/rarekg/page/a-disease-of-its-own#disease>"
    ]


def test_an_option_declares_the_disease_of_a_page(tmp_path: Path) -> None:
    commands.build(tmp_path, [*small.written(tmp_path / "sources"), "--disease", "MONDO:0011338"])
    store = Store.read_only(str(tmp_path / "current" / "store"))
    kind = NamedNode(expand("schema:MedicalWebPage"))
    (page,) = store.quads_for_pattern(None, NamedNode(expand("rdf:type")), kind, None)
    about = store.quads_for_pattern(page.subject, NamedNode(expand("schema:about")), None, None)
    assert [quad.object for quad in about] == [NamedNode(expand("MONDO:0011338"))]


@pytest.mark.parametrize("only", ["gard", "mondo"])
def test_a_source_brings_the_sources_it_needs(tmp_path: Path, only: str) -> None:
    options = small.written(tmp_path / "sources")
    options[1] = only
    if only == "mondo":
        options = [*options[:3], *options[5:7]]
    commands.build(tmp_path, options)
    manifest = published(tmp_path)[0].manifest
    assert list(manifest.sources) == (
        ["hpo", "mondo", "mondo-mappings", "mondo-2024", "gard"] if only == "gard" else ["mondo"]
    )
