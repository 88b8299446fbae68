"""Sources that no package index has: fetched from their publisher and locked, or given; left out by default."""

from io import StringIO
from pathlib import Path

import commands
import pytest
import small
import upstream as server
from orphanet_rows import gene, genes, prevalence, prevalences, product
from rich.console import Console

from rarekg.graph.fetch.latest import fetch_latest
from rarekg.graph.fetch.limits import Limits
from rarekg.graph.home.builds import current
from rarekg.graph.home.lock import read
from rarekg.mappings.catalog import sources

GENES, PREVALENCE = "orphanet-genes", "orphanet-prevalence"
PRODUCT6 = product(genes(gene(ids={"HGNC": "1"}, symbol="AAA")))
PRODUCT9 = product(prevalences(prevalence(value="1.25")))


def options(folder: Path, *keys: str) -> list[str]:
    """Return the options of a build of small sources, with those of Orphanet in ``keys``."""
    _, only, *rest = small.with_genes(folder, 1)
    table = folder / "hgnc.tsv"
    header = table.read_text(encoding="utf-8").splitlines()[0]
    row = {"hgnc_id": "HGNC:1", "symbol": "AAA", "status": "Approved"}
    cells = "\t".join(row.get(name, "") for name in header.split("\t"))
    table.write_text(f"{header}\n{cells}\n", encoding="utf-8")
    return ["--only", ",".join([only, *keys]), *rest]


def test_a_fetched_product_is_read_with_the_lock_and_without_it_left_out(tmp_path: Path) -> None:
    home, lock = tmp_path / "home", tmp_path / "home" / "sources.lock"
    with server.upstream() as up:
        url = up.serve("/data/xml/en_product6.xml", server.file(PRODUCT6.encode()))
        output = Console(file=StringIO(), width=200)
        infos, limits = [sources()[GENES]], Limits(timeout=5, attempts=1)
        fetch_latest(infos, home, lock=lock, urls={GENES: [url]}, limits=limits, console=output)
    (locked,) = read(lock).sources[GENES]
    assert locked.version == "2026-06-23"
    built = commands.run("build", "--locked", *options(tmp_path / "small", GENES), home=home)
    assert built.returncode == 0, built.stderr
    source = current(home).manifest.sources[GENES]
    assert (source.version, source.files[0].taken, source.facts["GeneDisease"]) == ("2026-06-23", "latest", 1)
    assert "Data version 2026-06-23." in source.licence.attribution
    without = commands.run("build", *options(tmp_path / "small"), home=home)
    assert without.returncode == 0, without.stderr
    assert GENES not in current(home).manifest.sources


def test_a_given_product_is_read_and_its_release_named(tmp_path: Path) -> None:
    file = tmp_path / "en_product9_prev.xml"
    file.write_text(PRODUCT9, encoding="utf-8")
    arguments = [*options(tmp_path / "small", PREVALENCE), "--source", f"{PREVALENCE}={file}"]
    built = commands.run("build", *arguments, home=tmp_path / "home")
    assert built.returncode == 0, built.stderr
    source = current(tmp_path / "home").manifest.sources[PREVALENCE]
    assert (source.version, source.files[0].taken, source.facts["Prevalence"]) == ("2026-06-23", "given", 1)


@pytest.mark.parametrize("more", [(), ("--locked",)])
def test_a_product_that_is_nowhere_is_refused_with_the_command_that_brings_it(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    (tmp_path / "sources.lock").write_text('{"sources": {}}', encoding="utf-8")
    done = commands.run("build", "--only", GENES, *more, home=tmp_path)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert f"{GENES} has no file of its own; fetch it with `rarekg fetch --latest --only {GENES}`" in line
    assert f"--source {GENES}=FILE" in line
