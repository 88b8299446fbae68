"""The wheel holds every module and data file of the rooms, nothing else, and runs on its own in a fresh environment."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("ontology", "mappings", "graph", "queries")
LINKS = "tests/_types/rarekg"  # to the rooms: where setuptools and the type checker find the package
NOT_SHIPPED = {"__pycache__", "build", "dist", ".venv"}


def project() -> dict[str, object]:
    settings: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return settings


def shipped_files(root: Path) -> Iterator[str]:
    for room in ROOMS:
        for path in sorted((root / room).rglob("*")):
            if path.is_file() and not NOT_SHIPPED.intersection(path.relative_to(root).parts):
                yield f"rarekg/{path.relative_to(root)}"


@pytest.fixture(scope="module")
def clean_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("clean")
    for name in (*ROOMS, "pyproject.toml", "README.md", "LICENSE"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    shutil.copytree(ROOT / LINKS, copy / LINKS, symlinks=True)
    return copy


@pytest.fixture(scope="module")
def wheel(clean_copy: Path) -> Path:
    return build(clean_copy)


def build(folder: Path) -> Path:
    """Build as `make wheel` does: the wheel comes from the unpacked source distribution, never from the folder."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", "dist"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next((folder / "dist").glob("*.whl"))


def test_the_wheel_holds_exactly_the_files_of_the_rooms(clean_copy: Path, wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert inside == set(shipped_files(ROOT))


def test_every_package_folder_is_listed_and_every_listed_one_exists() -> None:
    settings = project()["tool"]["setuptools"]  # type: ignore[index]
    on_disk = {
        ".".join(("rarekg", *path.parent.relative_to(ROOT).parts))
        for room in ROOMS
        for path in (ROOT / room).rglob("__init__.py")
    }
    assert set(settings["packages"]) == {"rarekg", *on_disk}


def test_the_links_point_at_the_rooms() -> None:
    links = {link.name: link for link in (ROOT / LINKS).iterdir()}
    assert set(links) == set(ROOMS)
    for room, link in links.items():
        assert link.readlink() == Path("../../..") / room


def test_no_leftover_build_folder_can_ship_deleted_modules(clean_copy: Path) -> None:
    stale = clean_copy.parent / "stale"
    ignored = shutil.ignore_patterns("build", "dist")
    shutil.copytree(clean_copy, stale, symlinks=True, dirs_exist_ok=True, ignore=ignored)
    ghost = stale / "build/lib/rarekg/graph/ghost.py"
    ghost.parent.mkdir(parents=True)
    ghost.write_text('"""Left over from an older build."""\n', encoding="utf-8")
    with ZipFile(build(stale)) as archive:
        assert "rarekg/graph/ghost.py" not in archive.namelist()


@pytest.fixture(scope="module")
def fresh_python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel, with the dependencies that it names itself, where nothing else is."""
    folder = tmp_path_factory.mktemp("fresh")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin/python"
    command = [str(python), "-m", "pip", "install", "--quiet", str(wheel)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and ("No matching distribution" in done.stderr or "connection" in done.stderr.lower()):
        pytest.skip("the dependencies cannot be installed: no package index answers")
    assert done.returncode == 0, done.stderr
    return python


def run(python: Path, *arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "RAREKG"))}
    return subprocess.run(
        [str(python), *arguments], cwd=cwd, env=clean | environment, capture_output=True, text=True, check=False
    )


def test_the_installed_wheel_runs_as_a_command_and_as_a_module(fresh_python: Path, tmp_path: Path) -> None:
    for command in ([str(fresh_python.parent / "rarekg")], ["-m", "rarekg.graph"]):
        done = run(fresh_python, *command, "--help", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "query" in done.stdout


def test_the_installed_wheel_finds_its_data_files(fresh_python: Path, tmp_path: Path) -> None:
    done = run(fresh_python, str(fresh_python.parent / "rarekg"), "queries", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "phenotypes-by-frequency" in done.stdout


def test_an_editable_install_is_a_path_and_warns_of_nothing(clean_copy: Path, tmp_path: Path) -> None:
    code = f"from setuptools.build_meta import build_editable; build_editable({str(tmp_path)!r})"
    done = subprocess.run([sys.executable, "-c", code], cwd=clean_copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stdout + done.stderr
    with ZipFile(next(tmp_path.glob("*.whl"))) as archive:
        (path,) = (archive.read(name).decode() for name in archive.namelist() if name.endswith(".pth"))
    assert Path(path.strip()) == (clean_copy / LINKS).parent


def test_only_rarekg_lands_in_site_packages(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"rarekg"}
