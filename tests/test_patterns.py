"""No regular expression of the package repeats what repeats itself, unless it never goes back to try another way.

``(a+)+`` takes a text of n characters apart in 2ⁿ ways. A possessive repetition (``++``) and an atomic group
(``(?>…)``) take one way only.
"""

import ast
import re
from collections.abc import Iterator
from importlib import import_module, resources
from pathlib import Path
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, cast

import pytest
from gard_pages import GOLDEN, facts_of

from rarekg.mappings.catalog import sources
from rarekg.mappings.reading.lookups import lookup_rows
from rarekg.ontology import prefixes

ROOMS = ("graph", "mappings", "ontology", "queries")
FUNCTIONS = ("compile", "pattern", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
REPEATS, MANY = (kinds.MAX_REPEAT, kinds.MIN_REPEAT), 1000
ONE_WAY = (kinds.POSSESSIVE_REPEAT, kinds.ATOMIC_GROUP)


def nested(pattern: str, flags: int = 0) -> bool:
    """Return whether ``pattern`` has an unbounded repetition of an unbounded repetition, neither taken in one way."""
    return _nested(parser.parse(pattern, flags), inside=False)


def _nested(node: object, *, inside: bool) -> bool:
    if isinstance(node, (list, tuple, parser.SubPattern)):
        if isinstance(node, tuple) and node and node[0] in ONE_WAY:
            return _nested(node[1:], inside=False)
        if isinstance(node, tuple) and node and node[0] in REPEATS:
            _, most, body = cast(tuple[int, int, object], node[1])
            unbounded = most >= MANY
            return (inside and unbounded) or _nested(body, inside=inside or unbounded)
        return any(_nested(part, inside=inside) for part in node)
    return False


def compiled(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (found for item in value.values() for found in compiled(item))
    elif isinstance(value, (list, tuple, set, frozenset)):
        yield from (found for item in value for found in compiled(item))


def modules() -> Iterator[Path]:
    for room in ROOMS:
        folder = Path(str(resources.files(f"rarekg.{room}")))
        yield from (path for path in folder.rglob("*.py") if path.name != "__main__.py")


def written(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the patterns that a module has as literals of calls, and those that it has compiled."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            of_re = isinstance(node.func, ast.Name) or getattr(node.func.value, "id", "") == "re"  # type: ignore[attr-defined]
            if name in FUNCTIONS and of_re and isinstance(node.args[0].value, str):
                yield node.args[0].value, 0
    room = next(parent for parent in path.parents if parent.name in ROOMS and parent.parent.name not in ROOMS)
    parts = path.relative_to(room.parent).with_suffix("").parts
    for value in vars(import_module(".".join(("rarekg", *parts)).removesuffix(".__init__"))).values():
        for found in compiled(value):
            if isinstance(found.pattern, str):
                yield found.pattern, found.flags & ~re.UNICODE
            else:
                yield found.pattern.decode("latin-1"), found.flags & ~re.UNICODE


def test_patterns_of_modules_repeat_in_one_way() -> None:
    found = [(path.name, *one) for path in modules() for one in written(path)]
    assert len(found) > 100
    assert [(name, pattern) for name, pattern, flags in found if nested(pattern, flags)] == []


def test_patterns_of_tables_repeat_in_one_way() -> None:
    tables = [info.release_pattern for info in sources().values() if info.release_pattern]
    tables += [row["words"] for row in lookup_rows("gard_sections") if row["how"] == "introduction"]
    tables += [pattern.pattern for pattern in prefixes._patterns().values()]
    assert len(tables) > 50
    assert [pattern for pattern in tables if nested(pattern)] == []


def test_patterns_made_while_pages_are_read_repeat_in_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()
    compiling = re._compile  # type: ignore[attr-defined]

    def noted(pattern: object, flags: int) -> object:
        seen.add(pattern if isinstance(pattern, str) else "")
        return compiling(pattern, flags)

    monkeypatch.setattr(re, "_compile", noted)
    for page in GOLDEN.glob("*/page.*"):
        facts_of(page)
    assert len(seen) > 10
    assert [pattern for pattern in seen if nested(pattern)] == []


@pytest.mark.parametrize(
    "pattern", [r"(a+)+", r"(?:a*b?)*", r"(?:<!--.*?-->\s*)*", r"(?s)((?:x|y+?)*)z", r"(a+){2000}"]
)
def test_the_lint_finds_nested_repetitions(pattern: str) -> None:
    assert nested(pattern)


@pytest.mark.parametrize("pattern", [r"(?:a++|b)*", r"(?:a+b)*+", r"(?>(?:a+)b*)", r"a+b+", r"(?:a{1,9})*", r"(?:a+)?"])
def test_the_lint_lets_others_pass(pattern: str) -> None:
    assert not nested(pattern)
