"""Ages of onset and types of inheritance: Orphadata's product 9 (ages), and the same of an ORPHApacket, as facts.

The values are Orphanet's own; which terms of HPO they are is decided in ``lookups/orphanet_ages.tsv`` and
``orphanet_modes.tsv``, and Orphanet's word stays on each statement. Neither has references.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from rarekg.mappings.facts import Fact, Inheritance, Onset, Origin
from rarekg.mappings.orphanet.disorders import RESOURCE, Disorder, Disorders
from rarekg.mappings.orphanet.products import code, disorders
from rarekg.mappings.orphanet.records import Course
from rarekg.mappings.orphanet.xml_records import Element
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.lookups import lookup_rows
from rarekg.mappings.resolve.known import Known

TOPIC = "course"
AGES, AGE = "AverageAgeOfOnsetList", "AverageAgeOfOnset"
MODES, MODE = "TypeOfInheritanceList", "TypeOfInheritance"
_Value = TypeVar("_Value")


class Age(NamedTuple):
    """An age of onset: its HP term, and its bounds in years, None where it is open."""

    onset: str
    start: Decimal | None
    end: Decimal | None


def entries(path: Path, issues: Issues | None = None) -> Iterator[Course]:
    """Yield the record of each disorder in a file of product 9 (ages); note counts that are wrong.

    Raises:
        SourceError: As :func:`rarekg.mappings.orphanet.xml_records.records`, or a record is of another product.
    """
    for disorder in disorders(path, AGES, issues):
        yield Course(
            code(disorder),
            disorder.words("Name"),
            disorder.line,
            ages=_names(disorder, AGES, AGE),
            modes=_names(disorder, MODES, MODE),
        )


def _names(disorder: Element, *path: str) -> tuple[str, ...]:
    return tuple(element.words("Name") for element in disorder.every(*path))


@cache
def ages() -> Mapping[str, Age | None]:
    """Return Orphanet's ages of onset, None for what is no age.

    >>> ages()["Infancy"], ages()["No data available"]
    (Age(onset='HP:0003593', start=Decimal('0.08'), end=Decimal('2')), None)
    """
    return MappingProxyType({row["age"]: _age(row) for row in lookup_rows("orphanet_ages")})


def _age(row: Mapping[str, str]) -> Age | None:
    start, end = (Decimal(row[bound]) if row[bound] else None for bound in ("from", "to"))
    return Age(row["onset"], start, end) if row["onset"] else None


@cache
def modes() -> Mapping[str, str | None]:
    """Return the HP term of each of Orphanet's types of inheritance, None for what is no mode.

    >>> modes()["Semi-dominant"], modes()["Not applicable"]
    ('HP:0032113', None)
    """
    return MappingProxyType({row["name"]: row["mode"] or None for row in lookup_rows("orphanet_modes")})


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFacts:
    """Makes facts of the records of ``source``; ``read`` holds the codes of those read so far."""

    known: Known
    issues: Issues
    source: str
    read: set[str] = field(default_factory=set)

    def facts(self, record: Course) -> Iterator[Fact]:
        """Yield the onsets and modes of a disorder, after the disorder itself if nothing has described it yet."""
        onsets = self._values(record, "age", record.ages, ages())
        inherited = self._values(record, "mode", record.modes, modes())
        if not onsets and not inherited:  # nothing is said of it here, so it needs no node
            return
        disorder = Disorders(known=self.known, issues=self.issues).find(record.code, record.name, record.line)
        if disorder is None or self._repeats(record, disorder):
            return
        yield from disorder.facts
        for name, age in onsets:
            yield Onset(
                disease=disorder.node,
                onset=age.onset,
                origin=self._origin(record, disorder, name),
                from_age=age.start,
                to_age=age.end,
            )
        for name, mode in inherited:
            yield Inheritance(disease=disorder.node, mode=mode, origin=self._origin(record, disorder, name))

    def _values(
        self, record: Course, what: str, names: Sequence[str], table: Mapping[str, _Value | None]
    ) -> list[tuple[str, _Value]]:
        """Return the distinct ``names`` with their values in ``table``; report those that it lacks."""
        found = []
        for name in dict.fromkeys(names):
            if (value := table.get(name)) is not None:
                found.append((name, value))
            elif name not in table:
                message = f"unknown {what} {name!r} of ORPHA:{record.code} ({record.name}); it is left out"
                self.issues.note(f"unknown-{what}", record.line, message, value=name)
        return found

    def _repeats(self, record: Course, disorder: Disorder) -> bool:
        """Return whether there was a record of the same disorder, and report it."""
        if disorder.own not in self.read:
            self.read.add(disorder.own)
            return False
        message = f"{disorder.own} ({record.name}) has a record further up; this one is left out"
        self.issues.note("duplicate-disorder", record.line, message, value=disorder.own)
        return True

    def _origin(self, record: Course, disorder: Disorder, name: str) -> Origin:
        return Origin(
            source=self.source, key=(record.code, name), primary=RESOURCE, subject=disorder.original, words=name
        )
