"""The comparison of two builds finds what was changed between them, and nothing else."""

import json
import os
from collections.abc import Callable, Generator, Iterable
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import mkdtemp

import commands
import pytest
import small
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse
from rdf import nquads

from rarekg.graph.inspect.diff import Change, compare
from rarekg.graph.inspect.moves import Moves
from rarekg.mappings.facts import Disease, Fact, Frequency, Gene, GeneDisease, Mapping, Origin, Phenotype
from rarekg.mappings.rdf.ntriples import BASE, Mint
from rarekg.ontology.prefixes import compress, expand
from rarekg.ontology.terms import Synonym, Term

IPEX, ECZEMA, ALOPECIA, FOXP3 = "MONDO:0010580", "HP:0000964", "HP:0001596", "HGNC:6106"
FREQUENT = Frequency(term="HP:0040282", lower=Decimal("0.30"), upper=Decimal("0.79"))
OCCASIONAL = Frequency(term="HP:0040283", lower=Decimal("0.05"), upper=Decimal("0.29"))
VOCABULARY = Path(__file__).parents[3] / "ontology" / "rarekg.ttl"
GRAPHS = ["gard", "hpo", "mondo", "mondo-2024", "mondo-mappings", "vocabulary"]  # of a small build
Said = tuple[str, Fact]
Found = Callable[[Iterable[Said], Iterable[Said]], list[Change]]

DISEASE = Disease(id=IPEX, label="IPEX", resolved=True, names=(Synonym(text="XLAAD"),))
HAS_ECZEMA = Phenotype(
    disease=IPEX, phenotype=ECZEMA, origin=Origin(source="gard", key=("eczema",)), frequency=FREQUENT
)
HAS_ALOPECIA = Phenotype(disease=IPEX, phenotype=ALOPECIA, origin=Origin(source="gard", key=("alopecia",)))
CAUSE = GeneDisease(disease=IPEX, gene=FOXP3, role="causal", origin=Origin(source="gard", key=("FOXP3",)))
GENE = Gene(id=FOXP3, symbol="FOXP3", name="forkhead box P3")
MATCH = Mapping(
    subject=IPEX,
    predicate="skos:exactMatch",
    object="OMIM:304790",
    justification="semapv:UnspecifiedMatching",
    source="mondo",
)
TERMS: list[Said] = [
    ("hpo", Term(id=ECZEMA, label="Eczematoid dermatitis", parents=("HP:0000118",))),
    ("hpo", Term(id=ALOPECIA, label="Alopecia", parents=("HP:0000118",))),
    ("hpo", Term(id="HP:0000118", label="Phenotypic abnormality")),
    ("mondo", Term(id=IPEX, label="immune dysregulation")),
]
FACTS: list[Said] = [
    *TERMS,
    ("mondo", MATCH),
    ("gard", DISEASE),
    ("gard", HAS_ECZEMA),
    ("gard", CAUSE),
    ("hgnc", GENE),
]


def store(folder: Path, facts: Iterable[Said]) -> Path:
    """Return the folder of a store with the vocabulary and ``facts``, each in its graph."""
    mint, path = Mint(), Path(mkdtemp(dir=folder))
    made = Store(path)
    graph = NamedNode(mint.graph("vocabulary")[1:-1])
    made.load(VOCABULARY.read_bytes(), RdfFormat.TURTLE, to_graph=graph)
    made.load(nquads(facts, mint), RdfFormat.N_QUADS)
    made.flush()
    return path


def without(*left_out: Fact) -> list[Said]:
    return [(source, fact) for source, fact in FACTS if fact not in left_out]


def exchanged(was: Fact, now: Fact) -> list[Said]:
    return [(source, now if fact == was else fact) for source, fact in FACTS]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    return lambda old, new: list(compare(store(tmp_path, old), store(tmp_path, new)))


def rows(changes: Iterable[Change]) -> list[tuple[str, str, str, str | None]]:
    return [(change.source, change.how, change.kind, compress(change.thing.value)) for change in changes]


def values(pairs: Iterable[tuple[NamedNode, object]]) -> set[tuple[str | None, str]]:
    return {(compress(predicate.value), str(value)) for predicate, value in pairs}


def test_the_same_facts_are_no_change(found: Found) -> None:
    assert found(FACTS, FACTS) == []


