"""The entities above a disorder in Orphanet's classifications (product 7, and the parents of the ORPHApackets).

Each classification is of one medical specialty. Product 7 has for each disorder the head of the one classification in
which Orphanet counts it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rarekg.mappings.facts import Classification, Fact, RegistryEntry
from rarekg.mappings.orphanet.products import code, disorders
from rarekg.mappings.orphanet.records import ParentList, ParentRow
from rarekg.mappings.orphanet.xml_records import Element
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.prefixes import standardize

TOPIC = "classification"
PREFERENTIAL = "Preferential parent"
LIST = "DisorderDisorderAssociationList"
NOMENCLATURE = ("ExternalReferenceList", "DisorderFlagList")  # of product 1, which has other relations in the same list


def entries(path: Path, issues: Issues | None = None) -> Iterator[ParentList]:
    """Yield the preferential parents of each disorder in product 7.

    ``issues`` takes unknown relations, and lists that are not as long as they say. A relation whose target has no code
    is one of another disorder to this one, and stands there.

    Raises:
        SourceError: The file is not product 7.
    """
    for element in disorders(path, LIST, issues, without=NOMENCLATURE):
        outgoing = (one for one in element.every(LIST, "DisorderDisorderAssociation") if _target(one))
        rows = tuple(row for one in outgoing if (row := _row(one, code(element), issues)))
        yield ParentList(code(element), element.words("Name"), element.line, rows)


def _target(row: Element) -> str:
    target = row.first("TargetDisorder")
    return code(target) if target is not None else ""


def _row(row: Element, own: str, issues: Issues | None) -> ParentRow | None:
    relation = row.words("DisorderDisorderAssociationType", "Name")
    if relation == PREFERENTIAL:
        return ParentRow(_target(row), row.words("TargetDisorder", "Name"), preferential=True, line=row.line)
    if issues is not None:
        message = f"unknown relation {relation!r} of ORPHA:{own} to ORPHA:{_target(row)}"
        issues.note("unknown-relation", row.line, message, value=relation)
    return None


@dataclass(slots=True, kw_only=True)
class ClassificationFacts:
    """Makes facts of the entities above disorders; ``source`` is the key of the source that has them."""

    known: Known
    issues: Issues
    source: str
    _stated: set[Classification] = field(default_factory=set)

    def facts(self, record: ParentList) -> Iterator[Fact]:
        """Yield each entity above a disorder, and the label of an entry that nothing has described yet."""
        own = self._entry(record.code, record.line)
        if own is None or not record.rows:
            return
        yield from self._labels(own, record.name)
        for row in record.rows:
            parent = self._entry(row.code, row.line or record.line)
            if parent is None:
                continue
            if parent == own:
                self.issues.note("own-parent", row.line, f"{own} is its own parent; the row is left out", value=own)
                continue
            fact = Classification(entry=own, parent=parent, source=self.source, preferential=row.preferential)
            if fact in self._stated:
                self.issues.note("duplicate-row", row.line, f"{own} has {parent} further up", value=own)
                continue
            self._stated.add(fact)
            yield from self._labels(parent, row.name)
            yield fact

    def _entry(self, number: str, line: int | None) -> str | None:
        try:
            return standardize(f"ORPHA:{number}")
        except ValueError as error:
            self.issues.note("malformed-disease", line, f"{error}; the row is left out", value=number)
            return None

    def _labels(self, own: str, name: str) -> Iterator[RegistryEntry]:
        if own not in self.known.entries and own not in self.known.described:
            label = self.known.entries[own] = name or own
            yield RegistryEntry(id=own, label=label, disease=self.known.disease(own).id)
