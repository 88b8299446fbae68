"""The phenotypes of a disease by organ system, and those that sources exclude."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rarekg.graph.endpoint.pages.association_classes import PHENOTYPE
from rarekg.graph.endpoint.pages.entries import Entry, entries
from rarekg.graph.endpoint.pages.evidence import Association
from rarekg.graph.endpoint.pages.links import Link
from rarekg.graph.endpoint.pages.organ_systems import Organs
from rarekg.graph.endpoint.pages.rendering import Context
from rarekg.graph.endpoint.pages.statements import Statements

NO_SYSTEM = "Other"


class System(NamedTuple):
    """An organ system with the phenotypes of the disease that are shown there; ``anchor`` is its id on the page."""

    name: str
    anchor: str
    thing: Link | None
    entries: Sequence[Entry]


def phenotypes(graph: Statements, associations: Iterable[Association], organs: Organs) -> Context:
    """Return the phenotypes by organ system, how many there are, and those that every source excludes."""
    all_entries = entries(graph, associations, PHENOTYPE)
    present = [entry for entry in all_entries if not _is_excluded(entry)]
    return {
        "systems": systems(graph, organs, present),
        "phenotype_count": len(present),
        "excluded": [entry for entry in all_entries if _is_excluded(entry)],
    }


def _is_excluded(entry: Entry) -> bool:
    return all(association.excluded for association in entry.associations)


def systems(graph: Statements, organs: Organs, present: Sequence[Entry]) -> list[System]:
    """Return ``present`` by organ system, each once: in the system that has most of the disease's phenotypes."""
    placed: dict[str, list[Entry]] = defaultdict(list)
    for system, entry in _placed(organs, present):
        placed[system].append(entry)
    order = sorted(placed, key=lambda system: (system == "", -len(placed[system]), organs.labels.get(system, "")))
    return [
        System(
            name=system_name(organs.labels[system]) if system else NO_SYSTEM,
            anchor=f"system-{number}",
            thing=graph.link(system) if system else None,
            entries=sorted(placed[system], key=_most_frequent_first),
        )
        for number, system in enumerate(order, 1)
    ]


def _placed(organs: Organs, present: Sequence[Entry]) -> Iterable[tuple[str, Entry]]:
    """Yield each entry with its organ system ('' for none) and, as its note, the names of its other systems."""
    of_entry = {entry.thing.iri: organs.of(entry.thing.iri) for entry in present}
    sizes = Counter(system for systems in of_entry.values() for system in systems)
    for entry in present:
        ranked = sorted(of_entry[entry.thing.iri], key=lambda system: (-sizes[system], organs.labels[system]))
        note = ", ".join(system_name(organs.labels[system]) for system in ranked[1:])
        yield (ranked[0] if ranked else ""), entry._replace(note=note)


def _most_frequent_first(entry: Entry) -> tuple[float, str]:
    upper = [float(item.frequency.upper) for item in entry.associations if item.frequency and not item.excluded]
    return -max(upper, default=-1.0), entry.thing.label.casefold()


def system_name(label: str) -> str:
    """Return the short name of a branch of HPO.

    >>> system_name("Abnormality of the immune system")
    'Immune system'
    """
    name = label
    for start in ("Abnormality of the ", "Abnormality of ", "Abnormal "):
        name = name.removeprefix(start)
    return name[:1].upper() + name[1:]