def test_the_order_in_which_facts_came_is_no_change(tmp_path: Path) -> None:
    many: list[Said] = [("hpo", Term(id=f"HP:1{number:06}", label=str(number))) for number in range(3000)]
    mixed = Random(1).sample(many, len(many))
    old, new = store(tmp_path, many[:10]), store(tmp_path, mixed[:2000])
    for made, rest in ((old, many[10:]), (new, mixed[2000:])):
        to = Store(made)
        to.extend(quad for quad in Store.read_only(str(store(tmp_path, rest))) if quad not in to)
        to.flush()
        del to  # a store that is open tidies up its files while it is read
    assert list(compare(old, new)) == []


def test_a_term_with_another_label_is_changed(found: Found) -> None:
    was = TERMS[1][1]
    assert isinstance(was, Term)
    (change,) = found(FACTS, exchanged(was, replace(was, label="Hair loss")))
    assert rows([change]) == [("hpo", "changed", "term", ALOPECIA)]
    assert values(change.removed) == {("rdfs:label", '"Alopecia"@en')}
    assert values(change.added) == {("rdfs:label", '"Hair loss"@en')}


def test_a_disease_with_another_name_is_changed(found: Found) -> None:
    (change,) = found(FACTS, exchanged(DISEASE, replace(DISEASE, names=())))
    assert rows([change]) == [("gard", "changed", "disease", IPEX)]
    assert ("skos:altLabel", '"XLAAD"@en') in values(change.removed)
    assert change.added == ()


def test_an_association_with_another_frequency_is_changed_and_its_disease_is_not(found: Found) -> None:
    (change,) = found(FACTS, exchanged(HAS_ECZEMA, replace(HAS_ECZEMA, frequency=OCCASIONAL)))
    assert (change.source, change.how) == ("gard", "changed")
    assert change.kind == "disease to phenotypic feature association"
    assert ("biolink:frequency_qualifier", f"<{expand('HP:0040282')}>") in values(change.removed)
    assert ("biolink:frequency_qualifier", f"<{expand('HP:0040283')}>") in values(change.added)


def test_a_new_phenotype_is_a_new_association_and_its_plain_triple_no_change_of_the_disease(found: Found) -> None:
    (change,) = found(FACTS, [*FACTS, ("gard", HAS_ALOPECIA)])
    assert rows([change])[0][:3] == ("gard", "added", "disease to phenotypic feature association")
    assert ("oban:association_has_object", f"<{expand(ALOPECIA)}>") in values(change.added)
    (change,) = found([*FACTS, ("gard", HAS_ALOPECIA)], FACTS)
    assert (change.how, change.added) == ("removed", ())


def test_a_gene_that_is_no_longer_stated_as_the_cause_is_a_removed_association(found: Found) -> None:
    (change,) = found(FACTS, without(CAUSE))
    assert rows([change])[0][:3] == ("gard", "removed", "causal gene to disease association")


def test_a_mapping_is_gone_and_its_plain_triple_and_its_set_are_no_change(found: Found) -> None:
    (change,) = found(FACTS, without(MATCH))
    assert rows([change])[0][:3] == ("mondo", "removed", "mapping")
    assert ("owl:annotatedTarget", f"<{expand('OMIM:304790')}>") in values(change.removed)


def test_a_match_without_a_node_of_its_own_changes_its_term(found: Found) -> None:
    plain = replace(MATCH, object="MESH:C580192", plain=True)
    (change,) = found(FACTS, [*FACTS, ("mondo", plain)])
    assert rows([change]) == [("mondo", "changed", "term", IPEX)]
    assert values(change.added) == {("skos:exactMatch", f"<{expand('MESH:C580192')}>")}


def test_a_source_that_was_not_there_is_all_added(found: Found) -> None:
    changes = found(without(GENE, DISEASE, HAS_ECZEMA, CAUSE), FACTS)
    assert {("gard", "added", "disease"), ("hgnc", "added", "gene")} <= {row[:3] for row in rows(changes)}
    assert {(change.source, change.how, change.removed) for change in changes} == {
        ("gard", "added", ()),
        ("hgnc", "added", ()),
    }


