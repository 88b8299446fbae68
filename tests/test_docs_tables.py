"""docs/tables.md has every table and column of the catalogue and no other, and its examples run."""

import re
import subprocess
import sys
from pathlib import Path

import commands
import pytest
import small
from imports import ROOT

from rarekg.graph.home.builds import current
from rarekg.graph.tables.catalogue import Column, tables
from rarekg.graph.tables.write import write_tables

TEXT = (ROOT / "docs/tables.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("tables")
    commands.build(home, small.written(home / "sources"))
    write_tables(current(home), folder, "parquet")
    return folder


def row(column: Column) -> str:
    source = f"`{column.property}`" if column.property else f"label of `{column.of}`" if column.of else ""
    return f"| `{column.name}` | {column.type} | {source} | {column.unit} | {column.description} |"


def test_each_table_is_described_column_by_column_and_no_other() -> None:
    described = re.findall(r"^## ([a-z]+(?:_[a-z]+)*)\n(.*?)(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE)
    sections = {name: body for name, body in described if name not in ("pandas", "duckdb")}
    assert list(sections) == [table.name for table in tables()]
    for table in tables():
        lines = [line for line in sections[table.name].splitlines() if line.startswith("| `")]
        assert lines == [row(column) for column in table.columns]
        assert table.description in sections[table.name]


@pytest.mark.parametrize("example", EXAMPLES, ids=["pandas", "duckdb"])
def test_an_example_finds_eczema_in_ipex(example: str, folder: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", example], cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "Eczematoid dermatitis" in ran.stdout
