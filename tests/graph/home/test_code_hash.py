"""The two hashes of the code: a change to what builds shows in one, a change to what serves in the other."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from imports import ROOT, modules, reached

from rarekg.graph.home.code_hash import BUILDS, SERVES

# What a build imports that changes no statement: where and how it lies on disk, and how its memory is managed.
NOT_IN_THE_GRAPH = {
    *(Path(f"graph/home/{name}.py") for name in ("builds", "checksums", "integrity", "manifest", "publishing")),
    Path("graph/home/verified.py"),
    Path("graph/process/memory.py"),
}
PRINT = "from rarekg.graph.home.code_hash import building, serving; print(building(), serving())"


def covers(paths: tuple[str, ...], module: Path) -> bool:
    return any(module.as_posix() == path or module.as_posix().startswith(f"{path}/") for path in paths)


def test_every_module_that_a_build_imports_is_in_its_hash() -> None:
    sources = [module for module in modules() if module.parts[:2] == ("mappings", "sources")]
    building = reached([Path("graph/pipeline/build.py"), Path("graph/pipeline/mapper.py"), *sources])
    missing = {module for module in building if not covers(BUILDS, module)}
    assert missing == NOT_IN_THE_GRAPH


def test_every_module_that_the_endpoint_imports_is_in_the_hash_of_what_serves() -> None:
    endpoint = [module for module in modules() if module.parts[:2] == ("graph", "endpoint")]
    assert {module for module in reached(endpoint) if not covers(SERVES, module)} == set()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the package to a place from which it is imported as ``rarekg``."""
    folder = tmp_path_factory.mktemp("package")
    for room in ("ontology", "mappings", "queries", "graph"):
        shutil.copytree(ROOT / room, folder / "rarekg" / room, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def hashes(folder: Path) -> tuple[str, str]:
    # -S keeps an editable installation from hiding the copy; the interpreter's own packages are added again.
    site = next(path for path in sys.path if path.endswith("site-packages"))
    script = f"import sys; sys.path[:0] = [{str(folder)!r}, {site!r}]; {PRINT}"
    done = subprocess.run([sys.executable, "-S", "-c", script], capture_output=True, text=True, check=True)
    building, serving = done.stdout.split()
    return building, serving


@pytest.mark.parametrize(
    ("file", "builds", "serves"),
    [
        ("mappings/rdf/phenotype.py", True, False),
        ("mappings/sources/hpoa.py", True, False),
        ("mappings/lookups/diseases.tsv", True, False),
        ("ontology/shapes.ttl", True, True),
        ("graph/inference/closure.py", True, True),
        ("graph/search/writer.py", True, True),
        ("graph/search/reader.py", False, True),
        ("graph/search/hits.py", False, True),
        ("graph/endpoint/pages/about.py", False, True),
        ("graph/endpoint/pages/templates/disease.html", False, True),
        ("graph/endpoint/pages/static/style.css", False, True),
        ("graph/endpoint/http/query_response.py", False, True),
        ("graph/inspect/diff_report.py", False, False),
        ("graph/cli/query.py", False, False),
        ("queries/phenotypes/phenotypes-by-frequency.rq", True, True),
    ],
)
def test_a_changed_file_changes_the_hashes_it_belongs_to(copy: Path, file: str, builds: bool, serves: bool) -> None:
    before, path = hashes(copy), copy / "rarekg" / file
    content = path.read_bytes()
    path.write_bytes(content + (b"\n" if path.suffix != ".html" else b"<!-- -->"))
    try:
        after = hashes(copy)
    finally:
        path.write_bytes(content)
    assert (before[0] != after[0], before[1] != after[1]) == (builds, serves)
    assert hashes(copy) == before
