"""The gate: a sound graph passes, each kind of fault is a finding of one line, and no faulty graph is published."""

import json
from collections.abc import Iterable
from pathlib import Path

import commands
import pytest
import sealed
import small
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store

from rarekg.graph.home.builds import Build, current
from rarekg.graph.inference.closure import GRAPH as INFERRED
from rarekg.graph.pipeline.gate import check, owners, recheck, scope
from rarekg.graph.validation import shapes
from rarekg.graph.validation.findings import Finding
from rarekg.graph.validation.references import rules
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.errors import ValidationError
from rarekg.ontology.prefixes import compress, expand

GRAPH = NamedNode("https://w3id.org/rarekg/graph/gard")
SOURCES = ("hpo", "mondo", "mondo-mappings", "mondo-2024", "gard")


def quad(subject: str, predicate: str, object_: str | Literal | BlankNode) -> Quad:
    end = NamedNode(expand(object_)) if isinstance(object_, str) else object_
    return Quad(NamedNode(expand(subject)), NamedNode(expand(predicate)), end, GRAPH)


def found(store: Store, folder: Path, *, added: Iterable[Quad] = (), removed: Iterable[Quad] = ()) -> list[Finding]:
    """Return the findings for a copy of ``store`` with some statements changed."""
    copy = Store()
    copy.extend(store)
    copy.extend(added)
    for statement in removed:
        copy.remove(statement)
    stated = folder / "stated.nt"
    with stated.open("wb") as file:
        for graph in {*copy.named_graphs()} - {NamedNode(Mint().graph(INFERRED)[1:-1])}:
            copy.dump(file, RdfFormat.N_TRIPLES, from_graph=graph)
    return check(copy, Mint(), stated, owners(SOURCES), scope(SOURCES, ()))


def test_a_sound_graph_passes(store: Store, built: Build, tmp_path: Path) -> None:
    assert found(store, tmp_path) == []
    assert recheck(built, tmp_path) == []


@pytest.mark.parametrize(
    ("subject", "predicate", "term", "message"),
    [
        ("MONDO:0010580", "RO:0002200", "HP:0009999", "does not exist"),
        ("MONDO:0010580", "RO:0002200", "HP:0001111", "is obsolete"),
        ("MONDO:0010580", "RO:0002200", "HP:0000976", "is obsolete"),
        ("MONDO:0010580", "RO:0002200", "HP:0001419", "is not below HP:0000118"),
        ("MONDO:0010580", "biolink:has_mode_of_inheritance", "HP:0000964", "is not below HP:0000005"),
        ("MONDO:0010580", "rkg:hasOnset", "HP:0000964", "is not below HP:0003674"),
        ("MONDO:0010580", "rkg:hasClinicalModifier", "HP:0003593", "is not below HP:0012823"),
        ("MONDO:0010580", "biolink:frequency_qualifier", "HP:0012823", "is not below HP:0040279"),
        ("MONDO:0010580", "biolink:onset_qualifier", "MONDO:0010580", "is not below HP:0003674"),
        ("MONDO:0010580", "rkg:differentialDiagnosis", "MONDO:0999999", "does not exist"),
    ],
)
def test_a_term_must_exist_be_current_and_be_in_its_branch(
    store: Store, tmp_path: Path, subject: str, predicate: str, term: str, message: str
) -> None:
    reported = [
        finding
        for finding in found(store, tmp_path, added=[quad(subject, predicate, term)])
        if finding.check == f"reference: {predicate}"
    ]
    assert [(finding.focus, finding.message, finding.value) for finding in reported] == [(subject, message, term)]


def test_the_ends_of_associations_are_checked_by_their_class(store: Store, tmp_path: Path) -> None:
    kind, end = NamedNode(expand("biolink:DiseaseToPhenotypicFeatureAssociation")), "oban:association_has_object"
    (one, *_) = (held.subject for held in store.quads_for_pattern(None, NamedNode(expand("rdf:type")), kind, None))
    (held,) = store.quads_for_pattern(one, NamedNode(expand(end)), None, None)
    other = Quad(one, held.predicate, NamedNode(expand("HP:0001419")), held.graph_name)
    reported = found(store, tmp_path, added=[other], removed=[held])
    assert [str(finding) for finding in reported if finding.check.startswith("reference")] == [
        f"{str(one)[1:-1].removeprefix('https://w3id.org/rarekg/')}: is not below HP:0000118 (HP:0001419) "
        "[reference: object of biolink:DiseaseToPhenotypicFeatureAssociation]"
    ]


