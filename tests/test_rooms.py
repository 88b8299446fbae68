"""The floor plan: which folder may import which, in one direction and without a circle."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from imports import ROOT, imported, modules, targets

# Bottom to top. A folder imports itself and those named here; they all stand above it in this table.
MAY_IMPORT: dict[str, set[str]] = {
    "ontology": set(),
    "queries": {"ontology"},
    "queries/mistakes": {"ontology", "queries"},
    "mappings": {"ontology"},
    "mappings/facts": {"ontology"},
    "mappings/rdf": {"ontology", "mappings/facts"},
    "mappings/reading": {"ontology", "mappings", "mappings/facts"},
    "mappings/resolve": {"ontology", "mappings", "mappings/facts", "mappings/reading"},
    "mappings/gard": {"ontology", "mappings/facts", "mappings/reading", "mappings/resolve"},
    "mappings/hpoa": {"ontology", "mappings/facts", "mappings/reading", "mappings/resolve"},
    "mappings/sssom": {"ontology", "mappings/facts", "mappings/reading", "mappings/resolve"},
    "mappings/mondo": {"ontology", "mappings/facts", "mappings/reading", "mappings/resolve"},
    "mappings/orphanet": {"ontology", "mappings", "mappings/facts", "mappings/reading", "mappings/resolve"},
    "mappings/sources": {
        *("ontology", "mappings", "mappings/facts", "mappings/reading"),
        *("mappings/resolve", "mappings/gard", "mappings/hpoa", "mappings/sssom", "mappings/mondo"),
        "mappings/orphanet",
    },
    "graph/home": {"ontology", "mappings"},
    "graph/rdf": {"ontology", "mappings/rdf"},
    "graph/inference": {"ontology", "mappings/facts", "mappings/rdf", "mappings/reading", "mappings/resolve"},
    "graph/search": {"ontology", "mappings/facts", "mappings/rdf", "mappings/resolve"},
    "graph/fetch": {"ontology", "mappings", "graph/home"},
    "graph/remote": {"ontology", "queries", "graph/home", "graph/fetch"},
    "graph/process": {"ontology", "queries", "queries/mistakes", "graph/rdf", "graph/remote"},
    "graph/validation": {"ontology", "mappings/rdf", "graph/rdf"},
    "graph/validation/model": {"ontology", "mappings/rdf", "graph/rdf", "graph/validation"},
    "graph/resolve": {"ontology", "queries", "graph/rdf", "graph/search"},
    "graph/inspect": {
        *("ontology", "queries", "queries/mistakes", "mappings/rdf", "graph/home"),
        *("graph/rdf", "graph/inference", "graph/search", "graph/process", "graph/resolve"),
    },
    "graph/export": {
        *("ontology", "mappings/rdf", "graph/home", "graph/rdf"),
        *("graph/inference", "graph/validation/model", "graph/inspect"),
    },
    "graph/tables": {"ontology", "mappings", "graph/home"},
    "graph/release": {
        *("ontology", "mappings", "mappings/rdf", "graph/home", "graph/rdf", "graph/inspect", "graph/export"),
        "graph/tables",
    },
    "graph/pipeline": {
        *("ontology", "queries"),
        *("mappings", "mappings/facts", "mappings/rdf", "mappings/reading", "mappings/resolve"),
        *("graph/home", "graph/inference", "graph/search", "graph/process"),
        *("graph/validation", "graph/validation/model"),
    },
    "graph/endpoint": {"ontology", "graph/home", "graph/remote"},
    "graph/endpoint/workers": {"graph/home", "graph/remote", "graph/process", "graph/endpoint"},
    "graph/endpoint/http": {
        *("ontology", "graph/home", "graph/rdf"),
        *("graph/process", "graph/endpoint", "graph/endpoint/workers"),
    },
    "graph/endpoint/downloads": {"ontology", "graph/home", "graph/rdf", "graph/endpoint", "graph/endpoint/http"},
    "graph/endpoint/sparql": {
        *("ontology", "queries", "queries/mistakes", "graph/home", "graph/rdf"),
        *("graph/endpoint", "graph/endpoint/http", "graph/endpoint/downloads"),
    },
    "graph/endpoint/search": {
        *("ontology", "graph/home", "graph/rdf", "graph/search"),
        *("graph/endpoint", "graph/endpoint/http", "graph/endpoint/sparql"),
    },
    "graph/endpoint/linked": {
        *("ontology", "queries", "mappings/rdf", "graph/rdf", "graph/search", "graph/process", "graph/resolve"),
        *("graph/home", "graph/endpoint", "graph/endpoint/http", "graph/endpoint/downloads"),
        *("graph/endpoint/sparql", "graph/endpoint/search"),
    },
    "graph/endpoint/pages": {
        *("ontology", "queries", "mappings/facts", "mappings/rdf", "graph/rdf"),
        *(
            "graph/inference",
            "graph/search",
            "graph/resolve",
            "graph/endpoint",
            "graph/endpoint/http",
            "graph/endpoint/sparql",
        ),
        *("graph/home", "graph/endpoint/downloads", "graph/endpoint/search", "graph/endpoint/linked"),
    },
    "graph/endpoint/server": {
        *("ontology", "graph/process", "graph/endpoint"),
        *("graph/endpoint/http", "graph/endpoint/sparql"),
    },
    "graph/cli": {
        *("ontology", "queries", "mappings", "mappings/rdf", "mappings/resolve"),
        *("graph/home", "graph/rdf", "graph/search", "graph/fetch", "graph/validation"),
        *("graph/remote", "graph/inspect", "graph/export", "graph/tables", "graph/release", "graph/pipeline"),
        *("graph/endpoint", "graph/endpoint/http"),
        *("graph/endpoint/search", "graph/endpoint/linked", "graph/endpoint/pages", "graph/endpoint/server"),
    },
    "graph": {"graph/cli"},
}


def folder(module: Path) -> str:
    return module.parent.as_posix()


def arrows() -> dict[str, set[str]]:
    """Return each folder with the other folders that its modules import."""
    found: dict[str, set[str]] = {name: set() for name in MAY_IMPORT}
    for module in modules():
        found[folder(module)] |= {folder(target) for target in targets(module)} - {folder(module)}
    return found


@pytest.mark.parametrize("module", modules(), ids=str)
def test_a_module_imports_only_folders_below_its_own(module: Path) -> None:
    assert {folder(target) for target in targets(module)} - {folder(module)} <= MAY_IMPORT[folder(module)]


def test_the_plan_names_every_folder_and_every_permission_is_used() -> None:
    assert {folder(module) for module in modules()} == set(MAY_IMPORT)
    assert arrows() == MAY_IMPORT


def test_no_arrow_runs_backwards_and_none_in_a_circle() -> None:
    order = list(MAY_IMPORT)
    assert all(order.index(below) < order.index(above) for above, named in arrows().items() for below in named)
    assert set(TopologicalSorter(arrows()).static_order()) == set(order)  # raises CycleError where there is a circle


@pytest.mark.parametrize("module", modules(), ids=str)
def test_the_first_line_of_a_module_is_its_purpose(module: Path) -> None:
    text = ast.get_docstring(ast.parse((ROOT / module).read_text(encoding="utf-8")))
    assert text is not None
    assert text.splitlines()[0].endswith((".", "?"))


def test_no_source_is_imported_by_name_outside_its_own_module() -> None:
    # A source is found because its pair of files is there: nothing may depend on one in particular.
    offenders = [
        (str(module), name)
        for module in modules()
        for name in imported(module)
        if name.startswith("rarekg.mappings.sources.") and module.parent.name != "sources"
    ]
    assert offenders == []


def mirrored() -> Iterator[Path]:
    """Yield the folders of tests that are named like folders of the package."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        room = path.relative_to(ROOT / "tests").parent
        if room.parts and room.parts[0] in ("ontology", "mappings", "queries", "graph"):
            yield path.relative_to(ROOT / "tests")


def test_tests_stand_in_folders_of_the_package() -> None:
    assert {path.parent.as_posix() for path in mirrored()} <= set(MAY_IMPORT)
