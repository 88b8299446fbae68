"""The phenotypes of one disorder as facts: the rows that HPO does not pass on, and what only Orphanet says of a row."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rarekg.mappings.facts import (
    ClinicalCourse,
    ClinicalModifier,
    DiagnosticFeature,
    FeatureKind,
    Inheritance,
    Onset,
    Origin,
    PastHistory,
    Phenotype,
)
from rarekg.mappings.orphanet.disorders import RESOURCE, Disorder
from rarekg.mappings.orphanet.records import PhenotypeRow
from rarekg.mappings.reading.frequency import (
    CLASSES,
    EXCLUDED,
    FREQUENT,
    OBLIGATE,
    OCCASIONAL,
    VERY_FREQUENT,
    VERY_RARE,
)
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known

Row = Phenotype | Inheritance | Onset | ClinicalCourse | ClinicalModifier | PastHistory
# Orphanet's frequencies are HPO's classes, whose terms have these words as synonyms.
FREQUENCIES: Mapping[str, str] = MappingProxyType(
    {
        "Obligate (100%)": OBLIGATE,
        "Very frequent (99-80%)": VERY_FREQUENT,
        "Frequent (79-30%)": FREQUENT,
        "Occasional (29-5%)": OCCASIONAL,
        "Very rare (<4-1%)": VERY_RARE,
        "Excluded (0%)": EXCLUDED,
    }
)
FEATURES: Mapping[str, FeatureKind] = MappingProxyType(
    {"Diagnostic criterion": "criterion", "Pathognomonic sign": "pathognomonic"}
)
# The branch of HPO that a term is in → the kind of statement and its field for the term; the first that holds applies.
KINDS: Mapping[str, tuple[Callable[..., Row], str]] = MappingProxyType(
    {
        "HP:0000118": (Phenotype, "phenotype"),
        "HP:0000005": (Inheritance, "mode"),
        "HP:0003674": (Onset, "onset"),
        "HP:0031797": (ClinicalCourse, "course"),
        "HP:0012823": (ClinicalModifier, "modifier"),
        "HP:0032443": (PastHistory, "history"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """Makes facts of the rows of one ``disorder``."""

    known: Known
    issues: Issues
    source: str
    disorder: Disorder

    def facts(self, rows: Iterable[PhenotypeRow]) -> Iterator[Row | DiagnosticFeature]:
        """Yield the diagnostic features, and the rows that HPO does not pass on, each once."""
        read: set[tuple[str, str, str]] = set()
        stated: set[tuple[str, ...]] = set()
        for row in rows:
            if (branch := self._branch(row)) is None:
                continue
            if (key := (row.term, row.frequency, row.criterion)) in read:
                message = f"{self.disorder.own} has the row of {row.term} ({row.name}) further up"
                self.issues.note("duplicate-row", row.line, message, value=row.term)
                continue
            read.add(key)
            for fact in self._row(row, branch):
                if fact.origin.key not in stated:
                    stated.add(fact.origin.key)
                    yield fact

    def _branch(self, row: PhenotypeRow) -> str | None:
        """Return the key of :data:`KINDS` for a row; report and return None for one that cannot be used."""
        for what, word, words in (
            ("frequency", row.frequency, {*FREQUENCIES}),
            ("criterion", row.criterion, {"", *FEATURES}),
        ):
            if word not in words:
                message = f"unknown {what} {word!r} of {row.term} in {self.disorder.own}; the row is left out"
                self.issues.note(f"unknown-{what}", row.line, message, value=word)
                return None
        current = self._current(row)
        branch = next((root for root in KINDS if self.known.is_a(current, root)), None)
        if branch is None:
            message = f"{row.term} ({row.name}) of {self.disorder.own} is no current term that a disease can have"
            self.issues.note("unusable-term", row.line, f"{message}; the row is left out", value=row.term)
            return None
        if current != row.term:
            message = f"{row.term} is now {current} ({self.known.label(current)})"
            self.issues.note_once("replaced-term", row.line, message, action="replaced", value=row.term)
        return branch

    def _row(self, row: PhenotypeRow, branch: str) -> Iterator[Row | DiagnosticFeature]:
        """Yield what a row says: how often the disease has the term, and what that is worth for the diagnosis."""
        fact = self._annotation(row, branch)
        if row.criterion:
            yield self._feature(row, excluded=fact.excluded)
        if not self.known.passed_on.has(fact):
            yield fact

    def _current(self, row: PhenotypeRow) -> str:
        return self.known.current(row.term).id or row.term

    def _feature(self, row: PhenotypeRow, *, excluded: bool) -> DiagnosticFeature:
        kind = FEATURES[row.criterion]
        key = (self.disorder.own, row.term, kind)
        return DiagnosticFeature(
            disease=self.disorder.node,
            phenotype=self._current(row),
            kind=kind,
            origin=self._origin(row, *key, *(("excluded",) if excluded else ())),
            excluded=excluded,
        )

    def _annotation(self, row: PhenotypeRow, branch: str) -> Row:
        fact, term_field = KINDS[branch]
        frequency = CLASSES[FREQUENCIES[row.frequency]]
        return fact(
            **{term_field: self._current(row)},
            disease=self.disorder.node,
            origin=self._origin(row, self.disorder.own, row.term, row.frequency),
            excluded=frequency.term == EXCLUDED,
            frequency=frequency,
        )

    def _origin(self, row: PhenotypeRow, *key: str) -> Origin:
        current = self._current(row)
        return Origin(
            source=self.source,
            key=key,
            primary=RESOURCE,
            subject=self.disorder.original,
            object=None if current == row.term else row.term,
        )