def test_the_predicate_of_each_rule_is_declared(store: Store) -> None:
    declared = {str(held.subject) for held in store.quads_for_pattern(None, NamedNode(expand("rdf:type")), None, None)}
    for name in {rule.about.split(" ")[-1] for rule in rules()} - {"owl:annotatedSource"}:  # of a language, not of ours
        assert f"<{expand(name)}>" in declared


def test_every_object_of_hp_or_mondo_is_under_a_rule(store: Store) -> None:
    # These may refer to any term: the hierarchy itself, a term's history, and mappings, which are claims of others.
    free = {"rdfs:subClassOf", "IAO:0100001", "oboInOwl:consider", "skos:exactMatch", "oboInOwl:hasDbXref"}
    checked = {rule.about for rule in rules()}
    elsewhere = [f"<https://w3id.org/rarekg/graph/{name}>" for name in ("inferred", "vocabulary")]
    ontologies = tuple(f"<http://purl.obolibrary.org/obo/{prefix}_" for prefix in ("HP", "MONDO"))
    for held in store:
        if str(held.object).startswith(ontologies) and str(held.graph_name) not in elsewhere:
            assert compress(held.predicate.value) in checked | free, held


@pytest.mark.parametrize(
    ("about", "branch"),
    [
        ("RO:0002200", "HP:0000118"),
        ("object of biolink:DiseaseToPhenotypicFeatureAssociation", "HP:0000118"),
        ("biolink:has_mode_of_inheritance", "HP:0000005"),
        ("rkg:hasOnset", "HP:0003674"),
        ("object of rkg:DiseaseToClinicalModifierAssociation", "HP:0012823"),
        ("biolink:frequency_qualifier", "HP:0040279"),
        ("RO:0004003", None),
        ("rkg:differentialDiagnosis", None),
    ],
)
def test_rules_come_from_the_vocabulary_and_the_table(about: str, branch: str | None) -> None:
    assert [rule.branch for rule in rules() if rule.about == about] == [branch]


def test_an_end_without_label_is_found(store: Store, tmp_path: Path) -> None:
    added = [quad("MONDO:0000023", "oban:association_has_subject", "HGNC:6106")]
    labels = [*store.quads_for_pattern(NamedNode(expand("HGNC:6106")), NamedNode(expand("rdfs:label")), None, None)]
    assert labels
    reported = found(store, tmp_path, added=added, removed=labels)
    assert (
        Finding(check="reference: oban:association_has_subject", focus="HGNC:6106", message="has no label") in reported
    )


def test_a_second_label_in_another_graph_is_found(store: Store, tmp_path: Path) -> None:
    reported = found(store, tmp_path, added=[quad("HP:0000964", "rdfs:label", Literal("Eczema", language="en"))])
    assert [(finding.check, finding.focus) for finding in reported] == [("shape shape:OneLabel-label", "HP:0000964")]


@pytest.mark.parametrize(
    "blank",
    [
        Quad(BlankNode("a"), NamedNode(expand("rdfs:comment")), Literal("nothing"), GRAPH),
        quad("MONDO:0010580", "rdfs:seeAlso", BlankNode("a")),
    ],
)
def test_a_blank_node_is_found(store: Store, tmp_path: Path, blank: Quad) -> None:
    assert "no blank nodes" in {finding.check for finding in found(store, tmp_path, added=[blank])}


def test_text_that_looks_like_a_blank_node_is_no_finding(store: Store, tmp_path: Path) -> None:
    odd = Literal('> _:b "quoted"\n_:b <x> <y> _:c .', language="en")
    assert found(store, tmp_path, added=[quad("MONDO:0010580", "rdfs:comment", odd)]) == []


@pytest.mark.parametrize("bad", ["<http://a b>", "<no-scheme>", "<http://a/%zz>", "<http://[a>"])
def test_an_invalid_iri_is_found_although_the_loader_accepts_it(tmp_path: Path, bad: str) -> None:
    stated = tmp_path / "stated.nt"
    stated.write_text(f"{bad} <http://example.org/p> <http://example.org/o> .\n", encoding="utf-8")
    with pytest.raises(ValidationError, match=r"^a statement is not RDF: .*line 1"):
        shapes.shapes(stated, Mint())


