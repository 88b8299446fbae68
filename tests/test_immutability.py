"""Records cannot be changed once they are made: no field, and nothing that a field holds."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import MappingProxyType, NoneType
from typing import get_args, get_origin, get_type_hints

import pytest
from example_facts import EXAMPLES
from imports import ROOT, modules
from msgspec import Struct

from rarekg.graph.pipeline.counts import Counts, RunningCounts
from rarekg.graph.search.things import Things
from rarekg.graph.validation.references import rules
from rarekg.mappings.catalog import resources, sources
from rarekg.mappings.facts import Annotation, Phenotype
from rarekg.ontology.terms import Synonym
from rarekg.queries import catalog

ATOMS = (str, bytes, int, float, Decimal, NoneType)


def kinds() -> list[type[Struct]]:
    """Return every struct that a module of the project defines."""
    found: set[type[Struct]] = set()
    for module in modules():
        names = vars(import_module(".".join(("rarekg", *module.with_suffix("").parts)).removesuffix(".__init__")))
        found |= {one for one in names.values() if isinstance(one, type) and issubclass(one, Struct)}
    return sorted((kind for kind in found if kind.__module__.startswith("rarekg.")), key=str)


def counted() -> Counts:
    """Return counts of one source."""
    running = RunningCounts()
    running.facts["hpo"]["Term"] += 1
    running.missed["hpo"] = ("1 Term",)
    return running.counts()


def records() -> list[Struct]:
    """Return records of many kinds: facts, descriptions of sources, saved queries, rules, counts, things."""
    things = Things()
    for fact in EXAMPLES:
        things.observe(fact)
    return [
        *EXAMPLES,
        *sources().values(),
        *resources().values(),
        *catalog.load(),
        *rules(),
        counted(),
        *things.things(),
    ]


def held(value: object) -> Iterator[object]:
    """Yield ``value`` and all that it holds."""
    yield value
    items: list[object] = []
    if isinstance(value, Struct):
        items = [getattr(value, name) for name in value.__struct_fields__]
    elif isinstance(value, Mapping):
        items = [*value.keys(), *value.values()]
    elif isinstance(value, (tuple, frozenset)):
        items = [*value]
    for item in items:
        yield from held(item)


def origins(hint: object) -> Iterator[object]:
    """Yield the generic types and the plain types that an annotation is made of."""
    yield get_origin(hint) or hint
    for part in get_args(hint):
        yield from origins(part)


def test_nothing_that_a_record_holds_can_be_changed() -> None:
    met: Counter[type] = Counter()
    for value in (value for record in records() for value in held(record)):
        met[type(value)] += 1
        if isinstance(value, Struct):
            for name in value.__struct_fields__:
                with pytest.raises(AttributeError, match="immutable type"):
                    setattr(value, name, None)
        elif isinstance(value, MappingProxyType):
            with pytest.raises(TypeError, match="does not support item assignment"):
                value[""] = ""  # type: ignore[index]  # which is what is tried
        else:
            assert isinstance(value, (*ATOMS, tuple, frozenset)), value
    assert met[MappingProxyType] > 50
    assert {Phenotype, Synonym, Decimal, frozenset} < met.keys()


def test_a_record_does_not_share_a_mapping_with_the_one_that_made_it() -> None:
    facts = {"hpo": {"Term": 1}}
    made = Counts(facts=facts, issues={}, missed={}, exceeded={}, seconds={})
    facts["hpo"]["Term"] = 2
    facts["mondo"] = {}
    assert made.facts == {"hpo": {"Term": 1}}


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_a_record_is_frozen_and_its_mappings_are_made_read_only(kind: type[Struct]) -> None:
    assert kind.__struct_config__.frozen
    parts = {part for hint in get_type_hints(kind).values() for part in origins(hint)}
    assert not parts & {list, dict, set, bytearray}
    assert Mapping not in parts or hasattr(kind, "__post_init__")


def test_equal_records_are_one_key_and_have_no_room_for_more() -> None:
    assert {Synonym(text="x"): "a"}[Synonym(text="x", scope=None)] == "a"
    assert Synonym(text="x") != Synonym(text="x", kind="layperson")
    with pytest.raises(AttributeError):
        Synonym(text="x").z = 2  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        Synonym("x")  # type: ignore[call-arg]
    assert issubclass(Phenotype, Annotation)


def test_the_type_checker_refuses_a_change(tmp_path: Path) -> None:
    module = tmp_path / "changing.py"
    module.write_text(
        "from rarekg.ontology.terms import Synonym\n\nname = Synonym(text='a')\nname.text = 'b'\n", encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", ROOT / "pyproject.toml", module],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert '"text" defined in "Synonym" is read-only' in done.stdout
    assert "Found 1 error" in done.stdout
