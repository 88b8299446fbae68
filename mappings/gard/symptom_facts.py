"""Facts from the rows of a symptom table: phenotypes, modes of inheritance, onset, course, modifiers, past history."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from rarekg.mappings.facts import (
    ClinicalCourse,
    ClinicalModifier,
    Inheritance,
    Issue,
    Onset,
    Origin,
    PastHistory,
    Phenotype,
)
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.gard.symptom_table import SymptomRow
from rarekg.mappings.reading.frequency import CLASSES, FREQUENT, OBLIGATE, OCCASIONAL, VERY_FREQUENT, VERY_RARE
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.names import OTHER_TERM, contradiction
from rarekg.mappings.resolve.registries import WRONG_KIND, wrong_kind
from rarekg.ontology.prefixes import standardize

# The percentages that GARD prints for HPO's frequency classes.
_FREQUENCIES = {
    "100%": OBLIGATE,
    "80%-99%": VERY_FREQUENT,
    "30%-79%": FREQUENT,
    "5%-29%": OCCASIONAL,
    "1%-4%": VERY_RARE,
    "not available": None,
}
_ID = re.compile(r"(?:HPO?[:_])?(\d{7})", re.IGNORECASE)

Symptom = Phenotype | Inheritance | Onset | ClinicalCourse | ClinicalModifier | PastHistory


def symptom_facts(rows: Sequence[SymptomRow], page: PageContext, known: Known) -> Iterator[Symptom | Issue]:
    """Yield a fact for each row, and an Issue for each row that is repeated, malformed or not resolved."""
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        key = (row.group, row.id, row.name, *row.lay_names)
        if key in seen:
            message = f"the row of {row.name!r} is repeated"
            yield page.issue(row.line, "duplicate-row", message, "skipped", row.id)
        elif row.group not in _FREQUENCIES:
            message = f"{row.group!r}, the frequency of {row.name!r}, is not a frequency class"
            yield page.issue(row.line, "unknown-frequency", message, "skipped", row.group)
        else:
            yield from _row_facts(row, page, known)
        seen.add(key)


def _row_facts(row: SymptomRow, page: PageContext, known: Known) -> Iterator[Symptom | Issue]:
    well_formed = _ID.fullmatch(row.id)
    if well_formed is None:
        yield _unusable_id(row, page)
        return
    raw = f"HP:{well_formed[1]}"
    current = known.current(raw)
    if current.id is None:
        message = f"{raw} of {row.name!r} is {current.status} in HPO and has no successor"
        yield page.issue(row.line, f"{current.status}-phenotype", message, "skipped", raw)
        return
    if (reason := contradiction(raw, row.name, known)) is not None:
        yield page.issue(row.line, OTHER_TERM, reason, "skipped", raw)
        return
    if current.id != raw:
        message = f"{raw} of {row.name!r} is now {current.id} ({known.label(current.id)})"
        yield page.issue(row.line, "replaced-phenotype", message, "replaced", raw)
    origin = page.origin(
        "symptoms",
        row.group,
        well_formed[1],
        row.name,
        words=row.name,
        object_=raw if current.id != raw else None,
    )
    yield _fact(row, current.id, origin, page, known)


def _unusable_id(row: SymptomRow, page: PageContext) -> Issue:
    """Return the issue of a row whose id is of another thing, or of no form that is known."""
    with suppress(ValueError):
        if (reason := wrong_kind(standardize(row.id.replace("_", ":", 1)), "phenotype")) is not None:
            return page.issue(row.line, WRONG_KIND, f"{reason}; it stands beside {row.name!r}", "skipped", row.id)
    message = f"{row.id!r} of {row.name!r} is not an HPO id (seven digits)"
    return page.issue(row.line, "malformed-phenotype", message, "skipped", row.id)


def _fact(row: SymptomRow, term: str, origin: Origin, page: PageContext, known: Known) -> Symptom | Issue:
    """Return the kind of fact for the HPO branch of ``term``; onset is tested before course, of which it is a part."""
    class_ = _FREQUENCIES[row.group]
    frequency = CLASSES[class_] if class_ else None
    if known.is_a(term, "HP:0000118"):
        return Phenotype(
            disease=page.disease, phenotype=term, origin=origin, frequency=frequency, lay_names=row.lay_names
        )
    if known.is_a(term, "HP:0000005"):
        return Inheritance(disease=page.disease, mode=term, origin=origin, frequency=frequency)
    if known.is_a(term, "HP:0003674"):
        return Onset(disease=page.disease, onset=term, origin=origin, frequency=frequency)
    if known.is_a(term, "HP:0031797"):
        return ClinicalCourse(disease=page.disease, course=term, origin=origin, frequency=frequency)
    if known.is_a(term, "HP:0012823"):
        return ClinicalModifier(disease=page.disease, modifier=term, origin=origin, frequency=frequency)
    if known.is_a(term, "HP:0032443"):
        return PastHistory(disease=page.disease, history=term, origin=origin, frequency=frequency)
    message = f"{term} of {row.name!r} is in no branch of HPO that describes diseases"
    return page.issue(row.line, "wrong-branch", message, "skipped", term)
