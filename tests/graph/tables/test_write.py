"""Tables hold what SPARQL finds in the same build, and are the same bytes each time."""

import csv
import hashlib
import json
from pathlib import Path

import duckdb
import pytest
from pyarrow import parquet
from pyoxigraph import QuerySolutions, Store

from rarekg.graph.home.builds import Build
from rarekg.graph.tables.catalogue import LISTS, Column, Table, tables
from rarekg.graph.tables.write import Form, write_tables
from rarekg.ontology.prefixes import compress, expand

TABLES = {table.name: table for table in tables()}
STATED = [(table, column) for table in tables() for column in table.columns if column.property]


@pytest.fixture(scope="session")
def written(built: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parquet")
    paths = write_tables(built, folder, "parquet")
    assert [path.name for path in paths] == [f"{table.name}.parquet" for table in tables()]
    return folder


@pytest.fixture(scope="session")
def written_csv(built: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("csv")
    write_tables(built, folder, "csv")
    return folder


def ask(store: Store, query: str) -> list[list[str]]:
    rows = store.query(query, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    return [[term.value for term in row] for row in rows]


def rows_of(query: str) -> list[tuple[object, ...]]:
    found = duckdb.sql(query)
    assert found is not None
    rows: list[tuple[object, ...]] = found.fetchall()
    return rows


def of_classes(table: Table) -> str:
    return "VALUES ?class { " + " ".join(f"<{expand(name)}>" for name in table.classes) + " } ?row a ?class ."


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_a_row_for_each_thing_of_its_classes(name: str, written: Path, store: Store) -> None:
    expected = ask(store, f"SELECT (COUNT(DISTINCT ?row) AS ?n) WHERE {{ {of_classes(TABLES[name])} }}")
    found = rows_of(f"SELECT count(DISTINCT id), count(*) FROM '{written / name}.parquet'")
    assert found == [(int(expected[0][0]), int(expected[0][0]))]


def test_every_association_is_in_one_of_three_tables(written: Path, store: Store) -> None:
    found = rows_of(f"SELECT count(*), count(DISTINCT id) FROM '{written}/*_associations.parquet'")
    expected = ask(store, "SELECT (COUNT(*) AS ?n) WHERE { ?row a <https://w3id.org/biolink/vocab/Association> }")
    assert found == [(int(expected[0][0]), int(expected[0][0]))]


@pytest.mark.parametrize(("table", "column"), STATED, ids=lambda of: of.name)
def test_a_column_has_the_values_of_its_property(
    table: Table, column: Column, written: Path, store: Store, built: Build
) -> None:
    name = expand(column.property.removeprefix("^"))
    ends = f"?value <{name}> ?row" if column.property.startswith("^") else f"?row <{name}> ?value"
    asked = ask(store, f"SELECT DISTINCT ?row ?value WHERE {{ {of_classes(table)} {ends} }}")

    def short(iri: str) -> str:
        return compress(iri) or iri.removeprefix(built.base)

    number = column.type in ("integer", "number")
    expected = {
        (short(row), short(v) if column.type in ("id", "ids") else float(v) if number else v) for row, v in asked
    }
    value = f'unnest("{column.name}")' if column.type in LISTS else f'"{column.name}"'
    cast = "DOUBLE" if number else "VARCHAR"
    query = f"SELECT id, CAST(value AS {cast}) FROM (SELECT id, {value} AS value FROM '{written / table.name}.parquet')"
    found = rows_of(f"{query} WHERE value IS NOT NULL")
    if column.type == "boolean":
        found = [row for row in found if row[1] != "false"]
        expected = {row for row in expected if row[1] != "false"}
    assert set(found) == expected
    assert len(found) == len(expected)  # no value twice, and a column of single values loses none


def test_what_is_excluded_or_seen_in_nobody_is_not_present(written: Path, store: Store) -> None:
    query = "SELECT subject, object FROM '{}' WHERE {}"
    path = written / "phenotype_associations.parquet"
    present = set(rows_of(query.format(path, "present")))
    plain = ask(store, "SELECT ?s ?o WHERE { ?s <http://purl.obolibrary.org/obo/RO_0002200> ?o }")
    assert present == {(compress(s), compress(o)) for s, o in plain}


def test_ipex_has_eczema_in_words_that_a_reader_knows(written: Path) -> None:
    rows = rows_of(
        "SELECT subject_label, object_label, frequency_class_label, frequency_lower, negated, present, dataset,"
        f" original_object, class FROM '{written}/phenotype_associations.parquet' WHERE object = 'HP:0000964'"
    )
    names = ("immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome", "Eczematoid dermatitis")
    kind = "biolink:DiseaseToPhenotypicFeatureAssociation"
    assert rows == [(*names, "Frequent", 0.3, False, True, "gard", ["HP:0000976"], kind)]


def test_rows_are_in_the_declared_order(written: Path) -> None:
    for table in tables():
        keys = ", ".join(f'"{name}"' for name in dict.fromkeys((*table.order, "id")))
        rows = rows_of(f"SELECT {keys} FROM '{written / table.name}.parquet'")
        assert rows == sorted(rows)


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_the_same_build_gives_the_same_bytes(
    form: Form, built: Build, written: Path, written_csv: Path, tmp_path: Path
) -> None:
    first = written if form == "parquet" else written_csv
    again = write_tables(built, tmp_path, form)
    assert [sha(path) for path in again] == [sha(first / path.name) for path in again]


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_parquet_documents_itself(written: Path, built: Build) -> None:
    for table in tables():
        schema = parquet.read_schema(written / f"{table.name}.parquet")
        assert schema.names == [column.name for column in table.columns]
        assert schema.metadata[b"build"].decode() == built.id
        assert {"title", "licence"} == set(json.loads(schema.metadata[b"licences"])[0])
        for column in table.columns:
            assert schema.field(column.name).metadata[b"description"].decode() == column.description


@pytest.mark.parametrize("name", TABLES)
def test_csv_has_the_cells_of_parquet(name: str, written: Path, written_csv: Path) -> None:
    with (written_csv / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    rows = parquet.read_table(written / f"{name}.parquet").to_pylist()
    assert [list(map(cell, row.values())) for row in rows] == [list(map(number, row.values())) for row in found]


def cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return "|".join((item or "").replace("\\", "\\\\").replace("|", "\\|") for item in value)
        case float():
            return str(value).removesuffix(".0")
    return str(value)


def number(text: str) -> str:
    return text.removesuffix(".0")
