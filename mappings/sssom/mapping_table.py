"""The rows of an SSSOM mapping table: each states that two ids name the same or a related thing.

The format is https://mapping-commons.github.io/sssom/tsv/.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from rarekg.mappings import facts
from rarekg.mappings.facts import Issue
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.tsv import lines, wrong_width
from rarekg.mappings.resolve.identifiers import Identifiers
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.names import OTHER_TERM, contradiction
from rarekg.mappings.resolve.registries import WRONG_KIND, wrong_kind
from rarekg.mappings.sssom.metadata import ADVICE, MappingSet, read_metadata
from rarekg.ontology.errors import SourceError
from rarekg.ontology.prefixes import compress, converter
from rarekg.ontology.text_lines import LONGEST

REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
# A label is held against the names of the term, and not published: labels come from the ontologies.
OPTIONAL = ("predicate_modifier", "comment", "subject_label", "object_label")
# Ignored columns with the reason; any other unused column is an issue.
IGNORED: Mapping[str, str] = MappingProxyType(
    {
        "subject_source": "the prefix of the id states it",
        "object_source": "as subject_source",
    }
)
# The predicate after subject and object are swapped, None if they cannot be.
INVERSE: Mapping[str, str | None] = MappingProxyType(
    {
        "skos:exactMatch": "skos:exactMatch",
        "skos:closeMatch": "skos:closeMatch",
        "skos:broadMatch": "skos:narrowMatch",
        "skos:narrowMatch": "skos:broadMatch",
        "oboInOwl:hasDbXref": None,
    }
)
ENDS = ("subject", "object")
ONTOLOGIES = ("MONDO:", "HP:")
NO_TERM = "sssom:NoTermFound"
UNSPECIFIED = "semapv:UnspecifiedMatching"

# The values of ``mapping_justification`` (https://mapping-commons.github.io/sssom/mapping_justification/).
JUSTIFICATIONS = frozenset(
    (
        "semapv:BackgroundKnowledgeBasedMatching",
        "semapv:CompositeMatching",
        "semapv:InstanceBasedMatching",
        "semapv:LexicalMatching",
        "semapv:LexicalSimilarityThresholdMatching",
        "semapv:LogicalReasoning",
        "semapv:ManualMappingCuration",
        "semapv:MappingChaining",
        "semapv:MappingInversion",
        "semapv:MappingReview",
        "semapv:SemanticSimilarityThresholdMatching",
        "semapv:StructuralMatching",
        "semapv:UnspecifiedMatching",
    )
)


def read(path: Path, known: Known, *, source: str | None = None) -> Iterator[facts.Mapping | Issue]:
    """Yield each row of the table at ``path`` as a Mapping, with a MONDO term as its subject if it has one, and issues.

    Args:
        path: The file.
        known: The terms of the ontologies; a row about a term that they do not have is left out.
        source: The source of the mappings; by default the name of the mapping set.

    Raises:
        SourceError: If the file is not an SSSOM table.
    """
    mapping_set = read_metadata(path)
    name = source or mapping_set.name
    issues, ids = Issues(source=name, file=path.name), Identifiers(source=name, file=path.name)
    reader = _RowReader(source=name, mapping_set=mapping_set, known=known, issues=issues, ids=ids)
    seen: set[tuple[str, str, str]] = set()
    for line, row in _rows(path, issues):
        mapping = reader.mapping(line, row)
        if mapping is not None:
            match = (mapping.subject, mapping.predicate, mapping.object)
            if match not in seen:  # two terms of the table can be one now
                seen.add(match)
                yield mapping
        yield from issues.drain()
    yield from ids.issues()


@dataclass(frozen=True, slots=True, kw_only=True)
class _RowReader:
    """Reads the rows of one file."""

    source: str
    mapping_set: MappingSet
    known: Known
    issues: Issues
    ids: Identifiers

    def mapping(self, line: int, row: Mapping[str, str]) -> facts.Mapping | None:
        """Return the mapping of a row, or None if the graph cannot represent it."""
        if not self.is_match(line, row):
            return None
        raw_subject, raw_object = (self.curie(line, row[f"{end}_id"]) for end in ENDS)
        if raw_subject is None or raw_object is None or self.is_contradicted(line, row, raw_subject, raw_object):
            return None
        subject, object_ = self.current(line, raw_subject), self.current(line, raw_object)
        if subject is None or object_ is None:
            return None
        if subject == object_:
            self.issues.note("mapped-to-itself", line, f"{subject} is mapped to itself", value=subject)
            return None
        predicate = row["predicate_id"]
        if predicate == "skos:exactMatch" and subject.startswith(ONTOLOGIES) and object_.startswith(ONTOLOGIES):
            message = (
                f"{subject} and {object_} are two terms, of one ontology or of diseases and phenotypes: not the same"
            )
            self.issues.note("exact-match-of-terms", line, message, value=object_)
            return None
        if (inverse := INVERSE[predicate]) and object_.startswith("MONDO:") and not subject.startswith("MONDO:"):
            subject, predicate, object_ = object_, inverse, subject
        return facts.Mapping(
            subject=subject,
            predicate=predicate,
            object=object_,
            justification=self.justification(line, row["mapping_justification"]),
            source=self.source,
            note=(row.get("comment") or "").strip() or None,
        )

    def is_match(self, line: int, row: Mapping[str, str]) -> bool:
        """Tell whether the row asserts a match with a predicate that the graph uses."""
        predicate, modifier = row["predicate_id"], row.get("predicate_modifier")
        text = f"{row['subject_id']} {predicate} {row['object_id']}"
        if NO_TERM in (row["subject_id"], row["object_id"]):
            self.issues.note("no-term-found", line, f"the row states that there is no match: {text}", value=text)
        elif modifier:
            self.issues.note("negated-mapping", line, f"{modifier}: {text}", value=text)
        elif predicate not in INVERSE:
            message = f"mappings by {predicate!r} are not supported"
            self.issues.note("unknown-predicate", line, message, value=predicate)
        else:
            return True
        return False

    def curie(self, line: int, raw: str) -> str | None:
        """Return ``raw`` as a CURIE, or None if it is not the id of a disease or phenotype."""
        curie = self.ids.curie(_expand_own_prefix(raw, self.mapping_set), f"line {line}")
        if curie is not None and (reason := wrong_kind(curie, "disease", "phenotype")) is not None:
            self.issues.note(WRONG_KIND, line, reason, value=curie)
            return None
        return curie

    def is_contradicted(self, line: int, row: Mapping[str, str], *ids: str) -> bool:
        """Tell whether the label of an end is the name of another term; then names decide nothing about either end."""
        for curie, end in zip(ids, ENDS, strict=True):
            if (reason := contradiction(curie, row.get(f"{end}_label", ""), self.known)) is not None:
                self.issues.note(OTHER_TERM, line, reason, value=curie)
                self.known.refused.update(ids)
                return True
        return False

    def current(self, line: int, curie: str) -> str | None:
        """Return the current term for a term of the build's ontologies, None if they lack it, else ``curie``.

        An obsolete term without a successor is kept: what is known of a disease may have no other place.
        """
        if not curie.startswith(ONTOLOGIES):
            return curie
        current = self.known.current(curie)
        if current.status == "obsolete":
            message = f"{curie} is obsolete and has no current successor"
            self.issues.note_once("obsolete-term", line, message, action="kept", value=curie)
            return curie
        if current.id is None:
            message = f"{curie} is not a current term of this build's ontologies"
            self.issues.note("unknown-term", line, message, value=curie)
        elif current.id != curie:
            message = f"{curie} is now {current.id} ({self.known.label(current.id)})"
            self.issues.note_once("replaced-term", line, message, action="replaced", value=curie)
        return current.id

    def justification(self, line: int, raw: str) -> str:
        """Return the semapv term of the match, ``semapv:UnspecifiedMatching`` if ``raw`` is not a semapv term."""
        if raw in JUSTIFICATIONS:
            return raw
        message = f"{raw!r} is no justification that semapv has for a mapping"
        self.issues.note("unknown-justification", line, message, action="replaced", value=raw)
        return UNSPECIFIED


def _rows(path: Path, issues: Issues) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield line number and column → cell of each row of the table, whose cells can be quoted as in CSV."""
    number = length = 0

    def table() -> Iterator[str]:
        nonlocal number, length
        for number, line in lines(path):
            if not line.startswith("#"):
                if (length := length + len(line)) > LONGEST:  # a quoted cell may have line breaks
                    raise SourceError(f"a row of more than {LONGEST:,} characters", path=path, line=number)
                yield line

    reader = csv.reader(table(), delimiter="\t", strict=True)
    try:
        header = next(reader, [])
        _check_header(header, path, number, issues)
        length = 0
        for cells in reader:
            if len(cells) != len(header):
                raise wrong_width(len(cells), len(header), path, number)
            yield number, dict(zip(header, cells, strict=True))
            length = 0
    except csv.Error as error:
        raise SourceError(f"not a table: {error}", path=path, line=number, advice=ADVICE) from error


def _check_header(header: Sequence[str], path: Path, line: int, issues: Issues) -> None:
    for name in REQUIRED:
        if name not in header:
            raise SourceError(f"has no column {name!r}", path=path, line=line or None, advice=ADVICE)
    for name in header:
        if name not in (*REQUIRED, *OPTIONAL, *IGNORED):
            issues.note("unread-field", line, f"the column {name!r} is not used", value=name)


def _expand_own_prefix(raw: str, mapping_set: MappingSet) -> str:
    """Return ``raw`` as an IRI if only the file declares its prefix, else unchanged."""
    prefix, _, local = raw.partition(":")
    if prefix in mapping_set.prefixes and converter().standardize_prefix(prefix) is None:
        iri = mapping_set.prefixes[prefix] + local
        return iri if compress(iri) else raw
    return raw