def test_what_is_inferred_or_describes_the_build_is_not_compared(tmp_path: Path) -> None:
    new = store(tmp_path, FACTS)
    for source in ("inferred", "metadata"):
        predicate, graph = NamedNode(expand("rkg:subsumedBy")), NamedNode(f"{BASE}graph/{source}")
        made = Store(new)
        made.add(Quad(NamedNode(expand(ECZEMA)), predicate, NamedNode(expand(ECZEMA)), graph))
        made.flush()
        del made
    assert list(compare(store(tmp_path, FACTS), new)) == []


def test_a_comparison_that_is_given_up_leaves_no_process(tmp_path: Path) -> None:
    many: list[Said] = [("hpo", Term(id=f"HP:1{number:06}", label="x" * 500)) for number in range(3000)]
    before = children()
    changes = compare(store(tmp_path, []), store(tmp_path, many))
    next(changes)
    assert children() > before
    assert isinstance(changes, Generator)
    changes.close()
    assert children() <= before


def children() -> set[str]:
    """Return the ids of the processes that this one has started and not awaited."""
    tasks = Path(f"/proc/{os.getpid()}/task").iterdir()
    return {child for task in tasks for child in (task / "children").read_text().split()}


def lines(numbers: set[tuple[int, int, int]]) -> str:
    """Return statements about a few things, in two graphs, with literals that need escaping."""
    return "".join(
        f'<{BASE}association/{thing}> <{expand("rdfs:comment")}> "{value} \\"\\n {value}"@en <{BASE}graph/{graph}> .\n'
        for graph, thing, value in sorted(numbers)
    )


NUMBERS = st.sets(st.tuples(st.sampled_from((1, 2)), st.integers(0, 30), st.integers(0, 5)), max_size=60)


@pytest.fixture(scope="module")
def two_stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("stores")
    return folder / "old", folder / "new"


@settings(max_examples=15, deadline=None)
@given(NUMBERS, NUMBERS, NUMBERS)
def test_the_changes_are_the_difference_of_the_two_sets_of_quads(
    two_stores: tuple[Path, Path],
    both: set[tuple[int, int, int]],
    before: set[tuple[int, int, int]],
    after: set[tuple[int, int, int]],
) -> None:
    texts = (lines(both | before), lines(both | after))
    for path, text in zip(two_stores, texts, strict=True):
        made = Store(path)
        made.clear()
        made.load(text, RdfFormat.N_QUADS)
        made.flush()
        del made
    changes = list(compare(*two_stores))
    was, now = (set(parse(text, RdfFormat.N_QUADS)) for text in texts)
    removed, added = set(), set()
    for change in changes:
        graph = NamedNode(f"{BASE}graph/{change.source}")
        removed |= {Quad(change.thing, predicate, value, graph) for predicate, value in change.removed}
        added |= {Quad(change.thing, predicate, value, graph) for predicate, value in change.added}
        spoken = (
            any(quad.subject == change.thing and quad.graph_name == graph for quad in was),
            any(quad.subject == change.thing and quad.graph_name == graph for quad in now),
        )
        assert {(True, True): "changed", (True, False): "removed", (False, True): "added"}[spoken] == change.how
    assert (removed, added) == (was - now, now - was)
    assert len({(change.source, change.thing) for change in changes}) == len(changes)


@pytest.fixture(scope="module")
def two_builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """Return a home and its two builds: in the second, one row of the page is gone and one has another frequency."""
    home = tmp_path_factory.mktemp("home")
    old = commands.build(home, small.written(home / "one"))
    row = "Alopecia\nHair loss\n0001596\n"
    assert row in small.PAGE
    page = small.PAGE.replace(row, "Colitis 0002583\n").replace("fewer than 150", "fewer than 120")
    new = commands.build(home, small.written(home / "two", page=page.replace("Fewer than 150", "Fewer than 120")))
    return home, old, new


def test_json_lists_the_changes_on_the_page(two_builds: tuple[Path, str, str]) -> None:
    home, old, new = two_builds
    done = commands.run("diff", old, new, "--format", "json", home=home)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert (answer["old"], answer["new"]) == (old, new)
    changed = {(change["kind"], change["change"], change["name"]) for change in answer["changes"]}
    association = "disease to phenotypic feature association"
    ipex = "MONDO:0010580 immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome"
    assert (association, "removed", f"{ipex} → HP:0001596 Alopecia") in changed
    assert (association, "added", f"{ipex} → HP:0002583 Colitis") in changed
    assert {change["source"] for change in answer["changes"]} == {"gard"}
    counts = {(row["kind"]): (row["added"], row["removed"], row["changed"]) for row in answer["counts"]}
    assert counts[association] == (1, 1, 0)
    assert sum(map(sum, counts.values())) == len(answer["changes"])
    cases = [change for change in answer["changes"] if change["kind"] == "prevalence"]
    assert [["rkg:upperCount", "149"] in change["removed"] for change in cases if change["change"] != "added"] == [True]
    assert [["rkg:upperCount", "119"] in change["added"] for change in cases if change["change"] != "removed"] == [True]


