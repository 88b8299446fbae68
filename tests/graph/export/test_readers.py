"""Dumps as programs of others read them: rapper, jsonld.js, and the two that know RDF 1.2, oxigraph and n3."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import commands
import javascript
import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from rarekg.graph.rdf.formats import DUMPS

TYPES = {
    "turtle": "text/turtle",
    "trig": "application/trig",
    "ntriples": "application/n-triples",
    "nquads": "application/n-quads",
}
OXIGRAPH = Path(sys.executable).with_name("oxigraph")
RAPPER = {"nquads": "nquads", "ntriples": "ntriples", "turtle": "turtle", "rdfxml": "rdfxml", "trig": "trig"}
SUFFIXES = {"nquads": "nq", "ntriples": "nt", "turtle": "ttl", "rdfxml": "rdf", "trig": "trig", "jsonld": "jsonld"}


def dumped(home: Path, folder: Path, form: str, *options: str) -> Path:
    path = folder / f"x.{SUFFIXES[form]}"
    done = commands.run("dump", "-o", path, *options, home=home)
    assert done.returncode == 0, done.stderr
    return path


@pytest.mark.parametrize("form", list(RAPPER))
def test_rapper_counts_as_many_statements(home: Path, store: Store, tmp_path: Path, form: str) -> None:
    if shutil.which("rapper") is None:
        pytest.skip("rapper is not installed: apt-get install raptor2-utils")
    path = dumped(home, tmp_path, form)
    command = ["rapper", "--quiet", "--input", RAPPER[form], "--output", "nquads", str(path), "https://example.org/"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == len(store)


@pytest.mark.parametrize("form", ["turtle", "trig", "ntriples", "nquads"])
def test_oxigraph_reads_annotations(home: Path, tmp_path: Path, form: str) -> None:
    if not OXIGRAPH.exists():
        pytest.skip("the oxigraph command is not installed: pip install oxigraph")
    path = dumped(home, tmp_path, form, "--annotations", "--source", "mondo-mappings")
    written = tmp_path / "out.nq"
    command = [str(OXIGRAPH), "convert", "--from-file", str(path), "--to-file", str(written)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    read = list(parse(written.read_bytes(), format=RdfFormat.N_QUADS))
    reified = [quad for quad in read if re.search(r"<<\(", str(quad))]
    stated = NamedNode("https://w3id.org/rarekg/graph/stated")
    plain = {quad.triple for quad in read if not re.search(r"<<\(", str(quad))}
    assert reified
    assert {quad.object for quad in reified} <= plain
    if form in ("trig", "nquads"):
        assert {quad.object for quad in reified} == {quad.triple for quad in read if quad.graph_name == stated}


@pytest.mark.parametrize("form", list(TYPES))
def test_n3_reads_annotations(home: Path, tmp_path: Path, form: str) -> None:
    path = dumped(home, tmp_path, form, "--annotations", "--source", "mondo-mappings")
    read = javascript.run("file", str(path), TYPES[form])
    assert len(read) == len(list(parse(path.read_bytes(), format=DUMPS[form].engine)))
    reified = [each[2] for each in read if isinstance(each[2], list)]
    plain = [each[:3] for each in read if not isinstance(each[2], list)]
    assert reified
    assert all(each in plain for each in reified)


def test_jsonld_js_counts_as_many_statements(home: Path, store: Store, tmp_path: Path) -> None:
    read = javascript.run("jsonld-file", str(dumped(home, tmp_path, "jsonld")))
    assert len(read) == len(store)
    assert {each[3] for each in read} == {graph.value for graph in store.named_graphs()}
