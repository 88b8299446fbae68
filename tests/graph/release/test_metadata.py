"""What describes a release for programs, read by the programs of those who define it."""

import json
from pathlib import Path

import duckdb
import mlcroissant
import pytest
import roc_validator
from rocrate.rocrate import ROCrate

from rarekg.graph.home.builds import Build


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # in mlcroissant's parser
def test_croissant_is_valid(released: Path, built: Build) -> None:
    dataset = mlcroissant.Dataset(jsonld=released / "croissant.json")
    assert not dataset.metadata.ctx.issues.errors
    assert dataset.metadata.version == built.id
    assert {each.id for each in dataset.metadata.distribution} >= {"rarekg.nq.gz", "graphs/hpo.ttl.gz", "metadata.ttl"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # in mlcroissant's parser
def test_croissant_reads_the_records_of_a_table(released: Path) -> None:
    dataset = mlcroissant.Dataset(jsonld=released / "croissant.json")
    found = [record["diseases/label"].decode() for record in dataset.records("diseases")]
    rows = duckdb.execute(f"SELECT label FROM '{released}/tables/diseases.parquet'").fetchall()
    assert found == [name for (name,) in rows]
    assert "immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome" in found


def test_the_schema_of_each_table_has_its_columns(released: Path) -> None:
    package = json.loads((released / "datapackage.json").read_bytes())
    tables = [resource for resource in package["resources"] if resource["path"].startswith("tables/")]
    assert {resource["format"] for resource in tables} == {"parquet", "csv"}
    for resource in tables:
        shown = duckdb.execute(f"SELECT * FROM '{released / resource['path']}' LIMIT 0").description
        assert [field["name"] for field in resource["schema"]["fields"]] == [column[0] for column in shown or ()]


def test_the_crate_is_valid(released: Path) -> None:
    assert roc_validator.findings(released) == []


def test_the_crate_is_read_by_its_library(released: Path, built: Build) -> None:
    crate = ROCrate(released)
    paths = {path.relative_to(released).as_posix() for path in released.rglob("*") if path.is_file()}
    assert {entity.id for entity in crate.data_entities if entity.type == "File"} == paths - {"ro-crate-metadata.json"}
    assert crate.root_dataset["version"] == built.id
    assert crate.root_dataset["datePublished"] == "2025-01-16"
    based = {entity["name"] for entity in crate.root_dataset["isBasedOn"]}
    assert based == {source.title for source in built.manifest.sources.values()}


def test_the_data_package_has_what_its_standard_demands(released: Path, built: Build) -> None:
    package = json.loads((released / "datapackage.json").read_bytes())
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (package["name"], package["version"]) == ("rarekg", built.id)
    assert all({"name", "path"} <= each.keys() for each in package["resources"])
    assert all({"path"} <= each.keys() or {"name"} <= each.keys() for each in package["licenses"])
    assert all("title" in each for each in package["sources"])
