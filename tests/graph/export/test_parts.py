"""Parts of the graph: a source with what its nodes state, a thing, and who states what, held against SPARQL."""

from io import BytesIO
from pathlib import Path

import commands
import pytest
from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Store, Triple, parse

from rarekg.graph.export.dump import dump
from rarekg.graph.export.stating import REIFIES
from rarekg.graph.export.thing_dump import dump_thing
from rarekg.graph.home.builds import Build
from rarekg.graph.rdf.formats import DUMPS
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import expand

GRAPH = "https://w3id.org/rarekg/graph/"
IPEX = expand("MONDO:0010580")
# Mapping nodes and associations of phenotypes, written out as a reader would ask for them.
JOINED = """
PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX oban: <http://purl.org/oban/>
PREFIX biolink: <https://w3id.org/biolink/vocab/> PREFIX obo: <http://purl.obolibrary.org/obo/>
SELECT DISTINCT ?s ?p ?o WHERE {
  GRAPH <https://w3id.org/rarekg/graph/stated> { ?s ?p ?o }
  GRAPH <GRAPH> {
    { ?n owl:annotatedSource ?s ; owl:annotatedProperty ?p ; owl:annotatedTarget ?o }
    UNION
    { ?n a biolink:DiseaseToPhenotypicFeatureAssociation ; oban:association_has_subject ?s ;
         oban:association_has_object ?o BIND (obo:RO_0002200 AS ?p) FILTER NOT EXISTS { ?n biolink:negated true } }
  }
}"""


def read(text: bytes, form: str) -> set[Quad]:
    return set(parse(text, format=DUMPS[form].engine))


def written(built: Build, form: str, **options: str | bool) -> bytes:
    out = BytesIO()
    dump(built, form, out, **options)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("source", ["gard", "mondo-mappings"])
def test_a_source_has_its_graph_and_what_its_nodes_state(built: Build, store: Store, source: str) -> None:
    quads = read(written(built, "nquads", source=source), "nquads")
    graph, stated = NamedNode(GRAPH + source), NamedNode(GRAPH + "stated")
    assert {quad for quad in quads if quad.graph_name == graph} == set(store.quads_for_pattern(None, None, None, graph))
    solutions = store.query(JOINED.replace("<GRAPH>", str(graph)))
    assert isinstance(solutions, QuerySolutions)
    expected = {Quad(row["s"], row["p"], row["o"], stated) for row in solutions}
    assert expected
    assert expected <= {quad for quad in quads if quad.graph_name == stated} <= set(store)
    assert {quad.graph_name for quad in quads} == {graph, stated}


def test_an_unknown_source_is_refused_by_name(built: Build) -> None:
    with pytest.raises(QueryError, match=r"no source 'hpp'.* gard, hpo, mondo, mondo-2024, mondo-mappings"):
        written(built, "nquads", source="hpp")


@pytest.mark.parametrize("form", ["turtle", "trig", "ntriples", "nquads"])
def test_annotations_name_who_states_each_plain_triple(built: Build, store: Store, form: str) -> None:
    found = read(written(built, form, annotations=True), form)
    notes = {quad for quad in found if quad.predicate == REIFIES}
    plain = {quad.triple for quad in store.quads_for_pattern(None, None, None, NamedNode(GRAPH + "stated"))}
    assert {quad.object for quad in notes} == plain  # each is stated by some node, and nothing else is
    assert found - notes == read(written(built, form), form)


def test_annotations_and_labels_are_refused_where_the_format_has_none(built: Build) -> None:
    with pytest.raises(QueryError, match="rdfxml has no annotations; take one of nquads, ntriples, trig, turtle"):
        written(built, "rdfxml", annotations=True)
    with pytest.raises(QueryError, match="jsonld has no labels; take one of trig, turtle"):
        written(built, "jsonld", labels=True)


@pytest.mark.parametrize("form", ["turtle", "trig"])
def test_labels_are_comments_and_change_nothing(built: Build, form: str) -> None:
    text = written(built, form, labels=True)
    assert b"\n# Eczematoid dermatitis\nHP:0000964 " in text
    assert read(text, form) == read(written(built, form), form)


def test_a_subject_of_turtle_has_one_block(built: Build) -> None:
    lines = written(built, "turtle").decode().split("\n")
    subjects = [line.split(" ")[0] for line in lines if line and not line.startswith(("\t", "@"))]
    assert len(subjects) == len(set(subjects)) > 100


@pytest.mark.parametrize("form", list(DUMPS))
def test_a_dump_about_a_thing_has_the_same_statements_in_each_format(built: Build, form: str) -> None:
    out, quads = BytesIO(), BytesIO()
    dump_thing(built, IPEX, form, out)
    dump_thing(built, IPEX, "nquads", quads)
    expected = read(quads.getvalue(), "nquads")
    assert Triple(NamedNode(IPEX), NamedNode(expand("RO:0002200")), NamedNode(expand("HP:0000964"))) in {
        quad.triple for quad in expected
    }
    found = read(out.getvalue(), form)
    assert {quad.triple for quad in found} == {quad.triple for quad in expected}
    assert len(found) == len(expected)


def test_the_command_writes_what_the_name_says(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "ipex.trig.gz"
    done = commands.run("dump", "--about", "IPEX syndrome", "--labels", "--annotations", "-o", path, home=home)
    assert done.returncode == 0, done.stderr
    assert path.read_bytes().startswith(b"\x1f\x8b")
    again = tmp_path / "again.trig.gz"
    commands.run("dump", "--about", "MONDO:0010580", "--labels", "--annotations", "-o", again, home=home)
    assert again.read_bytes() == path.read_bytes()


def test_parts_exclude_each_other(home: Path) -> None:
    done = commands.run("dump", "--graph", "hpo", "--source", "hpo", home=home)
    assert done.returncode == 2
    assert "exclude each other" in done.stderr


def test_rdf_format_of_annotations_is_that_of_the_engine() -> None:
    triple = Triple(NamedNode("urn:s"), NamedNode("urn:p"), NamedNode("urn:o"))
    text = f"<urn:n> {REIFIES} <<( {triple} )>> ."
    assert [quad.object for quad in parse(text, format=RdfFormat.N_TRIPLES)] == [triple]
