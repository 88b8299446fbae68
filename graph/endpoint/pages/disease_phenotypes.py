"""The phenotypes of a disease by organ system, those that were not seen, and those that sources exclude."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.association_classes import PHENOTYPE
from rarekg.graph.endpoint.pages.diagnosis import Mark, features, marks
from rarekg.graph.endpoint.pages.entries import Entry, entries
from rarekg.graph.endpoint.pages.evidence import Association, Group
from rarekg.graph.endpoint.pages.identity import other_names
from rarekg.graph.endpoint.pages.links import Link
from rarekg.graph.endpoint.pages.organ_systems import Organs
from rarekg.graph.endpoint.pages.pooled import Pooled, pooled
from rarekg.graph.endpoint.pages.rendering import Context
from rarekg.graph.endpoint.pages.statements import Statements

NO_SYSTEM = "Other"


class Row(NamedTuple):
    """A phenotype: what all statements about it say together, and the statements, those that say the same in a group.

    ``lay`` are its names in plain language, ``called`` those that only the source of a statement has for it. ``note``
    names its further organ systems, ``marks`` are what a source calls it in diagnosis.
    """

    thing: Link
    pooled: Pooled
    groups: Sequence[Group]
    marks: Sequence[Mark] = ()
    lay: Sequence[str] = ()
    called: Sequence[tuple[str, Association]] = ()
    note: str = ""


class System(NamedTuple):
    """An organ system with the phenotypes of the disease that are shown there; ``anchor`` is its id on the page."""

    name: str
    anchor: str
    thing: Link | None
    rows: Sequence[Row]


def phenotypes(service: Service, graph: Statements, associations: Iterable[Association], organs: Organs) -> Context:
    """Return the phenotypes by organ system and how many there are, and those that no source affirms."""
    marked = marks(service, graph)
    rows = [
        Row(
            entry.thing,
            pooled(entry.associations),
            entry.groups,
            marked.get(entry.thing.iri, ()),
            lay := other_names(graph, entry.thing.iri, "rkg:layName"),
            list(_called(graph, entry, lay)),
        )
        for entry in entries(graph, associations, PHENOTYPE)
    ]
    present = [row for row in rows if row.pooled.status == "affirmed"]
    return {
        "systems": systems(graph, organs, present),
        "phenotype_count": len(present),
        "not_seen": [row for row in rows if row.pooled.status == "not seen"],
        "excluded": [row for row in rows if row.pooled.status == "excluded"],
        "features": features(graph, marked),
    }


def _called(graph: Statements, entry: Entry, known: Iterable[str]) -> Iterable[tuple[str, Association]]:
    """Yield what else a source calls the phenotype in plain language, each name once, with the statement."""
    seen = {entry.thing.label.casefold(), *map(str.casefold, known)}
    for association in entry.associations:
        for name in graph.texts(association.iri, "rkg:layName"):
            if name.casefold() not in seen:
                seen.add(name.casefold())
                yield name, association


def systems(graph: Statements, organs: Organs, present: Sequence[Row]) -> list[System]:
    """Return ``present`` by organ system, each once: in the system that has most of the disease's phenotypes."""
    placed: dict[str, list[Row]] = defaultdict(list)
    for system, row in _placed(organs, present):
        placed[system].append(row)
    order = sorted(
        placed, key=lambda system: (system == "", -len(placed[system]), organs.labels.get(system, ""), system)
    )
    return [
        System(
            name=system_name(organs.labels[system]) if system else NO_SYSTEM,
            anchor=f"system-{number}",
            thing=graph.link(system) if system else None,
            rows=sorted(placed[system], key=_surest_first),
        )
        for number, system in enumerate(order, 1)
    ]


def _placed(organs: Organs, present: Sequence[Row]) -> Iterable[tuple[str, Row]]:
    """Yield each phenotype with its organ system ('' for none) and, as its note, the names of its other systems."""
    of_row = {row.thing.iri: organs.of(row.thing.iri) for row in present}
    sizes = Counter(system for systems in of_row.values() for system in systems)
    for row in present:
        ranked = sorted(of_row[row.thing.iri], key=lambda system: (-sizes[system], organs.labels[system], system))
        note = ", ".join(system_name(organs.labels[system]) for system in ranked[1:])
        yield (ranked[0] if ranked else ""), row._replace(note=note)


def _surest_first(row: Row) -> tuple[float, str, str]:
    return -row.pooled.rank, row.thing.label.casefold(), row.thing.iri


def system_name(label: str) -> str:
    """Return the short name of a branch of HPO.

    >>> system_name("Abnormality of the immune system")
    'Immune system'
    """
    name = label
    for start in ("Abnormality of the ", "Abnormality of ", "Abnormal "):
        name = name.removeprefix(start)
    return name[:1].upper() + name[1:]
