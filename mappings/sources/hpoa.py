"""HPO's annotations of rare diseases: phenotypes with frequency, onset, sex and evidence.

The format is https://obophenotype.github.io/human-phenotype-ontology/annotations/phenotype_hpoa/. A row is a statement
about a disease of OMIM, Orphanet or DECIPHER; the rows of one disease are consecutive.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from rarekg.mappings.facts import Disease, Fact, Issue, Origin, Reference
from rarekg.mappings.hpoa.aspects import ASPECTS, HpoAnnotation, ResolvedTerm, TermResolver
from rarekg.mappings.hpoa.evidence import (
    AGENTS,
    AUTOMATIC,
    EVIDENCE,
    STUDY,
    UPSTREAM,
    Curation,
    References,
    parse_curation,
    parse_references,
)
from rarekg.mappings.hpoa.qualifiers import NEGATED, QualifierReader
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.tsv import Row, rows
from rarekg.mappings.resolve.identity import DiseaseIdentity, identify, new_mappings
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.names import OTHER_DISEASE, disease_contradictions
from rarekg.mappings.resolve.registries import WRONG_KIND, wrong_kind
from rarekg.mappings.resolve.unresolved import describe
from rarekg.ontology.prefixes import standardize
from rarekg.ontology.terms import Synonym

SOURCE, RESOURCE = "hpoa", "hpo-annotations"
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
NAME, QUALIFIER, TERM, EVIDENCE_CODE, BIOCURATION = map(
    COLUMNS.index, ("disease_name", "qualifier", "hpo_id", "evidence", "biocuration")
)


def read(path: Path, known: Known, *, exclude_iea: bool = False) -> Iterator[Fact | Issue]:
    """Yield each disease of ``phenotype.hpoa`` followed by its annotations, and the issues as they occur.

    Args:
        path: The file.
        known: The terms of HPO and MONDO, and the mappings between diseases.
        exclude_iea: Whether to leave out rows that a program extracted from OMIM's text (evidence code IEA), as OMIM's
            terms of use require of some users.

    Raises:
        SourceError: If the file is not of this format.
    """
    issues, terms = Issues(source=SOURCE, file=path.name), TermResolver(known=known)
    reader = _TableReader(
        known=known,
        terms=terms,
        issues=issues,
        qualifiers=QualifierReader(terms=terms, issues=issues),
        excluded_evidence=frozenset({AUTOMATIC} if exclude_iea else ()),
    )
    for raw, group in groupby(rows(path, COLUMNS, issues, comment="#"), key=lambda row: row[1][0]):
        yield from reader.disease_facts(raw, list(group))
        yield from issues.drain()
    if reader.left_out:
        message = f"{reader.left_out:,} rows with evidence IEA are left out, as requested"
        issues.note("automatic-evidence", None, message)
    yield from issues.drain()


@dataclass(slots=True, kw_only=True)
class _TableReader:
    """Reads the table disease by disease.

    ``diseases`` and ``publications`` hold the ids already described, ``stated`` the hashes of the rows already read,
    ``cited`` the publications cited for the first time since they were last yielded.
    """

    known: Known
    terms: TermResolver
    issues: Issues
    qualifiers: QualifierReader
    excluded_evidence: frozenset[str]
    left_out: int = 0
    diseases: set[str] = field(default_factory=set)
    publications: set[str] = field(default_factory=set)
    stated: set[int] = field(default_factory=set)
    cited: list[Reference] = field(default_factory=list)

    def disease_facts(self, raw: str, group: Sequence[Row]) -> Iterator[Fact]:
        """Yield the disease with the id ``raw``, the publications cited for the first time, and its annotations."""
        line = group[0][0]
        if (own := self.own_id(raw, group)) is None:
            return
        names = _names(group)
        identity = identify(own, names, self.known)
        node = identity.id or own
        for name, why in disease_contradictions(own, node, names, self.known):
            self.issues.note_once(OTHER_DISEASE, line, why, action="kept", value=f"{own} {name}")
        annotations = [fact for row in self.distinct(group) if (fact := self.annotation(row, node, own))]
        if own in self.diseases:
            self.issues.note("scattered-disease", line, f"{own} also has rows further up", action="kept", value=own)
        else:
            self.diseases.add(own)
            yield from new_mappings(identity, self.known)
            yield self.disease(own, identity, names, line)
        yield from self.cited
        self.cited.clear()
        yield from annotations

    def own_id(self, raw: str, group: Sequence[Row]) -> str | None:
        """Return ``raw`` as a CURIE; report and return None if it is not the id of a disease."""
        try:
            own = standardize(raw)
            kind, reason = WRONG_KIND, wrong_kind(own, "disease")
        except ValueError as error:
            kind, reason = "malformed-disease", str(error)
        if reason is None:
            return own
        self.issues.note(kind, group[0][0], f"{reason}; its {len(group):,} rows are left out", value=raw)
        return None

    def disease(self, own: str, identity: DiseaseIdentity, names: Sequence[str], line: int) -> Disease:
        """Return the disease with the ``names`` that MONDO does not spell so; report one without a current term."""
        resolved = identity.id
        if resolved is None:
            self.report_unmapped(own, names[0] if names else own, identity, line)
            return describe(own, names, self.known)
        if identity.obsolete:
            message = (
                f"{own} ({names[0] if names else own}) matches {resolved}, which MONDO has withdrawn; it stays there"
            )
            self.issues.note("obsolete-disease", line, message, action="kept", value=own)
        else:
            names = [name for name in names if not self.known.names.spells(resolved, name)]
        return Disease(
            id=resolved,
            label=names[0] if names else None,
            resolved=True,
            names=tuple(Synonym(text=name) for name in names[1:]),
        )

    def report_unmapped(self, own: str, name: str, identity: DiseaseIdentity, line: int) -> None:
        """Report a disease with no, several, or only inexact MONDO matches."""
        kind, finding = "unmapped-disease", "has no match in MONDO"
        if exact := self.known.disease(own).candidates:
            kind, finding = "ambiguous-mapping", f"matches each of {', '.join(exact)} exactly"
        elif related := self.known.mapped(own, "MONDO"):
            kind, finding = "ambiguous-mapping", f"is cross-referenced, not exactly, by {', '.join(related)}"
        elif identity.mappings:
            kind = "ambiguous-mapping"
            finding = f"has the name of {', '.join(mapping.subject for mapping in identity.mappings)}, no exact match"
        self.issues.note(kind, line, f"{own} ({name}) {finding}; it keeps its own IRI", action="kept", value=own)

    def distinct(self, group: Sequence[Row]) -> Iterator[Row]:
        """Yield the rows of one disease without repetitions.

        Rows that differ only in curation or in the disease's name are one statement, with the curation of all of them.
        """
        # The statement → its names and curations, which are all that its rows differ in → the first row with them.
        merged: dict[tuple[str, ...], dict[tuple[str, str], Row]] = {}
        for row in group:
            line, cells = row
            same = merged.setdefault((cells[0], *cells[QUALIFIER:BIOCURATION]), {})
            rest = cells[NAME], cells[BIOCURATION]
            if rest in same:
                self.issues.note("duplicate-row", line, f"{cells[0]} has the same row further up", value=cells[0])
                continue
            if same:
                message = f"{cells[0]} has a row further up that differs only in curation or name; both are merged"
                self.issues.note("repeated-statement", line, message, action="kept", value=cells[0])
            same[rest] = row
        for key, same in merged.items():
            line, cells = next(iter(same.values()))
            if hash(key) in self.stated:
                message = f"{cells[0]} has the same statement far above, apart from the other rows of the disease"
                self.issues.note("duplicate-row", line, message, value=cells[0])
                continue
            self.stated.add(hash(key))
            yield line, [*cells[:BIOCURATION], ";".join(curation for _, curation in same)]

    def annotation(self, row: Row, disease: str, own: str) -> HpoAnnotation | None:
        """Return the annotation in ``row``, or None if the row cannot be used or is excluded.

        Args:
            row: Line number and cells.
            disease: The id of the disease in the graph.
            own: Its id in the source.
        """
        line, cells = row
        _, _, qualifier, term, reference, evidence, onset, frequency, sex, modifier, aspect, biocuration = cells
        if evidence in self.excluded_evidence:
            self.left_out += 1
            return None
        resolved = self.resolve_term(line, qualifier, evidence, aspect, term)
        if resolved is None or (kind := resolved.kind) is None:
            return None
        cited, curated = parse_references(reference), parse_curation(biocuration)
        self.note_evidence(line, cited, curated)
        excluded, parsed_frequency = self.qualifiers.frequency(line, qualifier, frequency)
        onset_term = self.qualifiers.onset(line, onset, kind.has_onset) if onset else None
        return kind.fact(
            **{kind.term_field: resolved.term, **({"onset": onset_term} if onset_term else {})},
            disease=disease,
            origin=_origin(cells, disease, own, resolved.term, cited, curated),
            excluded=excluded,
            frequency=parsed_frequency,
            sex=self.qualifiers.sex(line, sex) if sex else None,
            modifiers=self.qualifiers.modifiers(line, modifier) if modifier else (),
        )

    def resolve_term(self, line: int, qualifier: str, evidence: str, aspect: str, term: str) -> ResolvedTerm | None:
        """Return the row's current term and its kind of annotation; report and return None for an unknown category."""
        if qualifier not in NEGATED or evidence not in EVIDENCE or aspect not in ASPECTS:
            categories = (
                ("qualifier", qualifier, NEGATED),
                ("evidence", evidence, EVIDENCE),
                ("aspect", aspect, ASPECTS),
            )
            name, value = next((name, value) for name, value, valid in categories if value not in valid)
            self.issues.note(f"unknown-{name}", line, f"unknown {name} {value!r}", value=value)
            return None
        resolved = self.terms.resolve(term, aspect)
        if resolved.problem is not None:
            self.issues.note("unusable-term", line, resolved.problem, value=term)
        elif resolved.term != term:
            message = f"{term} is now {resolved.term} ({self.known.label(resolved.term)})"
            self.issues.note_once("replaced-term", line, message, action="replaced", value=term)
        return resolved

    def note_evidence(self, line: int, cited: References, curated: Curation) -> None:
        """Report invalid references and curators, and collect publications cited for the first time."""
        for raw in cited.invalid:
            message = f"{raw!r} is not a reference; the row is kept without it"
            self.issues.note("unread-reference", line, message, action="kept", value=raw)
        for raw in curated.invalid:
            message = f"{raw!r} is not a curator with a date; the row is kept without it"
            self.issues.note("unread-curation", line, message, action="kept", value=raw)
        pages = {page.id: page for page in cited.web_pages}
        for publication in cited.ids:
            if publication not in self.publications:
                self.publications.add(publication)
                self.cited.append(pages.get(publication) or Reference(id=publication))


def _names(group: Sequence[Row]) -> list[str]:
    """Return the names of the disease in the rows ``group``, the most frequent first."""
    return [name for name, _ in Counter(row[1][NAME].strip() for row in group).most_common() if name]


def _origin(cells: Sequence[str], disease: str, own: str, term: str, cited: References, curated: Curation) -> Origin:
    """Return the origin of a row.

    HPO's curators read the studies of rows with PCS themselves; all other rows come from the database of the disease.
    """
    raw_term, evidence = cells[TERM], cells[EVIDENCE_CODE]
    upstream = None if evidence == STUDY else UPSTREAM.get(own.partition(":")[0])
    return Origin(
        source=SOURCE,
        key=(cells[0], *cells[QUALIFIER:BIOCURATION]),
        primary=upstream,
        aggregator=RESOURCE if upstream else None,
        agent=AGENTS[evidence],
        references=cited.ids,
        # An entry that cites itself cites no ground; the association has it as its original subject.
        records=tuple(record for record in cited.records if record != own),
        evidence=EVIDENCE[evidence],
        curation=curated.entries,
        curators=curated.curators,
        curated_on=curated.last,
        subject=None if own == disease else own,
        object=None if raw_term == term else raw_term,
    )
