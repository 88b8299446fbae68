"""Queries by the command line: saved ones and one's own, each format, and each way that a query can fail."""

import csv
import json
import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

import commands
import mistakes
import pytest
import small
from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse
from served import until

from rarekg.graph.home.builds import Build
from rarekg.ontology.prefixes import expand
from rarekg.queries import catalog
from rarekg.queries.needs import note

LABELS = "SELECT ?term ?label { GRAPH ?g { ?term rdfs:label ?label } FILTER(STRENDS(STR(?g), '/graph/hpo')) }"
WANTED = {(f"HP:{local}", label) for local, label, _ in (*small.PHENOTYPES, small.OBSOLETE)}


@contextmanager
def started(home: Path, query: str, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes], IO[bytes]]]:
    """Start the command on ``query``; give its process, its standard output and its standard error."""
    command = [*commands.COMMAND, "query", "--file", "-", *options]
    with subprocess.Popen(
        command,
        env=commands.environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(query.encode())
        process.stdin.close()
        yield process, process.stdout, process.stderr


def ask(home: Path, query: str, *options: str) -> str:
    done = commands.run("query", "--file", "-", *options, home=home, given=query)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def query(home: Path, text: str) -> "subprocess.CompletedProcess[str]":
    return commands.run("query", "--file", "-", home=home, given=text)


def refused(home: Path, query: str, *options: str) -> str:
    return commands.one_line(commands.run("query", "--file", "-", *options, home=home, given=query))


def test_a_saved_query_answers_with_its_defaults(home: Path) -> None:
    done = commands.run("query", "phenotypes-by-frequency", "--format", "json", home=home)
    rows = json.loads(done.stdout)["results"]["bindings"]
    assert {(row["phenotype"]["value"], row.get("frequency", {}).get("value")) for row in rows} == {
        (expand("HP:0000964"), "Frequent"),
        (expand("HP:0005208"), "Frequent"),
        (expand("HP:0001890"), "Occasional"),
        (expand("HP:0001596"), "Very rare"),
        (expand("HP:0001873"), None),
    }


def test_a_parameter_takes_a_curie(home: Path) -> None:
    done = commands.run("query", "names-of-disease", "-p", "disease=MONDO:0010743", "--format", "csv", home=home)
    assert {row["name"] for row in csv.DictReader(StringIO(done.stdout))} == {
        "thrombocytopenia 1",
        *small.SYNONYMS["0010743"],
    }


def test_every_saved_query_runs(home: Path) -> None:
    for query in catalog.load():
        done = commands.run("query", query.name, home=home)
        lines = [line for line in done.stderr.splitlines() if not line.startswith("rarekg: the result is empty: ")]
        told = lines == [f"rarekg: {note(query.needs)}"] if query.needs else not lines
        assert (done.returncode, told) == (0, True), query.name


def test_queries_lists_each_query_with_its_question(home: Path) -> None:
    done = commands.run("queries", home=home)
    for query in catalog.load():
        assert query.name in done.stdout
        assert query.summary in done.stdout


def test_rows_are_the_same_in_each_format(home: Path) -> None:
    bindings = json.loads(ask(home, LABELS, "--format", "json"))["results"]["bindings"]
    from_json = {(row["term"]["value"], row["label"]["value"]) for row in bindings}
    assert from_json == {(expand(curie), label) for curie, label in WANTED}
    assert {
        (row["term"], row["label"]) for row in csv.DictReader(StringIO(ask(home, LABELS, "--format", "csv")))
    } == from_json
    tsv = ask(home, LABELS, "--format", "tsv").splitlines()[1:]
    assert set(tsv) == {f'<{iri}>\t"{label}"@en' for iri, label in from_json}
    xml = ElementTree.fromstring(ask(home, LABELS, "--format", "xml"))
    spaced = "{http://www.w3.org/2005/sparql-results#}"
    assert {result.findtext(f".//{spaced}uri") for result in xml.iter(f"{spaced}result")} == {
        iri for iri, _ in from_json
    }


def test_the_table_has_short_names_and_nothing_cut(home: Path) -> None:
    lines = ask(home, f"{LABELS} ORDER BY ?term", "--limit", "0").splitlines()
    body = [line.split(maxsplit=1) for line in lines if line.strip().startswith("HP:")]
    assert {(curie, label.strip()) for curie, label in body} == WANTED
    assert lines[-1] == f"{len(WANTED)} rows"


def test_the_table_adds_labels_where_the_query_asks_for_none(home: Path) -> None:
    text = ask(home, "SELECT ?mode { MONDO:0010580 biolink:has_mode_of_inheritance ?mode }")
    assert "HP:0001419  X-linked recessive inheritance" in text


@pytest.mark.parametrize(("form", "yes"), [("table", "yes"), ("json", '"boolean":true'), ("csv", "true")])
def test_a_yes_or_no_question(home: Path, form: str, yes: str) -> None:
    assert yes in ask(home, "ASK { MONDO:0010580 a owl:Class }", "--format", form)


def test_describe_gives_associations_and_nothing_inferred_or_twice(home: Path, store: Store) -> None:
    text = ask(home, "DESCRIBE MONDO:0010580", "--format", "turtle")
    found = [quad.triple for quad in parse(text, format=RdfFormat.TURTLE)]
    ipex, inferred = NamedNode(expand("MONDO:0010580")), NamedNode("https://w3id.org/rarekg/graph/inferred")
    links = [quad for quad in store.quads_for_pattern(None, None, ipex, None) if quad.graph_name != inferred]
    own = [quad for quad in store.quads_for_pattern(ipex, None, None, None) if quad.graph_name != inferred]
    assert {quad.triple for quad in (*links, *own)} <= set(found)
    assert not {quad.triple for quad in store.quads_for_pattern(None, None, None, inferred)} & set(found)
    assert len(found) == len(set(found))
    assert any("/association/" in str(triple.subject) for triple in found)


@pytest.mark.parametrize(
    ("form", "rdf"),
    [
        ("table", RdfFormat.TURTLE),
        ("turtle", RdfFormat.TURTLE),
        ("json", RdfFormat.JSON_LD),
        ("xml", RdfFormat.RDF_XML),
    ],
)
def test_a_graph_as_answer(home: Path, store: Store, form: str, rdf: RdfFormat) -> None:
    text = ask(home, "CONSTRUCT { ?s rdfs:subClassOf ?o } WHERE { ?s rdfs:subClassOf ?o }", "--format", form)
    below = NamedNode(expand("rdfs:subClassOf"))
    expected = {quad.triple for quad in store.quads_for_pattern(None, below, None, None)}
    found: set[Triple] = {quad.triple for quad in parse(text, format=rdf)}
    assert found == expected


def test_a_query_of_ones_own_from_a_file(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    assert commands.run("query", "--file", path, home=home).stdout == "yes\n"


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_graph_is_no_table(home: Path, form: str) -> None:
    assert "take one of" in refused(home, "CONSTRUCT WHERE { ?s ?p ?o }", "--format", form)


def test_rows_are_no_graph(home: Path) -> None:
    assert "take one of" in refused(home, "SELECT * { ?s ?p ?o } LIMIT 1", "--format", "turtle")


def test_a_query_names_its_own_dataset(home: Path) -> None:
    everything, hpo = (
        ask(home, f"SELECT (COUNT(*) AS ?n) {clause} {{ ?s ?p ?o }}", "--format", "csv").split()[1]
        for clause in ("", "FROM <https://w3id.org/rarekg/graph/hpo>")
    )
    assert 0 < int(hpo) < int(everything)


def test_a_syntax_error_says_where(home: Path) -> None:
    message, source = commands.marked(query(home, "SELECT *\n{ ?s ?p"))
    assert message == (
        "rarekg: line 2, column 8: a } is missing: the { at line 2, column 1 is not closed; write } where it ends"
    )
    assert source == "{ ?s ?p\n       ^"


def test_a_byte_order_mark_at_the_beginning_is_passed_over(home: Path) -> None:
    assert ask(home, "\ufeffASK {}", "--format", "csv") == "true"


@pytest.mark.parametrize("wrong", mistakes.rows()[::9], ids=lambda wrong: wrong.query[:60])
def test_a_mistake_is_named_and_marked(home: Path, wrong: mistakes.Wrong) -> None:
    message, source = commands.marked(query(home, wrong.query))
    assert wrong.lacking(message) == []
    assert source.split("\n")[1].strip() == "^"


def test_an_update_is_refused(home: Path) -> None:
    message, _ = commands.marked(query(home, "DELETE WHERE { ?s ?p ?o }"))
    assert "DELETE is an update" in message


def test_a_query_that_takes_too_long_is_ended(home: Path) -> None:
    cross = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    assert "took longer than 1 s" in refused(home, cross, "--timeout", "1")


@pytest.mark.parametrize("bomb", ["{", "(", "!"])
def test_a_query_that_crashes_the_parser_is_one_line(home: Path, bomb: str) -> None:
    deep = 200_000
    texts = {
        "{": f"SELECT * {'{' * deep}{'}' * deep}",
        "(": f"SELECT * {{ FILTER({'(' * deep}1{')' * deep}) }}",
        "!": f"SELECT * {{ FILTER({'!' * deep}true) }}",
    }
    assert "ended the engine" in refused(home, texts[bomb])


@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_a_query_makes_no_connection(home: Path, silent: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        service = f"SERVICE {silent}<http://127.0.0.1:{listener.getsockname()[1]}/> {{ ?s ?p ?o }}"
        assert "SERVICE is not supported" in refused(home, f"SELECT * {{ {service} }}")
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_query_that_needs_too_much_memory_is_one_line(home: Path) -> None:
    doubled = " ".join(f"BIND(CONCAT(?x{at}, ?x{at}) AS ?x{at + 1})" for at in range(30))
    query = f"SELECT (STRLEN(?x30) AS ?n) {{ BIND('aaaaaaaaaaaaaaaa' AS ?x0) {doubled} }}"
    message = refused(home, query, "--max-memory", str(500 << 20))
    assert "too much memory" in message
    assert message.endswith("or give it more with --max-memory")


def test_too_little_memory_to_start_is_one_line(home: Path) -> None:
    assert "give it more with --max-memory" in refused(home, "ASK {}", "--max-memory", str(100 << 20))


MANY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_a_table_that_would_not_fit_into_memory_is_one_line(home: Path) -> None:
    assert "too large for a table" in refused(home, MANY, "--limit", "0")


def test_a_table_of_the_first_rows_does_not_read_all(home: Path) -> None:
    lines = ask(home, MANY, "--limit", "3").splitlines()
    assert lines[-1].startswith("… at least ")
    assert sum(line.count("  ") > 0 for line in lines) >= 3


def test_limit_and_wide_are_refused_where_everything_is_written_anyway(home: Path) -> None:
    for option in (["--limit", "3"], ["--wide"]):
        done = commands.run("query", "rare-diseases", "--format", "csv", *option, home=home)
        assert done.returncode == 2
        assert "csv has every row and column" in " ".join(done.stderr.split())


def test_a_graph_has_no_rows_to_limit(home: Path) -> None:
    for option in (["--limit", "3"], ["--wide"]):
        assert "answers with a graph" in refused(home, "CONSTRUCT WHERE { ?s ?p ?o }", *option)


def test_other_formats_are_streamed(home: Path) -> None:
    with started(home, MANY, "--format", "csv") as (process, out, _):
        for _ in range(200):
            assert len(out.read(1 << 20)) == 1 << 20
        peak = re.search(r"VmHWM:\s*(\d+) kB", Path(f"/proc/{process.pid}/status").read_text(encoding="ascii"))
        process.kill()
    assert peak
    assert int(peak[1]) < 150_000


def test_ctrl_c_ends_the_command_and_its_worker(home: Path) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with started(home, slow) as (process, _, errors):
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        until(lambda: children.read_text(encoding="ascii") != "")
        worker = int(children.read_text(encoding="ascii").split()[0])
        until(lambda: seconds_of_work(worker) > 1)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
        assert b"Traceback" not in errors.read()
    assert not Path(f"/proc/{worker}").exists()


def seconds_of_work(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_file_that_is_not_text_is_one_line(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in commands.one_line(commands.run("query", "--file", path, home=home))
    with path.open("rb") as given:
        command = [*commands.COMMAND, "query", "--file", "-"]
        environment = commands.environment(home) | {"LC_ALL": "C"}
        done = subprocess.run(command, stdin=given, env=environment, capture_output=True, text=True, check=False)
    assert "UTF-8" in commands.one_line(done)
    assert "No such file" in commands.one_line(commands.run("query", "--file", tmp_path / "none.rq", home=home))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["phenotypes-by-frequenzy"], "did you mean phenotypes-by-frequency"),
        (["phenotypes-by-frequency", "-p", "diseese=MONDO:0010580"], "no parameter 'diseese'"),
        (["phenotypes-by-frequency", "-p", "disease=Omen syndrome"], "Omenn syndrome"),
        (
            ["diseases-with-conflicting-frequencies", "-p", "phenotype=HP:0000964", "-p", "phenotype=HP:0001596"],
            "exactly one value",
        ),
    ],
)
def test_a_saved_query_that_cannot_be_bound_is_one_line(home: Path, options: list[str], message: str) -> None:
    assert message in commands.one_line(commands.run("query", *options, home=home))


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["phenotypes-by-frequency", "--file", "q.rq"],
        ["phenotypes-by-frequency", "-p", "disease"],
        ["--file", "-", "-p", "disease=MONDO:0010580"],
        ["phenotypes-by-frequency", "--format", "xlsx"],
        ["phenotypes-by-frequency", "--timeout", "0"],
    ],
)
def test_a_wrong_use_ends_with_2(home: Path, options: list[str]) -> None:
    done = commands.run("query", *options, home=home)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_reader_that_has_enough_is_no_error(home: Path) -> None:
    for form in ("table", "csv"):
        with started(home, "SELECT * { ?s ?p ?o }", "--format", form) as (process, out, errors):
            out.readline()
            out.close()
            assert errors.read() == b""
            assert process.wait(timeout=30) == 0


