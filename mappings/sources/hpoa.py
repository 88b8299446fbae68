"""HPO's annotations of rare diseases: what each disease shows, how often, from when, in whom, and who says so.

The format is https://obophenotype.github.io/human-phenotype-ontology/annotations/phenotype_hpoa/: a row is a statement
about a disease of OMIM, Orphanet or DECIPHER, and the rows of one disease stand together.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from rarekg.mappings.facts import Disease, Fact, Issue, Origin, Reference
from rarekg.mappings.hpoa.aspects import ASPECTS, Placed, Statement, Terms
from rarekg.mappings.hpoa.evidence import AUTOMATIC, EVIDENCE, Citations, Curation, citations, curation
from rarekg.mappings.hpoa.qualifiers import NEGATED, Qualifiers
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.tsv import Row, rows
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.prefixes import standardize
from rarekg.ontology.terms import Synonym

SOURCE = "hpoa"
COLUMNS = (
    "database_id",
    "disease_name",
    "qualifier",
    "hpo_id",
    "reference",
    "evidence",
    "onset",
    "frequency",
    "sex",
    "modifier",
    "aspect",
    "biocuration",
)
NAME, QUALIFIER, BIOCURATION = map(COLUMNS.index, ("disease_name", "qualifier", "biocuration"))


def read(path: Path, known: Known, *, exclude_iea: bool = False) -> Iterator[Fact | Issue]:
    """Yield each disease of ``phenotype.hpoa``, then what is said of it, with the Issues found on the way.

    ``exclude_iea`` leaves out the rows that a program read out of OMIM's text, as OMIM's terms of use ask of some
    users. ``known`` holds HPO and MONDO, and the mappings that say which diseases are the same. Raises SourceError
    where the file is not of this format.
    """
    issues, terms = Issues(source=SOURCE, file=path.name), Terms(known=known)
    reading = _Reading(
        known=known,
        terms=terms,
        issues=issues,
        qualifiers=Qualifiers(terms=terms, issues=issues),
        unwanted=frozenset({AUTOMATIC} if exclude_iea else ()),
    )
    for raw, group in groupby(rows(path, COLUMNS, comment="#"), key=lambda row: row[1][0]):
        yield from reading.disease(raw, list(group))
        yield from issues.handed_on()
    if reading.left_out:
        issues.note("automatic-evidence", None, f"{reading.left_out:,} rows with evidence IEA are left out, as asked")
        yield from issues.handed_on()


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What is remembered from one disease of a file to the next."""

    known: Known
    terms: Terms
    issues: Issues
    qualifiers: Qualifiers
    unwanted: frozenset[str]
    left_out: int = 0
    diseases: set[str] = field(default_factory=set)
    pages: dict[str, Reference] = field(default_factory=dict)

    def disease(self, raw: str, group: Sequence[Row]) -> Iterator[Fact]:
        """Yield the disease that the source calls ``raw``, and what the rows of ``group`` say of it."""
        line, pages = group[0][0], len(self.pages)
        try:
            own = standardize(raw)
        except ValueError as error:
            self.issues.note("malformed-disease", line, f"{error}; so its {len(group):,} rows", value=raw)
            return
        resolved = self.known.disease(own).id
        said = [found for row in self.distinct(group) if (found := self.statement(row, resolved or own, own))]
        if own in self.diseases:
            self.issues.note("scattered-disease", line, f"{own} has rows further up as well", action="kept", value=own)
        else:
            self.diseases.add(own)
            yield self.named(own, resolved, group)
        yield from list(self.pages.values())[pages:]
        yield from said

    def named(self, own: str, resolved: str | None, group: Sequence[Row]) -> Disease:
        """Return the disease by the names that the rows of ``group`` give it, those that MONDO has left out."""
        names = [name for name, _ in Counter(row[1][NAME].strip() for row in group).most_common() if name]
        if resolved is None:
            names = names or [own]
            self.known.described.add(own)
            self.note_unmapped(own, names[0], group[0][0])
        else:
            names = [name for name in names if not self.known.is_called(resolved, name)]
        return Disease(
            id=resolved or own,
            label=names[0] if names else None,
            resolved=resolved is not None,
            names=tuple(Synonym(text=name) for name in names[1:]),
        )

    def note_unmapped(self, own: str, name: str, line: int) -> None:
        """Note that no term of MONDO is exactly the disease, or more than one, or none is said to be exactly it."""
        kind, found = "unmapped-disease", "has no match in MONDO"
        if exact := self.known.disease(own).candidates:
            kind, found = "ambiguous-mapping", f"matches each of {', '.join(exact)} exactly"
        elif related := self.known.mapped(own, "MONDO"):
            kind, found = "ambiguous-mapping", f"is cross-referenced, not exactly, by {', '.join(related)}"
        self.issues.note(kind, line, f"{own} ({name}) {found}; it keeps its own IRI", action="kept", value=own)

    def distinct(self, group: Sequence[Row]) -> Iterator[Row]:
        """Yield the rows of one disease without exact repetitions.

        Rows that say the same and differ in who curated it, or in the disease's name, are one statement: their facts
        have one key, so that one node has the curators of all.
        """
        said: dict[tuple[str, ...], list[Sequence[str]]] = {}
        for row in group:
            line, cells = row
            before = said.setdefault(tuple(cells[QUALIFIER:BIOCURATION]), [])
            if cells in before:
                self.issues.note("duplicate-row", line, f"{cells[0]} has the same row further up", value=cells[0])
                continue
            if before:
                what = (
                    f"{cells[0]} has a row further up that differs but in curation or name; the curators of both stay"
                )
                self.issues.note("repeated-statement", line, what, action="kept", value=cells[0])
            before.append(cells)
            yield row

    def statement(self, row: Row, disease: str, own: str) -> Statement | None:
        """Return what ``row`` says of ``disease``, which the source calls ``own``; None where it cannot be used."""
        line, (raw, _, qualifier, term, reference, evidence, onset, often, sex, modifier, aspect, biocuration) = row
        if evidence in self.unwanted:
            self.left_out += 1
            return None
        placed = self.placed(line, qualifier, evidence, aspect, term)
        if placed is None or (kind := placed.kind) is None:
            return None
        cited, curated = citations(reference), curation(biocuration)
        if cited.unread or curated.unread or cited.pages:
            self.note_grounds(line, cited, curated)
        excluded, found = self.qualifiers.frequency(line, qualifier, often)
        origin = Origin(
            source=SOURCE,
            key=(raw, qualifier, term, reference, evidence, onset, often, sex, modifier, aspect),
            # An entry that cites itself is no publication; the statement has it as its subject in the source's words.
            references=tuple(one for one in cited.ids if one != own) if own in cited.ids else cited.ids,
            evidence=EVIDENCE[evidence],
            curated_by=curated.by,
            curated_on=curated.on,
            subject=None if own == disease else own,
            object=None if placed.term == term else term,
        )
        begins = self.qualifiers.onset(line, onset, kind.dated) if onset else None
        return kind.make(
            **{kind.slot: placed.term, **({"onset": begins} if begins else {})},
            disease=disease,
            origin=origin,
            excluded=excluded,
            frequency=found,
            sex=self.qualifiers.sex(line, sex) if sex else None,
            modifiers=self.qualifiers.modifiers(line, modifier) if modifier else (),
        )

    def placed(self, line: int, qualifier: str, evidence: str, aspect: str, term: str) -> Placed | None:
        """Return the row's term and the kind of statement it makes; None, and a note, where a category is unknown."""
        if qualifier not in NEGATED or evidence not in EVIDENCE or aspect not in ASPECTS:
            categories = (
                ("qualifier", qualifier, NEGATED),
                ("evidence", evidence, EVIDENCE),
                ("aspect", aspect, ASPECTS),
            )
            name, value = next((name, value) for name, value, known in categories if value not in known)
            self.issues.note(f"unknown-{name}", line, f"no {name} is called {value!r}", value=value)
            return None
        placed = self.terms.placed(term, aspect)
        if placed.problem is not None:
            self.issues.note("unusable-term", line, placed.problem, value=term)
        elif placed.term != term:
            what = f"{term} is today {placed.term} ({self.known.label(placed.term)})"
            self.issues.note_once("replaced-term", line, what, action="replaced", value=term)
        return placed

    def note_grounds(self, line: int, cited: Citations, curated: Curation) -> None:
        """Note references and curators that are none, and remember pages of the web to describe."""
        for raw in cited.unread:
            what = f"{raw!r} is no reference; the row is kept without it"
            self.issues.note("unread-reference", line, what, action="kept", value=raw)
        for raw in curated.unread:
            what = f"{raw!r} is no curator with a day; the row is kept without it"
            self.issues.note("unread-curation", line, what, action="kept", value=raw)
        for page in cited.pages:
            self.pages.setdefault(page.id, page)
