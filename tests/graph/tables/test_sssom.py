"""The mappings in SSSOM: every mapping node of the graph, each with its source, and what is disputed said to be."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
import sssom_program
import yaml
from pyoxigraph import QuerySolutions, Store

from rarekg.graph.home.builds import Build
from rarekg.graph.tables.sssom import write_sssom
from rarekg.ontology.prefixes import compress, prefix_map

NODE = """ ?row ?s ?p ?o ?source ?why ?set {
  ?row a owl:Axiom ; owl:annotatedSource ?s ; owl:annotatedProperty ?p ; owl:annotatedTarget ?o ;
    biolink:primary_knowledge_source ?source ; sssom:mapping_justification ?why . ?set sssom:mappings ?row
}
"""


@pytest.fixture(scope="module")
def written(varied: Build) -> tuple[int, str]:
    out = io.BytesIO()
    return write_sssom(varied, out), out.getvalue().decode()


@pytest.fixture(scope="module")
def rows(written: tuple[int, str]) -> list[dict[str, str]]:
    lines = [line for line in written[1].splitlines(keepends=True) if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


@pytest.fixture(scope="module")
def header(written: tuple[int, str]) -> dict[str, Any]:
    lines = [line[1:] for line in written[1].splitlines() if line.startswith("#")]
    found: dict[str, Any] = yaml.safe_load("\n".join(lines))
    return found


def asked(store: Store, query: str) -> list[list[str]]:
    """Return the rows of a query over all graphs."""
    found = store.query(f"SELECT {query}", use_default_graph_as_union=True, prefixes=prefix_map())
    assert isinstance(found, QuerySolutions)
    return [[str(getattr(value, "value", "")) for value in row] for row in found]


def test_each_mapping_of_the_graph_is_a_row(
    written: tuple[int, str], rows: list[dict[str, str]], varied: Build, varied_store: Store
) -> None:
    (count,) = asked(varied_store, "(COUNT(*) AS ?n) { ?row a owl:Axiom }")
    assert written[0] == len(rows) == int(count[0])

    def short(iri: str) -> str:
        return compress(iri) or iri.replace(varied.base, "rarekg:")

    expected = [
        [short(row), short(s), short(p), short(o), source, short(why), short(set_)]
        for row, s, p, o, source, why, set_ in asked(varied_store, NODE)
    ]
    names = ("record_id", "subject_id", "predicate_id", "object_id", "mapping_provider", "mapping_justification")
    assert sorted(expected) == sorted([*(row[name] for name in names), row["mapping_source"]] for row in rows)


def test_what_is_disputed_says_so_and_nothing_else_does(
    rows: list[dict[str, str]], varied: Build, varied_store: Store
) -> None:
    disputed = {
        iri.replace(varied.base, "rarekg:") for (iri,) in asked(varied_store, "?row { ?row rkg:isDisputed true }")
    }
    assert disputed
    assert {row["record_id"] for row in rows if row["reviewer_agreement"]} == disputed
    for row in rows:
        if row["record_id"] in disputed:
            assert (row["reviewer_label"], row["reviewer_agreement"]) == ("rarekg", "-1.0")
            assert "contradicts" in row["comment"]
            assert row["object_id"] == "OMIM:603554"  # which MONDO has for another disease


def test_each_row_has_the_licence_of_its_set(rows: list[dict[str, str]], varied: Build, varied_store: Store) -> None:
    licences = dict(asked(varied_store, "?set ?licence { ?set a sssom:MappingSet ; dcterms:license ?licence }"))
    for row in rows:
        assert row["license"] == licences.get(row["mapping_source"].replace("rarekg:", varied.base), "")


def test_what_orphanet_says_of_a_mapping_is_in_columns_of_its_own(rows: list[dict[str, str]]) -> None:
    (row,) = (row for row in rows if row["object_id"] == "ICD10WHO:E31.0")
    assert (row["subject_id"], row["predicate_id"]) == ("MONDO:0010580", "skos:broadMatch")
    assert (row["ext_original_subject"], row["ext_icd_relation"]) == ("ORPHA:37042", "rkg:IcdIndexTerm")
    assert row["ext_is_validated"] in ("true", "false")


def test_the_header_says_what_the_set_is(header: dict[str, Any], rows: list[dict[str, str]], varied: Build) -> None:
    assert header["mapping_set_version"] == varied.id
    assert set(header["mapping_set_source"]) == {row["mapping_source"].replace("rarekg:", varied.base) for row in rows}
    assert {slot["slot_name"] for slot in header["extension_definitions"]} == {
        name for name in rows[0] if name.startswith("ext_")
    }


def test_the_header_has_each_prefix(header: dict[str, Any], rows: list[dict[str, str]]) -> None:
    ids = [name for name in rows[0] if name.endswith("_id")]
    used = {row[name].partition(":")[0] for row in rows for name in (*ids, "mapping_source", "mapping_justification")}
    assert used <= header["curie_map"].keys()
    assert header["curie_map"]["MONDO"] == "http://purl.obolibrary.org/obo/MONDO_"


def test_rows_are_in_order_and_the_same_each_time(
    varied: Build, written: tuple[int, str], rows: list[dict[str, str]]
) -> None:
    keys = [[row[name] for name in ("subject_id", "predicate_id", "object_id", "record_id")] for row in rows]
    assert keys == sorted(keys)
    again = io.BytesIO()
    write_sssom(varied, again)
    assert again.getvalue().decode() == written[1]


def test_the_documentation_has_each_column(rows: list[dict[str, str]]) -> None:
    text = (Path(__file__).parents[3] / "docs/kgx.md").read_text(encoding="utf-8")
    assert {name for name in rows[0] if f"`{name}`" not in text} == set()


def test_sssom_reads_every_row(written: tuple[int, str], tmp_path: Path) -> None:
    file, read = tmp_path / "rarekg.sssom.tsv", tmp_path / "read.sssom.tsv"
    file.write_text(written[1], encoding="utf-8")
    done = sssom_program.run("convert", str(file), "-O", "tsv", "-o", str(read))
    assert done.returncode == 0, done.stderr
    lines = [line for line in read.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) - 1 == written[0]


def test_sssom_finds_nothing_wrong(written: tuple[int, str], tmp_path: Path) -> None:
    file = tmp_path / "rarekg.sssom.tsv"
    file.write_text(written[1], encoding="utf-8")
    done = sssom_program.run("validate", str(file))
    assert done.returncode == 0, done.stderr
    assert "not well-formed" not in done.stderr + done.stdout
    file.write_text(written[1].replace("semapv:ManualMappingCuration", "semapv:Guess"), encoding="utf-8")
    assert sssom_program.run("validate", str(file)).returncode != 0
