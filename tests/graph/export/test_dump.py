"""Dumps: each format holds the graph, whole or one of its parts, and a dump that fails leaves no half of a file."""

import re
import subprocess
from pathlib import Path

import commands
import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from rarekg.graph.rdf.formats import DUMPS

HPO = NamedNode("https://w3id.org/rarekg/graph/hpo")
RDFLIB = {
    "nquads": "nquads",
    "trig": "trig",
    "turtle": "turtle",
    "ntriples": "nt",
    "rdfxml": "xml",
    "jsonld": "json-ld",
}


def dumped(home: Path, *options: str) -> str:
    done = commands.run("dump", *options, home=home)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def union(store: Store) -> Graph:
    """Return the union of all graphs, as rdflib reads it from N-Triples that this test makes."""
    lines = {f"{quad.triple} ." for quad in store}
    return Graph().parse(data="\n".join(lines), format="nt")


@pytest.mark.parametrize("form", ["turtle", "ntriples", "rdfxml"])
def test_a_format_of_triples_holds_the_union(home: Path, union: Graph, form: str) -> None:
    assert isomorphic(Graph().parse(data=dumped(home, "--format", form), format=RDFLIB[form]), union)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # it uses what it deprecates
@pytest.mark.parametrize("form", ["nquads", "trig", "jsonld"])
def test_a_format_of_quads_holds_every_graph(home: Path, store: Store, form: str) -> None:
    found = Dataset()
    found.parse(data=dumped(home, "--format", form), format=RDFLIB[form])
    for name in store.named_graphs():
        lines = "\n".join(f"{quad.triple} ." for quad in store.quads_for_pattern(None, None, None, name))
        assert isomorphic(found.graph(str(name)[1:-1]), Graph().parse(data=lines, format="nt")), name
    assert len(found) == len(store)


def test_each_triple_of_the_union_is_there_once(home: Path, store: Store) -> None:
    lines = dumped(home, "--format", "ntriples").splitlines()
    assert len(lines) == len(set(lines)) == len({quad.triple for quad in store})


@pytest.mark.parametrize("form", list(DUMPS))
def test_one_graph_can_be_dumped(home: Path, store: Store, form: str) -> None:
    text = dumped(home, "--format", form, "--graph", "hpo")
    expected = {quad.triple for quad in store.quads_for_pattern(None, None, None, HPO)}
    assert {quad.triple for quad in parse(text, format=DUMPS[form].engine)} == expected
    assert dumped(home, "--format", form, "--graph", HPO.value) == text


def test_nquads_of_one_graph_name_it(home: Path) -> None:
    quads = parse(dumped(home, "--graph", "hpo"), format=RdfFormat.N_QUADS)
    assert {quad.graph_name for quad in quads} == {HPO}


@pytest.mark.parametrize("form", ["turtle", "trig"])
def test_names_are_short_where_the_format_can(home: Path, form: str) -> None:
    assert "\nHP:0000964 " in dumped(home, "--format", form).replace("\t", "\n")


@pytest.mark.parametrize("form", ["turtle", "trig", "rdfxml"])
def test_it_declares_the_prefixes_that_it_uses_and_no_other(home: Path, form: str) -> None:
    text = dumped(home, "--format", form)
    if form == "rdfxml":
        declared = set(re.findall(r'xmlns:([\w.-]+)="', text)) - {"rdf", "its"}  # the engine's own
        used = set(re.findall(r"<([\w.-]+):", text)) - {"rdf"}
        assert declared <= used
        return
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", text)
    declared_lines = re.findall(r"^@prefix ([^:]*):", bare, re.MULTILINE)
    used = set(re.findall(r"(?:^|[\s^])([A-Za-z][\w.-]*):", re.sub(r"^@prefix.*$", "", bare, flags=re.MULTILINE)))
    assert sorted(declared_lines) == sorted(used)
    assert {"HP", "MONDO", "rdfs"} <= used


def test_a_file_appears_whole(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.nq"
    path.write_text("what was there before")
    done = commands.run("dump", "-o", path, home=home)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert path.read_text(encoding="utf-8") == dumped(home)
    assert list(tmp_path.iterdir()) == [path]


def test_an_unknown_graph_is_one_line_and_leaves_the_file(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.nq"
    path.write_text("what was there before")
    message = commands.one_line(commands.run("dump", "--graph", "hpp", "-o", path, home=home))
    assert "there is no graph 'hpp'" in message
    assert "gard, hpo, inferred, metadata, mondo, mondo-2024, mondo-mappings, stated, vocabulary" in message
    assert path.read_text() == "what was there before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["out.nq", "out.ttl.gz", "out.jsonld.zst", "out.sssom.tsv", "tables"])
def test_a_dump_that_finds_no_space_is_one_line_and_leaves_the_file(home: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    options = ("--format", "csv") if name == "tables" else ()
    if name != "tables":
        path.write_text("what was there before")
    message = commands.one_line(commands.run_short_of_space("dump", "-o", path, *options, home=home, size=500))
    assert "File too large" in message
    assert [each.read_text() for each in tmp_path.iterdir()] == ["what was there before"] * (name != "tables")


@pytest.mark.parametrize("path", ["missing/out.nq", "."])
def test_a_file_that_cannot_be_written_is_one_line(home: Path, tmp_path: Path, path: str) -> None:
    commands.one_line(commands.run("dump", "-o", tmp_path / path, home=home))


def test_a_reader_that_has_enough_is_no_error(home: Path) -> None:
    with subprocess.Popen(
        [*commands.COMMAND, "dump"],
        env=commands.environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(timeout=30) == 0
