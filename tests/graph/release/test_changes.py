"""CHANGES.md says what the sources state now and stated before, and nothing of what follows from it."""

from pathlib import Path

import commands
import pytest
import small


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """Return a home with two builds: in the second a row of the page is another, and a disease has left its term."""
    home = tmp_path_factory.mktemp("two")
    old = commands.build(home, small.with_genes(home / "one", 3))
    row = "Alopecia\nHair loss\n0001596\n"
    assert row in small.PAGE
    options = small.with_genes(home / "two", 3)
    page = next(path for path in (home / "two").rglob("*") if path.is_file() and row in path.read_text("utf-8"))
    page.write_text(page.read_text("utf-8").replace(row, "Colitis 0002583\n"), encoding="utf-8")
    table = home / "two" / "mondo.sssom.tsv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(line for line in lines if "OMIM:304790" not in line), encoding="utf-8")
    return home, old, commands.build(home, options)


def changes(home: Path, folder: Path, *options: str) -> str:
    done = commands.run("release", folder, "--formats", "ntriples", *options, home=home)
    assert done.returncode == 0, done.stderr
    return (folder / "CHANGES.md").read_text(encoding="utf-8")


def test_changes_are_counted_by_source_and_kind(two: tuple[Path, str, str], tmp_path: Path) -> None:
    home, old, new = two
    text = changes(home, tmp_path / "release", "--since", old[:8])
    assert text.startswith(f"# Changes from build {old} to build {new}\n")
    ipex = "MONDO:0010580 immune dysregulation-polyendocrinopathy-enteropathy-X-linked syndrome"
    assert f"| {ipex} | OMIM:304790 IPEX | 4 |" in text
    assert "| gard | disease to phenotypic feature association | 1 | 1 | 0 |" in text
    assert "\n| source | before | now |\n" in text
    assert "inferred" not in text


def test_without_an_earlier_build_it_says_so(two: tuple[Path, str, str], tmp_path: Path) -> None:
    home, _, new = two
    assert f"Build {new} was compared with no earlier one" in changes(home, tmp_path / "release")


def test_what_follows_from_equal_statements_is_no_change(tmp_path: Path) -> None:
    options = small.written(tmp_path / "sources")
    old = commands.build(tmp_path, [*options, "--no-inference"])
    new = commands.build(tmp_path, options)
    text = changes(tmp_path, tmp_path / "release", "--since", old)
    assert text.startswith(f"# Changes from build {old} to build {new}\n")
    assert text.endswith("\nNo source states anything else.\n")
