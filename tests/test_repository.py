"""The files beside the rooms agree with one another: citation, launcher, hooks, coverage."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import yaml
from imports import ROOMS

ROOT = Path(__file__).parents[1]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def loaded(name: str) -> dict[str, Any]:
    """Return the content of a YAML file at the root."""
    content: dict[str, Any] = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    return content


def test_the_citation_agrees_with_the_package() -> None:
    citation, project = loaded("CITATION.cff"), PYPROJECT["project"]
    assert citation["cff-version"] == "1.2.0"
    assert {name: citation[name] for name in ("title", "version", "license", "authors", "keywords")} == {
        "title": project["name"],
        **{name: project[name] for name in ("version", "license", "authors", "keywords")},
    }


def launched(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a copy of the launcher that lies in ``folder``, from another folder."""
    launcher = shutil.copy(ROOT / "rarekg", folder)
    return subprocess.run([launcher, *arguments], cwd="/", capture_output=True, text=True, timeout=60, check=False)


def test_the_launcher_runs_the_installed_command(tmp_path: Path) -> None:
    (tmp_path / ".venv").symlink_to(sys.prefix)
    done = launched(tmp_path, "query", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "--timeout" in done.stdout


def test_the_launcher_says_what_to_run_first(tmp_path: Path) -> None:
    done = launched(tmp_path, "queries")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "rarekg: nothing is installed in .venv yet; run make up first\n"


def test_the_hooks_are_the_commands_of_make_check() -> None:
    recipe = re.search(r"^check:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert recipe is not None
    commands = [line.strip().replace("$(BIN)", ".venv/bin") for line in recipe[1].splitlines()]
    repositories = loaded(".pre-commit-config.yaml")["repos"]
    assert [repository["repo"] for repository in repositories] == ["local"]
    assert [hook["entry"] for hook in repositories[0]["hooks"]] == commands


def test_pre_commit_accepts_the_hooks() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(ROOT / ".pre-commit-config.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_coverage_measures_every_room_and_has_a_bar() -> None:
    settings = PYPROJECT["tool"]["coverage"]
    assert set(settings["run"]["source"]) == set(ROOMS)
    assert settings["report"]["fail_under"] >= 90
