"""Phenotypes of disorders: Orphadata's product 4, and the same of an ORPHApacket, as facts.

HPO passes on the rows of product 4, so a row that it has is not stated again. What HPO leaves out is stated here: which
phenotypes are diagnostic criteria or pathognomonic signs, and the day and the references of the validation, which stand
for all phenotypes of a disorder together.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rarekg.mappings.facts import DiagnosticFeature, Fact, Origin, PhenotypeReview
from rarekg.mappings.orphanet.disorders import RESOURCE, Disorder, Disorders
from rarekg.mappings.orphanet.products import another, check_counts, code
from rarekg.mappings.orphanet.profile_rows import RowFacts
from rarekg.mappings.orphanet.records import PhenotypeProfile, PhenotypeRow
from rarekg.mappings.orphanet.references import Publications, references
from rarekg.mappings.orphanet.xml_records import Element, records
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known

TOPIC = "profiles"
# In files of 2019 the records are the disorders themselves, in others the states of their validation.
LISTS = ("HPODisorderSetStatusList", "DisorderList")
ROWS, ROW = "HPODisorderAssociationList", "HPODisorderAssociation"
VALIDATED = "y"
EARLIEST = "1950"  # an earlier day is no day of a validation


def entries(path: Path, issues: Issues | None = None) -> Iterator[PhenotypeProfile]:
    """Yield the record of each disorder in a file of product 4; note counts that are wrong.

    A day that is not that of a validation ("ValidationStatus" is another than "y") is left out.

    Raises:
        SourceError: As :func:`rarekg.mappings.orphanet.xml_records.records`, or a record is of another product.
    """
    for element in records(path, *LISTS):
        disorder = element.first("Disorder") or element
        if disorder.first(ROWS) is None:
            raise another(path, element, f"a {element.tag} without {ROWS}")
        if issues is not None:
            check_counts(disorder, issues)
        yield PhenotypeProfile(
            code(disorder),
            disorder.words("Name"),
            element.line,
            rows=tuple(map(_row, disorder.every(ROWS, ROW))),
            source=element.words("Source"),
            validated=element.words("ValidationDate") if element.words("ValidationStatus") == VALIDATED else "",
        )


def _row(row: Element) -> PhenotypeRow:
    return PhenotypeRow(
        row.words("HPO", "HPOId"),
        row.words("HPO", "HPOTerm"),
        row.words("HPOFrequency", "Name"),
        row.words("DiagnosticCriteria", "Name"),
        row.line,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileFacts:
    """Makes facts of the records of ``source``.

    ``read`` holds the codes of the records read so far.
    """

    known: Known
    issues: Issues
    source: str
    read: set[str] = field(default_factory=set)
    publications: Publications = field(default_factory=Publications)

    def facts(self, record: PhenotypeProfile) -> Iterator[Fact]:
        """Yield the review of a disorder's phenotypes, its diagnostic features, and the rows that HPO does not have."""
        disorder = Disorders(known=self.known, issues=self.issues).find(record.code, record.name, record.line)
        if disorder is None:
            return
        if disorder.own in self.read:
            message = f"{disorder.own} ({record.name}) has a record further up; this one is left out"
            self.issues.note("duplicate-disorder", record.line, message, value=disorder.own)
            return
        self.read.add(disorder.own)
        yield from disorder.facts
        rows = RowFacts(known=self.known, issues=self.issues, source=self.source, disorder=disorder)
        facts = list(rows.facts(record.rows))
        if record.validated or record.source or any(isinstance(fact, DiagnosticFeature) for fact in facts):
            yield from self._review(record, disorder)
        yield from facts

    def _review(self, record: PhenotypeProfile, disorder: Disorder) -> Iterator[Fact]:
        cited = references(record.source)
        yield from self.publications.new(cited.ids)
        origin = Origin(
            source=self.source,
            key=(disorder.own,),
            primary=RESOURCE,
            references=cited.ids,
            subject=disorder.original,
            words=cited.words,
        )
        yield PhenotypeReview(disease=disorder.node, validated_on=self._day(record, disorder), origin=origin)

    def _day(self, record: PhenotypeProfile, disorder: Disorder) -> str | None:
        """Return the day of the validation, which is written with a time that is always midnight; report another."""
        if not record.validated:
            return None
        try:
            if (day := date.fromisoformat(record.validated[:10]).isoformat()) >= EARLIEST:
                return day
        except ValueError:
            pass
        message = f"{record.validated!r} is no day on which {disorder.own} was validated; it is left out"
        self.issues.note("unread-date", record.line, message, action="kept", value=record.validated)
        return None
