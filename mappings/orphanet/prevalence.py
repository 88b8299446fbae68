"""The prevalences of a disorder (product 9, prevalence, and the prevalences of the ORPHApackets).

A prevalence is a class, whose bounds are shares of a population, or a mean per 100,000, or both; or a number of cases
or families on record. A mean of 0 says that none is given.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from rarekg.mappings.facts import Fact, Origin, Prevalence, PrevalenceKind
from rarekg.mappings.orphanet.bands import KINDS, band
from rarekg.mappings.orphanet.disorders import RESOURCE, Disorder, Disorders
from rarekg.mappings.orphanet.products import code, disorders
from rarekg.mappings.orphanet.records import PrevalenceList, PrevalenceRow
from rarekg.mappings.orphanet.references import Publications, references
from rarekg.mappings.orphanet.xml_records import Element
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.lookups import lookup_rows
from rarekg.mappings.resolve.known import Known

TOPIC = "prevalence"
STATUSES: Mapping[str, bool | None] = MappingProxyType({"Validated": True, "Not yet validated": False, "": None})
NOTHING = "no data"  # of the ORPHApackets, where the XML has an empty element
UNDOCUMENTED = "Not yet documented"
PER = 100_000  # people, of a mean
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,12})?")


def entries(path: Path, issues: Issues | None = None) -> Iterator[PrevalenceList]:
    """Yield the prevalences of each disorder in product 9; ``issues`` takes lists that are not as long as they say.

    Raises:
        SourceError: The file is not the prevalences of product 9.
    """
    for element in disorders(path, "PrevalenceList", issues):
        rows = element.every("PrevalenceList", "Prevalence")
        yield PrevalenceList(code(element), element.words("Name"), element.line, tuple(map(_row, rows)))


def _row(row: Element) -> PrevalenceRow:
    return PrevalenceRow(
        type=row.words("PrevalenceType", "Name"),
        qualification=row.words("PrevalenceQualification", "Name"),
        class_=row.words("PrevalenceClass", "Name"),
        value=row.words("ValMoy"),
        geography=row.words("PrevalenceGeographic", "Name"),
        status=row.words("PrevalenceValidationStatus", "Name"),
        source=row.words("Source"),
        line=row.line,
    )


def codes_of_regions() -> dict[str, str | None]:
    """Return each region that Orphanet names with its code, None where no standard one means the same.

    >>> codes_of_regions()["France"], codes_of_regions()["Europe"], codes_of_regions()["Specific population"]
    ('FR', '150', None)
    """
    return {row["region"]: row["code"] or None for row in lookup_rows("regions")}


@dataclass(slots=True, kw_only=True)
class PrevalenceFacts:
    """Makes facts of the prevalences of disorders; ``source`` is the key of the source that has them."""

    known: Known
    issues: Issues
    source: str
    _stated: set[tuple[str, ...]] = field(default_factory=set)
    _publications: Publications = field(default_factory=Publications)
    _regions: Mapping[str, str | None] = field(default_factory=codes_of_regions)

    def facts(self, record: PrevalenceList) -> Iterator[Fact]:
        """Yield the disorder, if nothing has described it yet, then each prevalence with what it cites first."""
        disorder = Disorders(known=self.known, issues=self.issues).find(record.code, record.name, record.line)
        if disorder is None:
            return
        yield from disorder.facts
        for row in record.rows:
            if (fact := self._prevalence(record.code, disorder, _written(row))) is not None:
                yield from self._publications.new(fact.origin.references)
                yield fact

    def _prevalence(self, number: str, disorder: Disorder, row: PrevalenceRow) -> Prevalence | None:
        """Return the prevalence in a row; report and return None for one that cannot be used or says nothing."""
        kind = KINDS.get(row.type)
        class_ = band(row.class_)
        if kind is None or (class_ is None and row.class_ not in ("", UNDOCUMENTED)):
            what, value = ("kind", row.type) if kind is None else ("class", row.class_)
            self._note(f"unknown-prevalence-{what}", disorder, row, f"unknown {what} of prevalence {value!r}", value)
            return None
        if row.class_ == UNDOCUMENTED:
            self._note("not-yet-documented", disorder, row, "is not yet documented", row.class_)
            return None
        mean, count = self._value(kind, disorder, row)
        if class_ is None and mean is None and count is None:
            self._note("empty-prevalence", disorder, row, "has neither a class nor a value", row.value)
            return None
        if not self._is_new(number, disorder, row):
            return None
        share = class_ if kind != "cases" else None
        cited = references(row.source)
        return Prevalence(
            disease=disorder.node,
            kind=kind,
            band=class_.name if class_ is not None else None,
            lower=share.lower if share is not None else None,
            upper=share.upper if share is not None else None,
            mean=mean,
            lower_count=count,
            upper_count=count,
            geography=row.geography or None,
            region=self._region(disorder, row),
            qualification=row.qualification or None,
            validated=self._validated(disorder, row),
            origin=Origin(
                source=self.source,
                key=_key(number, row),
                primary=RESOURCE,
                references=cited.ids,
                subject=disorder.original,
                words=cited.words,
            ),
        )

    def _value(self, kind: PrevalenceKind, disorder: Disorder, row: PrevalenceRow) -> tuple[Decimal | None, int | None]:
        """Return the mean as a share of 1, or the number of cases; report and leave out what is neither."""
        if not row.value:
            return None, None
        value = Decimal(row.value) if _NUMBER.fullmatch(row.value) else None
        if value is None or (value % 1 if kind == "cases" else value > PER):
            what = "a number of cases or families" if kind == "cases" else f"a mean per {PER:,}"
            finding = f"the value {row.value!r} is not {what}; the row is read without it"
            self._note("malformed-value", disorder, row, finding, row.value, action="kept")
            return None, None
        if value == 0:
            return None, None
        return (None, int(value)) if kind == "cases" else (value / PER, None)

    def _is_new(self, number: str, disorder: Disorder, row: PrevalenceRow) -> bool:
        key = _key(number, row)
        if key in self._stated:
            self._note("duplicate-row", disorder, row, "has the same row further up", number)
            return False
        self._stated.add(key)
        return True

    def _region(self, disorder: Disorder, row: PrevalenceRow) -> str | None:
        """Return the code of the region, where a standard one means the same; report one that the table lacks."""
        if not row.geography:
            return None
        if row.geography not in self._regions:
            message = f"the region {row.geography!r} is not in lookups/regions.tsv; the row has no code of a region"
            self.issues.note_once("unknown-region", row.line, message, action="kept", value=row.geography)
        return self._regions.get(row.geography)

    def _validated(self, disorder: Disorder, row: PrevalenceRow) -> bool | None:
        if row.status not in STATUSES:
            message = f"unknown status {row.status!r} of a prevalence of {disorder.own}; the row is kept without it"
            self.issues.note("unknown-status", row.line, message, action="kept", value=row.status)
        return STATUSES.get(row.status)

    def _note(
        self,
        issue: str,
        disorder: Disorder,
        row: PrevalenceRow,
        finding: str,
        value: str,
        *,
        action: Literal["skipped", "kept"] = "skipped",
    ) -> None:
        what = f"{row.type or 'a prevalence'} of {disorder.own} in {row.geography or 'no region'}"
        self.issues.note(issue, row.line, f"{what}: {finding}", action=action, value=value)


def _written(row: PrevalenceRow) -> PrevalenceRow:
    """Return ``row`` without the words that the ORPHApackets have for nothing."""
    return row._replace(
        type=row.type.replace(NOTHING, ""),
        qualification=row.qualification.replace(NOTHING, ""),
        class_=row.class_.replace(NOTHING, ""),
        value=row.value.replace(NOTHING, ""),
        geography=row.geography.replace(NOTHING, ""),
    )


def _key(number: str, row: PrevalenceRow) -> tuple[str, ...]:
    return (number, row.type, row.qualification, row.class_, row.value, row.geography, row.source)