def test_a_query_of_an_older_build(home: Path, built: Build) -> None:
    done = commands.run("query", "--file", "-", "--build", built.id[:5], home=home, given="ASK { ?s ?p ?o }")
    assert done.stdout == "yes\n"
    assert "the builds are: " + built.id in commands.one_line(
        commands.run("query", "--file", "-", "--build", "nope", home=home, given="ASK { ?s ?p ?o }")
    )


@pytest.mark.parametrize(
    "command", [["query", "--file", "-"], ["describe", "MONDO:0010580"], ["dump"], ["sources"], ["validate"]]
)
def test_without_a_build_each_command_says_what_to_do(tmp_path: Path, command: list[str]) -> None:
    message = commands.one_line(commands.run(*command, home=tmp_path / "none", given="ASK {}"))
    assert message.endswith("run `rarekg build` first")
    assert not (tmp_path / "none").exists()


def test_a_query_whose_sources_the_build_lacks_says_so_and_how_to_bring_them(home: Path) -> None:
    asked = ("-p", "disease=MONDO:0010580", "--format", "csv")
    done = commands.run("query", "prevalence-of-disease", *asked, home=home)
    assert done.returncode == 0
    assert len(list(csv.reader(StringIO(done.stdout)))) == 2  # the statement of the page is there all the same
    (line,) = done.stderr.splitlines()
    assert line.startswith("rarekg: the build lacks the sources of this answer, orphanet-prevalence and orphapackets;")
    for command in re.findall("`rarekg (.*?)`", line):
        told = commands.run(command.split()[0], "--help", home=home).stdout
        assert all(option in told for option in re.findall(r"--[a-z]+", command))


def test_a_query_whose_sources_the_build_has_says_nothing(home: Path) -> None:
    done = commands.run("query", "names-of-disease", "-p", "disease=MONDO:0010580", home=home)
    assert (done.returncode, done.stderr) == (0, "")
