"""The command line takes names, files of ids and graph formats, and says why a result is empty."""

import csv
from io import StringIO
from pathlib import Path

import commands
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph, URIRef

from rarekg.ontology.prefixes import expand

IPEX, WISKOTT = "MONDO:0010580", "MONDO:0010518"
LABEL = "immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome"
FORMATS = ("turtle", "jsonld", "ntriples", "rdfxml", "trig", "nquads")
DATASETS = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS}
READERS = {"jsonld": "json-ld", "ntriples": "nt", "rdfxml": "xml", "turtle": "turtle"}


def names(text: str) -> set[str]:
    return {row["disease"] for row in csv.DictReader(StringIO(text))}


def test_a_name_is_followed_with_a_note(home: Path) -> None:
    done = commands.run("query", "names-of-disease", "-p", "disease=ipex syndrome", "--format", "csv", home=home)
    assert names(done.stdout) == {expand(IPEX)}
    assert done.stderr == f"rarekg: 'ipex syndrome' is {IPEX} ({LABEL})\n"


def test_a_file_holds_one_value_a_line(home: Path, tmp_path: Path) -> None:
    file, lines = tmp_path / "ids.txt", f"\ufeff# diseases\n{IPEX}\n\n  OMIM:301000\nMONDO:9999999\n"
    file.write_text(lines, encoding="utf-8")
    of_file, of_input = (
        commands.run("query", "names-of-disease", "-p", value, "--format", "csv", home=home, given=lines)
        for value in (f"disease=@{file}", "disease=@-")
    )
    assert names(of_file.stdout) == {expand(IPEX), expand(WISKOTT)}
    assert (of_file.stdout, of_file.stderr) == (of_input.stdout, of_input.stderr)
    assert of_file.stderr.splitlines()[0] == "rarekg: 1 of 3 left out, unknown: MONDO:9999999"


@pytest.mark.parametrize(
    ("content", "message"), [(b"# none\n", "no line with a value"), (b"\xff\n", "not text in UTF-8")]
)
def test_a_file_without_values_is_refused(home: Path, tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "ids.txt"
    file.write_bytes(content)
    done = commands.run("query", "names-of-disease", "-p", f"disease=@{file}", home=home)
    assert (done.returncode, message in done.stderr) == (2, True)
    missing = commands.run("query", "names-of-disease", "-p", "disease=@nowhere.txt", home=home)
    assert (missing.returncode, "No such file" in missing.stderr) == (2, True)


@pytest.mark.parametrize("form", ["table", "json", "csv", "tsv", "xml"])
def test_an_empty_result_says_what_no_source_says(home: Path, form: str) -> None:
    asked = ("query", "treatments-curative-first", "-p", f"disease={WISKOTT}", "--format", form)
    done = commands.run(*asked, home=home)
    assert done.returncode == 0
    assert done.stderr.startswith(
        f"rarekg: the result is empty: no source lists a treatment of {WISKOTT} (Wiskott-Aldrich syndrome) (sources"
    )


@pytest.mark.parametrize("form", READERS)
def test_a_graph_has_each_format(home: Path, form: str) -> None:
    asked = ("query", "everything-about-disease", "-p", f"disease={IPEX}", "--format")
    turtle, other = commands.run(*asked, "turtle", home=home), commands.run(*asked, form, home=home)
    assert len(parsed(other.stdout, form)) == len(parsed(turtle.stdout, "turtle")) > 50


def parsed(text: str, form: str) -> Graph:
    """Return the graph; rdflib reads all but JSON-LD, of which its reader warns."""
    if form != "jsonld":
        return Graph().parse(data=text, format=READERS[form])
    lines = "\n".join(f"{quad.triple} ." for quad in parse(text, RdfFormat.JSON_LD))
    return Graph().parse(data=lines, format="nt")


@pytest.mark.parametrize("name", ["OMIM:304790", "Orphanet_37042", "IPEX syndrome", "mondo:10580"])
def test_describe_takes_the_one_thing(home: Path, name: str) -> None:
    usual, named = (commands.run("describe", each, home=home) for each in (IPEX, name))
    assert named.stdout == usual.stdout
    assert usual.stderr == ""
    assert (f" is {IPEX} ({LABEL})" in named.stderr) == (name != "mondo:10580")


def test_describe_writes_the_same_statements_in_each_format(home: Path) -> None:
    texts = {form: commands.run("describe", IPEX, "--format", form, home=home).stdout for form in FORMATS}
    graphs = [parsed(texts[form], form) for form in ("jsonld", "ntriples", "rdfxml")]
    assert all(set(graph) == set(graphs[0]) for graph in graphs)
    assert set(parsed(texts["turtle"], "turtle")) == set(graphs[0])
    subject = URIRef(expand(IPEX))
    assert (subject, URIRef(expand("rdfs:label")), None) in graphs[0]
    trig, nquads = (list(parse(texts[name], form)) for name, form in DATASETS.items())
    assert set(trig) == set(nquads)
    assert {str(quad.triple) for quad in trig} >= {
        str(quad.triple) for quad in parse(texts["ntriples"], RdfFormat.N_TRIPLES)
    }
    assert all(quad.graph_name.value.startswith("https://w3id.org/rarekg/graph/") for quad in trig)


def test_describe_suggests_what_is_near_and_nothing_else(home: Path) -> None:
    near = commands.one_line(commands.run("describe", "Wiskot-Aldrich syndrome", home=home))
    assert near.endswith(f"did you mean {WISKOTT} (Wiskott-Aldrich syndrome)?")
    assert "did you mean" not in commands.one_line(commands.run("describe", "docs", home=home))