def test_the_table_has_the_same_changes(two_builds: tuple[Path, str, str]) -> None:
    home, old, new = two_builds
    done = commands.run("diff", old, new, home=home)
    assert done.returncode == 0, done.stderr
    assert "− MONDO:0010580 immune dysregulation" in done.stdout
    assert "→ HP:0001596 Alopecia" in done.stdout
    counted = next(line for line in done.stdout.splitlines() if "disease to phenotypic feature association  " in line)
    assert counted.split()[-2:] == ["1", "1"]
    few = commands.run("diff", old, new, "--examples", "0", home=home).stdout
    assert "Alopecia" not in few
    assert counted in few


def test_a_summary_has_counts_and_versions_but_no_changes(two_builds: tuple[Path, str, str]) -> None:
    home, old, new = two_builds
    done = commands.run("diff", old, new, "--summary", home=home)
    assert done.stdout == commands.run("diff", old, new, "--examples", "0", home=home).stdout
    assert [line.split()[0] for line in done.stderr.splitlines()] == GRAPHS
    short = json.loads(commands.run("diff", old, new, "--summary", "--format", "json", home=home).stdout)
    whole = json.loads(commands.run("diff", old, new, "--format", "json", home=home).stdout)
    assert short == {key: value for key, value in whole.items() if key != "changes"}
    assert (short["moved"], set(short["versions"])) == ([], {"gard"})


def test_a_disease_on_another_node_has_moved_with_its_statements(tmp_path: Path) -> None:
    options = small.with_genes(tmp_path / "sources", 3)
    old = commands.build(tmp_path, options)
    table = tmp_path / "sources" / "mondo.sssom.tsv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(line for line in lines if "OMIM:304790" not in line), encoding="utf-8")
    new = commands.build(tmp_path, options)
    done = commands.run("diff", old, new, "--summary", home=tmp_path)
    ipex = "MONDO:0010580 immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome"
    assert done.stdout.splitlines()[0] == f"moved: {ipex} → OMIM:304790 IPEX, 4 statements"
    answer = json.loads(commands.run("diff", new, old, "--summary", "--format", "json", home=tmp_path).stdout)
    assert answer["moved"] == [{"from": "OMIM:304790 IPEX", "to": ipex, "statements": 4}]


def test_an_obsolete_disease_has_moved_to_its_successor(found: Found) -> None:
    was = TERMS[3][1]
    assert isinstance(was, Term)
    moves = Moves()
    for change in found(FACTS, exchanged(was, replace(was, obsolete=True, replaced_by="MONDO:0010518"))):
        moves.observe(change)
    assert [(compress(a.value), compress(b.value), count) for a, b, count in moves.rows()] == [
        (IPEX, "MONDO:0010518", 0)
    ]


def test_the_current_build_is_the_newer_one_by_default(two_builds: tuple[Path, str, str]) -> None:
    home, old, new = two_builds
    assert commands.run("diff", old[:4], home=home).stdout == commands.run("diff", old, new, home=home).stdout
    assert "no source has changed" in commands.run("diff", new, home=home).stdout


def test_builds_below_two_bases_cannot_be_compared(two_builds: tuple[Path, str, str], tmp_path: Path) -> None:
    home, old, _ = two_builds
    elsewhere = commands.build(home, [*small.written(tmp_path), "--base", "https://example.org/kg/"])
    assert "https://example.org/kg/" in commands.one_line(commands.run("diff", old, elsewhere, home=home))


def test_a_build_that_is_not_there_is_one_line(two_builds: tuple[Path, str, str]) -> None:
    home, old, _ = two_builds
    assert "no single build has the id 'zzz'" in commands.one_line(commands.run("diff", old, "zzz", home=home))
