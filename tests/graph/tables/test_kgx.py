"""The property graph: its tables against Biolink's schema, the graph, and KGX itself."""

import csv
import re
from collections import Counter
from pathlib import Path

import biolink
import duckdb
import kgx_program
import pandas as pd
import pytest
from pyoxigraph import NamedNode, QuerySolutions, Store

from rarekg.graph.home.builds import Build
from rarekg.graph.tables.kgx import EDGES, NODES, write_kgx
from rarekg.ontology.prefixes import compress, expand, prefix_map

ROOT = Path(__file__).parents[3]
Rows = list[dict[str, str]]
# A slot of associations that no class of the release lists; its definition has the use that it has here.
LOOSE = {"supporting_data_source"}
# Some rows count the families with a mode of inheritance; Biolink has the slots in a mixin of another association.
COUNTED, QUANTIFIER = "DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation", "FrequencyQuantifier"


@pytest.fixture(scope="module")
def folder(varied: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("kgx")
    assert write_kgx(varied, target) == (target / NODES, target / EDGES)
    return target


@pytest.fixture(scope="module")
def nodes(folder: Path) -> Rows:
    return read(folder / NODES)


@pytest.fixture(scope="module")
def edges(folder: Path) -> Rows:
    return read(folder / EDGES)


def read(path: Path) -> Rows:
    """Return the rows with the cells that are not empty."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{name: cell for name, cell in row.items() if cell} for row in rows]


def asked(store: Store, query: str) -> list[tuple[str, ...]]:
    """Return the rows of a query over all graphs."""
    found = store.query(f"SELECT {query}", use_default_graph_as_union=True, prefixes=prefix_map())
    assert isinstance(found, QuerySolutions)
    return [tuple(getattr(value, "value", "") for value in row) for row in found]


def kind(edge: dict[str, str]) -> str:
    return edge["category"].removeprefix("biolink:")


def belongs(category: str, kind: str) -> bool:
    """Return whether things of a category are of a class, an ancestor or a mixin."""
    schema = biolink.schema()
    return schema.classes[biolink.camel(kind)] in schema.lineage(category.removeprefix("biolink:"))


# Biolink's schema


def test_the_rows_cover_the_model(nodes: Rows, edges: Rows) -> None:
    assert {node["category"].removeprefix("biolink:") for node in nodes} >= {
        *("Disease", "PhenotypicFeature", "Gene"),
        *("GeneticInheritance", "Onset", "ClinicalCourse", "ClinicalModifier"),
    }
    assert {kind(edge) for edge in edges} >= {
        *("DiseaseToPhenotypicFeatureAssociation", "CausalGeneToDiseaseAssociation", "GeneToDiseaseAssociation"),
        *("DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation", "Association"),
    }
    used = {name for edge in edges for name in edge}
    assert used >= {"negated", "has_count", "onset_qualifier", "sex_qualifier", "has_attribute", "frequency_qualifier"}


def test_each_column_of_nodes_is_a_slot(folder: Path, nodes: Rows) -> None:
    schema = biolink.schema()
    header = (folder / NODES).read_text(encoding="utf-8").partition("\n")[0].split("\t")
    assert set(header) <= schema.slots.keys()
    for node in nodes:
        category = node["category"].removeprefix("biolink:")
        for name in set(node) - schema.induced(category).keys():
            assert belongs(category, schema.slots[name]["domain"]), name


def test_each_category_is_a_class_of_things(nodes: Rows) -> None:
    for category in {node["category"] for node in nodes}:
        definition = biolink.schema().classes[category.removeprefix("biolink:")]
        assert not definition.get("mixin")
        assert belongs(category, "named thing")


def test_each_column_of_edges_is_a_slot_of_its_class(edges: Rows) -> None:
    schema = biolink.schema()
    anywhere = {slot for name in schema.classes if name.endswith("Association") for slot in schema.induced(name)}
    for edge in edges:
        slots = anywhere if kind(edge) == "Association" else schema.induced(kind(edge)).keys()
        extra = schema.induced(QUANTIFIER).keys() if kind(edge) == COUNTED else set()
        assert edge.keys() - slots - extra - LOOSE == set(), kind(edge)


def test_each_edge_is_an_association_with_a_predicate_of_its_class(edges: Rows) -> None:
    schema = biolink.schema()
    for edge in edges:
        assert schema.classes["Association"] in schema.lineage(kind(edge))
        assert edge["predicate"].removeprefix("biolink:") in schema.predicates(kind(edge))


def test_required_slots_are_there_and_single_ones_have_one_value(edges: Rows) -> None:
    schema = biolink.schema()
    for edge in edges:
        induced = schema.induced(kind(edge))
        assert {slot for slot, usage in induced.items() if usage.get("required")} <= edge.keys()
        many = {slot for slot in edge if "|" in edge[slot]}
        assert all(schema.slots[slot].get("multivalued") for slot in many)
    assert any("|" in edge.get("publications", "") for edge in edges)


def test_ends_are_of_the_classes_that_the_association_joins(nodes: Rows, edges: Rows) -> None:
    category = {node["id"]: node["category"] for node in nodes}
    for edge in edges:
        induced = biolink.schema().induced(kind(edge))
        for end in ("subject", "object"):
            assert belongs(category[edge[end]], induced[end]["range"]), edge


@pytest.mark.parametrize("slot", ["onset_qualifier", "sex_qualifier", "has_attribute"])
def test_qualifiers_are_of_the_range_of_their_slot(nodes: Rows, edges: Rows, slot: str) -> None:
    category = {node["id"]: node["category"] for node in nodes}
    values = {value for edge in edges for value in edge.get(slot, "").split("|") if value}
    assert values
    for value in values & category.keys():
        assert belongs(category[value], biolink.schema().slots[slot]["range"])


def test_levels_and_agents_are_values_of_their_enumerations(edges: Rows) -> None:
    enums = biolink.schema().enums
    assert {edge["knowledge_level"] for edge in edges} <= enums["KnowledgeLevelEnum"]
    assert {edge["agent_type"] for edge in edges} <= enums["AgentTypeEnum"]


# The graph


def test_ids_are_unique_and_in_order(nodes: Rows, edges: Rows) -> None:
    ids = [node["id"] for node in nodes]
    assert ids == sorted(set(ids))
    keys = [(edge["subject"], edge["predicate"], edge["object"], edge["id"]) for edge in edges]
    assert keys == sorted(keys)
    assert len({edge["id"] for edge in edges}) == len(edges)


def test_both_ends_of_an_edge_are_nodes(nodes: Rows, edges: Rows) -> None:
    ids = {node["id"] for node in nodes}
    assert {edge[end] for edge in edges for end in ("subject", "object")} <= ids


@pytest.mark.parametrize("category", ["Disease", "PhenotypicFeature", "Gene"])
def test_as_many_nodes_of_a_category_as_the_graph_has(folder: Path, varied_store: Store, category: str) -> None:
    table = pd.read_csv(folder / NODES, sep="\t", quoting=csv.QUOTE_NONE, keep_default_na=False)
    (found,) = {row[0] for row in asked(varied_store, f"(COUNT(DISTINCT ?s) AS ?n) {{ ?s a biolink:{category} }}")}
    without = {row[0] for row in asked(varied_store, f"?s {{ ?s a biolink:{category} }}") if compress(row[0]) is None}
    assert (table["category"] == f"biolink:{category}").sum() == int(found) - len(without)


def test_each_association_is_an_edge_unless_nobody_has_it(nodes: Rows, edges: Rows, varied_store: Store) -> None:
    query = "?row ?s ?o { ?row oban:association_has_subject ?s ; oban:association_has_object ?o }"
    stated = {row: ends for row, *ends in asked(varied_store, query)}
    nobody = {
        row
        for (row,) in asked(
            varied_store, "?row { ?row rkg:frequencyUpper 0.0 FILTER NOT EXISTS { ?row biolink:negated true } }"
        )
    }
    unnamed = {row for row, ends in stated.items() if None in map(compress, ends)}
    assert nobody
    found = {edge["id"] for edge in edges if edge["predicate"] != "biolink:subclass_of"}
    assert found == stated.keys() - nobody - unnamed


def test_edges_are_negated_where_the_source_excludes(edges: Rows, varied_store: Store) -> None:
    excluded = {row for (row,) in asked(varied_store, "?row { ?row biolink:negated true ; a biolink:Association }")}
    assert len(excluded) > 1
    assert {edge["id"] for edge in edges if "negated" in edge} == excluded
    assert {edge["negated"] for edge in edges if "negated" in edge} == {"true"}


def test_what_is_not_negated_has_its_plain_triple(edges: Rows, nodes: Rows, varied: Build, varied_store: Store) -> None:
    iri = {node["id"]: NamedNode(node["iri"]) for node in nodes}
    graph = NamedNode(f"{varied.base}graph/stated")
    positive = [edge for edge in edges if "negated" not in edge and edge["predicate"] != "biolink:subclass_of"]
    for edge in positive:
        subject, object_ = iri[edge["subject"]], iri[edge["object"]]
        assert any(varied_store.quads_for_pattern(subject, None, object_, graph)) or any(
            varied_store.quads_for_pattern(object_, None, subject, graph)
        ), edge


def test_each_edge_names_the_source_of_the_graph(edges: Rows, varied_store: Store) -> None:
    sources = {
        row: compress(iri) for row, iri in asked(varied_store, "?row ?o { ?row biolink:primary_knowledge_source ?o }")
    }
    hierarchy = {"HP": "infores:hpo", "MONDO": "infores:mondo"}
    for edge in edges:
        expected = sources.get(edge["id"]) or hierarchy[edge["subject"].partition(":")[0]]
        assert edge["primary_knowledge_source"] == expected
    assert {"infores:orphanet", "infores:omim", "infores:hpo-annotations"} <= {
        edge["primary_knowledge_source"] for edge in edges
    }


def test_the_hierarchy_is_that_of_the_ontologies(edges: Rows, nodes: Rows, varied_store: Store) -> None:
    iri = {node["iri"]: node["id"] for node in nodes}
    parents = {
        (iri[s], iri[o]) for s, o in asked(varied_store, "?s ?o { ?s rdfs:subClassOf ?o }") if s in iri and o in iri
    }
    found = [(edge["subject"], edge["object"]) for edge in edges if edge["predicate"] == "biolink:subclass_of"]
    assert Counter(found) == Counter(parents)
    assert ("HP:0005208", "HP:0002014") in parents


def test_what_biolink_has_no_predicate_for_keeps_that_of_the_graph(edges: Rows) -> None:
    related = {edge.get("original_predicate") for edge in edges if edge["predicate"] == "biolink:related_to"}
    assert "rkg:hasOnset" in related
    assert None not in related
    others = [edge for edge in edges if edge["predicate"] != "biolink:related_to"]
    assert {edge.get("original_predicate") for edge in others} == {None}


def test_a_node_has_the_names_and_ids_of_the_thing(nodes: Rows) -> None:
    node = {one["id"]: one for one in nodes}
    ipex = node["MONDO:0010580"]
    assert ipex["name"] == "immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome"
    assert {"OMIM:304790", "ORDO:Orphanet_37042"} <= set(ipex["xref"].split("|"))
    assert "OMIM:603554" not in ipex["xref"].split("|")  # disputed
    assert "OMIM:603554" in node["MONDO:0011338"]["xref"].split("|")
    assert node["HP:0001596"]["synonym"] == "Hair loss"
    assert (node["HGNC:6106"]["symbol"], node["HGNC:6106"]["in_taxon_label"]) == ("FOXP3", "Homo sapiens")
    assert node["ORDO:Orphanet_999"]["iri"] == expand("ORPHA:999")
    assert node["ORDO:Orphanet_999"]["provided_by"] == "infores:hpo-annotations"


# Other programs


def test_duckdb_reads_as_many_rows(folder: Path, nodes: Rows, edges: Rows) -> None:
    for name, rows in ((NODES, nodes), (EDGES, edges)):
        query = f"SELECT count(*) FROM read_csv('{folder / name}', delim='\t', quote='', all_varchar=true)"
        found = duckdb.sql(query)
        assert found is not None
        assert found.fetchall() == [(len(rows),)]


def test_the_documentation_has_each_column(folder: Path) -> None:
    text = (ROOT / "docs/kgx.md").read_text(encoding="utf-8")
    described = {name for line in text.splitlines() if line.startswith("| `") for name in re.findall(r"`(\w+)`", line)}
    for name in (NODES, EDGES):
        assert set((folder / name).read_text(encoding="utf-8").partition("\n")[0].split("\t")) <= described


def test_the_same_build_gives_the_same_bytes(varied: Build, folder: Path, tmp_path: Path) -> None:
    again = write_kgx(varied, tmp_path)
    assert [path.read_bytes() for path in again] == [(folder / path.name).read_bytes() for path in again]


def test_kgx_finds_nothing_wrong(folder: Path) -> None:
    assert kgx_program.report(folder / NODES, folder / EDGES) == {}


def test_kgx_would_find_what_is_wrong(folder: Path, tmp_path: Path) -> None:
    for name in (NODES, EDGES):
        text = (folder / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("biolink:Onset", "biolink:Onsets"), encoding="utf-8")
    assert "INVALID_CATEGORY" in kgx_program.report(tmp_path / NODES, tmp_path / EDGES)["ERROR"]
