"""The imports between modules of the project, read from their syntax trees."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("ontology", "mappings", "queries", "graph")


def modules() -> list[Path]:
    """Return every module of the package, relative to the root, sorted."""
    return sorted(path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def imported(module: Path) -> Iterator[str]:
    """Yield the dotted names that ``module``, a path relative to the root, imports."""
    for statement in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8"))):
        if isinstance(statement, ast.ImportFrom):
            base = statement.module or ""
            yield from (f"{base}.{alias.name}" for alias in statement.names)
        elif isinstance(statement, ast.Import):
            yield from (alias.name for alias in statement.names)


def targets(module: Path) -> Iterator[Path]:
    """Yield the modules of the project that ``module`` imports; for a package that is its ``__init__.py``."""
    for name in imported(module):
        parts = name.split(".")[1:] if name.startswith("rarekg.") else []
        for end in range(len(parts), 0, -1):
            module_path = Path(*parts[:end]).with_suffix(".py")
            package = Path(*parts[:end], "__init__.py")
            if (ROOT / module_path).is_file() or (ROOT / package).is_file():
                yield module_path if (ROOT / module_path).is_file() else package
                break


def reached(starts: Iterable[Path]) -> set[Path]:
    """Return ``starts`` and every module that they import, directly or not."""
    seen: set[Path] = set()
    todo = list(starts)
    while todo:
        if (module := todo.pop()) not in seen:
            seen.add(module)
            todo.extend(targets(module))
    return seen
