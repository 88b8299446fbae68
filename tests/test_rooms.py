"""The rooms import in one direction: ontology ← queries, mappings ← graph; nothing runs back."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "ontology": {"ontology"},
    "mappings": {"mappings", "ontology"},
    "queries": {"queries", "ontology"},
    "graph": {"graph", "mappings", "ontology", "queries"},
}


def modules() -> list[Path]:
    return sorted(path for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for statement in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(statement, ast.ImportFrom):
            base = statement.module or ""
            yield from (f"{base}.{alias.name}" for alias in statement.names)
        elif isinstance(statement, ast.Import):
            yield from (alias.name for alias in statement.names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_rooms_below_its_own(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    rooms = {name.split(".")[1] for name in imported(path) if name.startswith("rarekg.")}
    assert rooms <= MAY_IMPORT[room]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_for(path: Path) -> None:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert text is not None
    assert text.splitlines()[0].endswith((".", "?"))


def test_no_source_is_imported_by_name_outside_its_own_module() -> None:
    # A source is found because its pair of files is there: nothing may depend on one in particular.
    offenders = [
        (str(path.relative_to(ROOT)), name)
        for path in modules()
        for name in imported(path)
        if name.startswith("rarekg.mappings.sources.") and path.parent.name != "sources"
    ]
    assert offenders == []
