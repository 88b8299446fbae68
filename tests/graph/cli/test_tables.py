"""Tables are written into a folder as a whole or not at all."""

import gzip
from pathlib import Path

import commands
import pytest
import typer

from rarekg.graph.cli.tables import write
from rarekg.graph.home.builds import Build
from rarekg.graph.tables.catalogue import tables
from rarekg.ontology.errors import QueryError


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_tables_are_written_into_a_new_folder(form: str, built: Build, tmp_path: Path) -> None:
    write(form, built, tmp_path / "deep" / "out")
    assert {path.name for path in (tmp_path / "deep" / "out").iterdir()} == {
        f"{table.name}.{form}" for table in tables()
    }
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]


def test_a_folder_is_needed_and_must_be_empty(built: Build, tmp_path: Path) -> None:
    with pytest.raises(typer.BadParameter, match="name one with -o FOLDER"):
        write("csv", built, None)
    (tmp_path / "kept").write_text("mine")
    with pytest.raises(typer.BadParameter, match="is not empty"):
        write("csv", built, tmp_path)
    with pytest.raises(typer.BadParameter, match="is a file"):
        write("csv", built, tmp_path / "kept")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]


def test_a_folder_that_cannot_be_written_is_one_clear_line(built: Build) -> None:
    with pytest.raises(QueryError, match=r"the tables cannot be written to /proc/self/out: "):
        write("csv", built, Path("/proc/self/out"))


def test_dump_writes_tables_and_refuses_what_they_cannot_be_limited_by(home: Path, tmp_path: Path) -> None:
    done = commands.run("dump", "--format", "csv", "-o", tmp_path / "out", home=home)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "out/diseases.csv").is_file()
    for option in ("--labels", "--graph=hpo", "--compress=gz"):
        done = commands.run("dump", "--format", "csv", "-o", tmp_path / "more", option, home=home)
        assert done.returncode == 2
        assert "csv is made of the whole build" in done.stderr
    assert not (tmp_path / "more").exists()


def test_dump_writes_kgx_into_a_folder_and_sssom_into_a_file(home: Path, built: Build, tmp_path: Path) -> None:
    assert commands.run("dump", "--format", "kgx", "-o", tmp_path / "kgx", home=home).returncode == 0
    assert {path.name for path in (tmp_path / "kgx").iterdir()} == {"rarekg_nodes.tsv", "rarekg_edges.tsv"}
    done = commands.run("dump", "--format", "sssom", "-o", tmp_path / "rarekg.sssom.tsv.gz", home=home)
    assert (done.returncode, done.stderr) == (0, "")
    plain = commands.run("dump", "--format", "sssom", home=home).stdout
    assert gzip.decompress((tmp_path / "rarekg.sssom.tsv.gz").read_bytes()).decode() == plain
    assert f"mapping_set_version: {built.id}" in plain.replace('"', "")
