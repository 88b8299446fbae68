"""R reads a table by itself, and results with the packages curl and jsonlite."""

import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import asked
import pytest
from served import Endpoint

PROGRAM = Path(__file__).parents[2] / "support" / "programs" / "read.R"


def read(*arguments: str) -> list[list[str]]:
    """Return the rows that R prints; skip the test where R or a package of it is missing."""
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip(
            "R is not installed: apt-get install --no-install-recommends r-base-core r-cran-curl r-cran-jsonlite"
        )
    done = subprocess.run([program, str(PROGRAM), *arguments], capture_output=True, text=True, timeout=60, check=False)
    if "there is no package called" in done.stderr:
        pytest.skip("R lacks a package: apt-get install --no-install-recommends r-cran-curl r-cran-jsonlite")
    assert done.returncode == 0, done.stderr
    return [line.split("\t") for line in done.stdout.splitlines()]


def test_base_r_reads_a_query_from_its_address(linked: Endpoint) -> None:
    assert read("csv", f"{linked.sparql}?format=csv&query={quote(asked.QUERY)}") == asked.rows()


def test_base_r_reads_a_saved_query(linked: Endpoint) -> None:
    rows = read("csv", f"{linked.url}/table.csv?saved=phenotypes-by-frequency&disease=MONDO:0010580")
    assert {phenotype: label for phenotype, label, *_ in rows} == asked.phenotypes()


def test_jsonlite_reads_solutions(linked: Endpoint) -> None:
    assert read("json", linked.sparql, asked.QUERY) == asked.rows()