def test_the_description_of_the_graph_is_checked_with_the_statements_of_other_graphs() -> None:
    store, label = Store(), NamedNode(expand("rdfs:label"))
    dataset, about = NamedNode("https://w3id.org/rarekg/dataset/gard"), NamedNode(Mint().graph("metadata")[1:-1])
    store.add(Quad(dataset, label, Literal("GARD", language="en"), about))
    assert shapes.described(store, Mint(), "metadata") == set()
    store.add(Quad(dataset, label, Literal("another name", language="en"), GRAPH))
    (found,) = shapes.described(store, Mint(), "metadata")
    assert (found.check, found.focus) == ("shape shape:OneLabel-label", "dataset/gard")


def test_a_graph_that_breaks_a_rule_is_not_published(tmp_path: Path) -> None:
    options = small.written(tmp_path / "sources")
    good = commands.build(tmp_path, options)
    (tmp_path / "sources" / "mondo.json").write_text(small.mondo_with_two_labels(), encoding="utf-8")
    done = commands.run("build", *options, home=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    *shown, last = done.stderr.splitlines()
    assert any(line.startswith("MONDO:0010580: rdfs:label: A node has one rdfs:label") for line in shown)
    path = Path(last.rpartition(" ")[2])
    listed = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert "MONDO:0010580" in {finding["focus"] for finding in listed}
    assert f"in {len(listed)} places" in last
    assert (tmp_path / "current").resolve().name == good
    assert len(list((tmp_path / "builds").iterdir())) == 1


def test_a_source_below_its_floor_is_not_published(tmp_path: Path) -> None:
    options = [option for option in small.written(tmp_path / "sources") if option != "--no-floors"]
    done = commands.run("build", *options, home=tmp_path)
    assert done.returncode == 1
    line = "hpo: the source has 31 Term, and a sound release has at least 19,800; check its file, or let it through"
    assert f"{line} with --no-floors [floor]" in done.stderr.splitlines()
    assert not (tmp_path / "current").exists()


def test_a_source_with_far_more_facts_than_its_floor_is_not_published(tmp_path: Path) -> None:
    more = "".join(f"[Term]\nid: HP:8{number:06}\nname: finding {number}\n\n" for number in range(39_600))
    options = small.written(tmp_path / "sources", obo=small.hp_obo(more))
    done = commands.run("build", *[option for option in options if option != "--no-floors"], home=tmp_path)
    assert done.returncode == 1
    line = "hpo: the source has 39,631 Term, and a sound release has at most 39,600; check its file, or let it through"
    assert f"{line} with --no-floors [ceiling]" in done.stderr.splitlines()
    assert not (tmp_path / "current").exists()


def test_a_disease_of_two_thousand_genes_is_not_published(tmp_path: Path) -> None:
    options = small.with_genes(tmp_path / "sources", 2000)
    done = commands.run("build", *[option for option in options if option != "--no-floors"], home=tmp_path)
    assert done.returncode == 1
    line = "hpo-genes: the source has 2,000 GeneDisease for the disease MONDO:0010580, and a sound release has at most"
    advice = "check its file, or let it through with --no-floors"
    assert f"{line} 300; {advice} [ceiling]" in done.stderr.splitlines()
    assert not (tmp_path / "current").exists()
    assert commands.build(tmp_path, options) == (tmp_path / "current").resolve().name


def test_validate_checks_a_published_build_again(home: Path, built: Build) -> None:
    done = commands.run("validate", "--build", built.id[:6], home=home)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"{built.id}: {_files(built)}; the graph conforms\n"


def _files(built: Build) -> str:
    """Return what is said of the files of a sound build: all but its manifest are counted."""
    return f"{sum(path.is_file() for path in built.folder.rglob('*')) - 1} files are as built"


def test_validate_ends_with_1_where_a_build_breaks_a_rule(tmp_path: Path) -> None:
    identity = commands.build(tmp_path, small.written(tmp_path / "sources"))
    store = Store(str(tmp_path / "current" / "store"))  # a published store is never written to; this one is
    store.add(quad("MONDO:0010580", "RO:0002200", "HP:0009999"))
    store.flush()
    del store
    sealed.seal(tmp_path / "current")
    done = commands.run("validate", home=tmp_path)
    assert done.returncode == 1
    unsupported = "MONDO:0010580: has RO:0002200, and no association says so (HP:0009999)"
    assert done.stdout.splitlines() == [
        f"{unsupported} [model: association of a plain triple]",
        "MONDO:0010580: does not exist (HP:0009999) [reference: RO:0002200]",
    ]
    assert done.stderr == f"{identity}: {_files(current(tmp_path))}; breaks a rule in 2 places\n"
