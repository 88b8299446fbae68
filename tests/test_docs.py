"""The documents describe every command, option, setting and dependency, and name nothing that does not exist."""

import re
import tomllib
from pathlib import Path

import pytest
from typer.main import get_group

from rarekg.graph.cli.app import app
from rarekg.mappings import catalog
from rarekg.queries.catalog import find

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))
COMMANDS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")


def commands() -> dict[str, set[str]]:
    """Return each command with its long options."""
    return {
        name: {
            option
            for parameter in command.params
            for option in (*parameter.opts, *parameter.secondary_opts)
            if option.startswith("--") and option != "--help"
        }
        for name, command in get_group(app).commands.items()
    }


def section(name: str) -> str:
    match = re.search(rf"^## rarekg {name}$(.*?)(?=^## |\Z)", COMMANDS, re.MULTILINE | re.DOTALL)
    assert match, f"docs/commands.md has no section 'rarekg {name}'"
    return match[1]


def shell_lines(document: Path) -> list[str]:
    blocks = re.findall(r"^(?: {4}|\t)(.+)$|^```(?:sh|console)\n(.*?)^```", document.read_text("utf-8"), re.M | re.S)
    return [line for indented, fenced in blocks for line in (indented or fenced).splitlines()]


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_is_documented_with_exactly_its_options(name: str) -> None:
    assert set(re.findall(r"`(--[a-z][a-z-]*)", section(name))) == commands()[name]


def test_every_option_before_a_command_is_documented() -> None:
    options = {option for parameter in get_group(app).params for option in parameter.opts if option.startswith("--")}
    shell = {"--help", "--install-completion", "--show-completion"}
    for option in options - shell:
        assert f"`rarekg {option}`" in COMMANDS


def test_every_documented_command_exists() -> None:
    documented = set(re.findall(r"^## rarekg (\S+)$", COMMANDS, re.MULTILINE))
    assert documented == set(commands())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_in_a_documents_examples_exist(document: Path) -> None:
    for line in shell_lines(document):
        for name in re.findall(r"(?:^|[|;&$] ?)\s*rarekg ([a-z]+)", line):
            assert name in commands(), line


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_saved_queries_in_a_documents_examples_exist(document: Path) -> None:
    for name in re.findall(r"rarekg query ([a-z][a-z-]+)", document.read_text(encoding="utf-8")):
        assert find(name).name == name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_make_targets_in_a_document_exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^ +)make ([a-z]+)", document.read_text(encoding="utf-8"), re.MULTILINE)) <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_have_targets(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (document.parent / target).exists(), target


def test_every_environment_variable_that_the_code_reads_is_documented() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for room in ("ontology", "mappings", "graph", "queries")
        for path in (ROOT / room).rglob("*.py")
    )
    written = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    assert set(re.findall(r"RAREKG_[A-Z_]*[A-Z]", code)) <= set(re.findall(r"RAREKG_[A-Z_]*[A-Z]", written))


def test_every_dependency_has_its_reason() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [settings["project"]["dependencies"], *settings["dependency-groups"].values()]
    groups += settings["project"].get("optional-dependencies", {}).values()
    entries = [entry for group in groups for entry in group if isinstance(entry, str)]
    names = {re.split(r"[\[<>=~! ]", entry)[0] for entry in entries}
    reasons = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").casefold()
    assert {name for name in names if name.casefold() not in reasons and not name.startswith("types-")} == set()


def test_the_readme_states_the_size_of_the_download() -> None:
    pins = [source.pinned for source in catalog.sources().values() if source.pinned is not None]
    wheels = {pin.wheel: pin.wheel_size for pin in pins}
    assert f"| {sum(wheels.values()) / 1e6:.0f} MB of sources" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_picture_has_a_description() -> None:
    pictures = [
        (document.name, description)
        for document in DOCUMENTS
        for description in re.findall(r"!\[(.*?)\]\(", document.read_text(encoding="utf-8"))
    ]
    assert len(pictures) > 0
    assert [name for name, description in pictures if len(description) < 20] == []
