"""The command line: it starts at once, and whatever is wrong is one line and the right exit code."""

import subprocess
import sys
import tomllib
from pathlib import Path

import commands
import pytest
import small
from rich.console import Console

from rarekg.graph.home.builds import Build
from rarekg.graph.pipeline.progress import Steps
from rarekg.mappings.catalog import sources

COMMANDS = ("fetch", "build", "validate", "builds", "sources", "queries", "query", "describe", "dump")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_each_command_has_help(tmp_path: Path, command: str) -> None:
    done = commands.run(*([command] if command else []), "--help", home=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    assert all(name in done.stdout for name in (COMMANDS if not command else [f"rarekg {command}".split(" ")[1]]))


def test_the_version_is_that_of_the_package(tmp_path: Path) -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    done = commands.run("--version", home=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"rarekg {project['version']}\n", "")


def test_help_loads_nothing_heavy() -> None:
    # What makes `rarekg --help` answer at once: the engines are imported by the commands that need them.
    heavy = {"pyoxigraph", "rdflib", "owlready2", "curies", "pydantic", "shacl", "starlette", "jinja2", "yaml"}
    code = f"import sys, rarekg.graph.cli.app; print(*sorted({heavy!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--only", "hpp"], "there is no source 'hpp'; the sources are "),
        (["--source", "hpo=/nowhere/hp.obo"], "/nowhere/hp.obo: cannot be read: No such file or directory"),
        (["--page", "/"], "/: cannot be read: Is a directory"),
    ],
)
def test_an_input_that_is_not_there_is_one_line(tmp_path: Path, options: list[str], message: str) -> None:
    given = small.written(tmp_path / "sources")
    assert message in commands.one_line(commands.run("build", *given, *options, home=tmp_path))
    assert not (tmp_path / "current").exists()


@pytest.mark.parametrize(
    ("file", "content", "place"),
    [
        ("hp.obo", "this is no OBO\n", "hp.obo:1: "),
        ("hp.obo", "format-version: 1.2\n\n[Term]\nid HP:1\n", "hp.obo:4: "),
        ("mondo.json", "{", "mondo.json: "),
        ("mondo.json", "[]", "mondo.json: "),
        ("page.txt", "Not a page.\n", "page.txt:"),
        ("page.txt", small.PAGE[:400], "page.txt:"),
    ],
)
def test_an_input_that_is_something_else_is_one_line(tmp_path: Path, file: str, content: str, place: str) -> None:
    given = small.written(tmp_path / "sources")
    good = commands.build(tmp_path, given)
    (tmp_path / "sources" / file).write_text(content, encoding="utf-8")
    message = commands.one_line(commands.run("build", *given, home=tmp_path))
    assert f"{tmp_path}/sources/{place}" in message
    assert (tmp_path / "current").resolve().name == good
    assert len(list((tmp_path / "builds").iterdir())) == 1


@pytest.mark.parametrize(
    "options",
    [
        ["--source", "hpo"],
        ["--source", "=x"],
        ["--disease", "IPEX"],
        ["--disease", "MONDO:1"],
        ["--disease", "PMID:1"],
        ["--disease", "rdfs:label"],
        ["--disease", "HP:0001250"],
        ["--base", "https://example.org"],
        ["--base", "no IRI/"],
        ["--keep", "-1"],
        ["--nonsense"],
    ],
)
def test_a_wrong_use_ends_with_2(tmp_path: Path, options: list[str]) -> None:
    done = commands.run("build", *options, home=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_sources_lists_licences_counts_and_attributions(home: Path, built: Build) -> None:
    listed = commands.run("sources", home=home).stdout
    for key in ("hpo", "mondo", "gard"):
        info = sources()[key]
        assert info.licence.url in listed
        assert " ".join(info.licensed(built.manifest.sources[key].version).attribution.split()) in listed
    assert "31 Term" in listed
    assert "1 replaced-phenotype" in listed


def test_builds_marks_the_current_one(home: Path, built: Build) -> None:
    lines = commands.run("builds", home=home).stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [["*", built.id]]


def test_a_damaged_manifest_is_one_line(tmp_path: Path) -> None:
    commands.build(tmp_path, small.written(tmp_path / "sources"))
    (tmp_path / "current" / "manifest.json").write_text("{", encoding="utf-8")
    for command in (
        ["builds"],
        ["sources"],
        ["describe", "HP:0000118"],
        ["build", *small.written(tmp_path / "sources")],
    ):
        assert "is not a manifest" in commands.one_line(commands.run(*command, home=tmp_path))


def test_steps_are_plain_lines_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    steps = Steps(Console(stderr=True, emoji=False))
    with steps.step("read [bold]") as report:
        report("1 of 2")
        report("2 of 2 :label: [x]")
    lines = capsys.readouterr().err.splitlines()
    assert lines == [f"read [bold]  {steps.seconds['read [bold]']:6.1f} s  2 of 2 :label: [x]"]
