"""Biolink's schema: its classes, slots and enumerations, and what a class inherits.

The schema is LinkML (https://linkml.io/linkml-model/latest/docs/): a class has the slots of its parents (``is_a``) and
``mixins``, and ``slot_usage`` narrows what an inherited slot may hold. In RDF a class is named in CamelCase, a slot in
snake_case.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from fetched import pinned

from rarekg.mappings.catalog import Pinned

Definition = Mapping[str, Any]
SCHEMA = Pinned(
    distribution="biolink-model",
    version="4.4.6",
    wheel="biolink_model-4.4.6-py3-none-any.whl",
    wheel_sha256="22359ced4f7f6f8a335000584bbf619d3596ff691b8b0f41aa852360b41cfc3c",
    wheel_size=371561,
    member="biolink_model/schema/biolink_model.yaml",
    file="biolink_model.yaml",
    sha256="5837907e1eb579812856579feea5a099665252f2454bd6f950d63fbb00f4c9f0",
    size=544677,
)


@dataclass(frozen=True, slots=True)
class Schema:
    """The ``classes`` and ``slots`` by their names in RDF, the values of ``enums``, and the declared ``prefixes``."""

    classes: Mapping[str, Definition]
    slots: Mapping[str, Definition]
    enums: Mapping[str, frozenset[str]]
    prefixes: frozenset[str]

    def lineage(self, name: str) -> Iterator[Definition]:
        """Yield the definition of a class, then those that it inherits from, the nearest first."""
        definition = self.classes[name]
        yield definition
        for parent in (*definition.get("mixins", ()), *filter(None, [definition.get("is_a")])):
            yield from self.lineage(camel(parent))

    def induced(self, name: str) -> dict[str, dict[str, Any]]:
        """Return every slot of a class by its name in RDF, with what the nearest ``slot_usage`` says of it."""
        lineage = list(self.lineage(name))
        named = {snake(slot) for one in lineage for slot in (*one.get("slots", ()), *one.get("slot_usage", ()))}
        # Some slots are defined in attributes.yaml, which the schema imports; none of them is used here.
        found = {slot: dict(self.slots.get(slot, {})) for slot in named}
        for definition in reversed(lineage):
            for slot, usage in definition.get("slot_usage", {}).items():
                found[snake(slot)].update(usage or {})
        return found

    def predicates(self, name: str) -> frozenset[str]:
        """Return the predicates that associations of a class may have, by their names in RDF."""
        usage = self.induced(name)["predicate"]
        if (values := self.enums.get(usage["range"])) is not None:
            return frozenset(value.removeprefix("biolink:") for value in values)
        return self.below(snake(usage.get("subproperty_of", "related to")))

    def below(self, slot: str) -> frozenset[str]:
        """Return a slot and all slots that inherit from it."""
        return frozenset(name for name in self.slots if slot in self.above(name))

    def above(self, slot: str) -> frozenset[str]:
        """Return a slot and all slots that it inherits from."""
        definition = self.slots[slot]
        parents = (*definition.get("mixins", ()), *filter(None, [definition.get("is_a")]))
        return frozenset({slot}).union(*(self.above(snake(parent)) for parent in parents))


@cache
def schema() -> Schema:
    """Return the schema of the pinned release; the test is skipped if it cannot be fetched."""
    read = yaml.load(pinned(SCHEMA).read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return Schema(
        classes={camel(name): definition or {} for name, definition in read["classes"].items()},
        slots={snake(name): definition or {} for name, definition in read["slots"].items()},
        enums={name: frozenset(enum.get("permissible_values", ())) for name, enum in read["enums"].items()},
        prefixes=frozenset(read["prefixes"]),
    )


def camel(name: str) -> str:
    """Return the name of a class in RDF.

    >>> camel("disease to phenotypic feature association")
    'DiseaseToPhenotypicFeatureAssociation'
    """
    return "".join(word[0].upper() + word[1:] for word in name.split())


def snake(name: str) -> str:
    """Return the name of a slot in RDF.

    >>> snake("has mode of inheritance")
    'has_mode_of_inheritance'
    """
    return name.replace(" ", "_")
